/** Words, numbers and times as people read them, always with their units. */

import { element } from './dom.js';
import { phrase } from './phrases.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far the clock of the host is ahead of this machine's, in milliseconds. */
let ahead = 0;

/** Takes the host's clock as the right one: times are those of its record. */
export function setClock(hostTime) {
  if (!Number.isNaN(hostTime)) {
    ahead = hostTime - Date.now();
  }
}

/** Now, by the host's clock, in milliseconds. */
export function now() {
  return Date.now() + ahead;
}

/** For example `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`, `4 d 2 h`. */
export function duration(millis) {
  const time = Math.max(0, millis);
  if (time < 10 * SECOND) {
    return `${(Math.floor(time / 100) / 10).toFixed(1)} s`;
  } else if (time < MINUTE) {
    return `${Math.floor(time / SECOND)} s`;
  } else if (time < HOUR) {
    return two(time, MINUTE, 'min', SECOND, 's');
  } else if (time < DAY) {
    return two(time, HOUR, 'h', MINUTE, 'min');
  }
  return two(time, DAY, 'd', HOUR, 'h');
}

function two(time, large, largeUnit, small, smallUnit) {
  const rest = Math.floor((time % large) / small);
  return `${Math.floor(time / large)} ${largeUnit}${rest === 0 ? '' : ` ${rest} ${smallUnit}`}`;
}

/** For example `12 s ago`, `just now`, `in 3 min`. */
export function relative(millis) {
  const passed = now() - millis;
  if (passed < -SECOND) {
    return phrase('in2', coarse(-passed));
  }
  return passed < 5 * SECOND ? phrase('justNow') : phrase('ago', coarse(passed));
}

function coarse(time) {
  const [unit, size] = time < MINUTE ? ['s', SECOND] : time < HOUR ? ['min', MINUTE] : time < DAY ? ['h', HOUR] : ['d', DAY];
  return `${Math.floor(time / size)} ${unit}`;
}

/** A time relative to now, with the exact one as its title. It is kept up to date. */
export function time(instant) {
  const millis = Date.parse(instant);
  if (Number.isNaN(millis)) {
    return element('span', {}, phrase('unknown'));
  }
  return element('time', { datetime: instant, title: exact(millis), 'data-shows': 'relative' }, relative(millis));
}

/** How long something has been going on. It is kept up to date. */
export function since(instant) {
  return element('time', { datetime: instant, title: phrase('since2', exact(Date.parse(instant))), 'data-shows': 'elapsed' },
    duration(now() - Date.parse(instant)));
}

/** Date and time in the reader's time zone, with seconds. */
export function exact(millis) {
  return new Date(millis).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' });
}

/** Keeps all times of the page up to date, while it can be seen. */
export function keepTimes() {
  setInterval(() => {
    if (!document.hidden) {
      for (const shown of document.querySelectorAll('#release-flow time[data-shows]')) {
        const millis = Date.parse(shown.dateTime);
        const text = shown.dataset.shows === 'elapsed' ? duration(now() - millis) : relative(millis);
        if (shown.textContent !== text) {
          shown.textContent = text;
        }
      }
    }
  }, SECOND);
}

/** For example `2.3 kB`, `14 MB`. */
export function size(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let amount = Number(bytes);
  let unit = 0;
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${unit > 0 && amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${units[unit]}`;
}

/** A number with its noun, as the phrases `release.one` and `release.many` have it: `1 release`, `3 releases`. */
export function count(number, noun) {
  return phrase(`${noun}.${number === 1 ? 'one' : 'many'}`, number.toLocaleString());
}

/** A word of a document for people: `in-doubt` is `In doubt`. */
export function word(text) {
  const spaced = text.replaceAll('-', ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** A pin in short: the commit, the build, or the image. */
export function pinText(pin) {
  if (pin.image) {
    const [name, digest] = pin.image.split('@');
    return digest ? `${name}@${digest.replace(/^(\w+:)(.{12}).*$/, '$1$2')}` : name;
  }
  return pin.commit ? `${pin.commit.slice(0, 7)}${pin.branch ? phrase('on', pin.branch) : ''}` : pin.buildId;
}

/** A pin as it is read aloud and copied: all of it. */
export function pinTitle(pin) {
  return pin.image ?? [phrase('buildOf2', pin.buildId, pin.build), pin.commit && phrase('commit', pin.commit), pin.branch && phrase('branch2', pin.branch)]
    .filter(Boolean).join(', ');
}
