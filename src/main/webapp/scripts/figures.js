/** The page of an environment's delivery figures. */

import { element } from './dom.js';
import { breadcrumbs } from './frame.js';
import { environmentPath, here, read } from './host.js';
import { plot, week } from './plot.js';
import { duration } from './text.js';

const CHOICES = [12, 26, 52];
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS_OF_TIME = [SECOND, 5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 84 * DAY];
const STEPS_OF_COUNTS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const STEPS_OF_SHARES = [0.1, 0.25, 0.5];

const percent = (share) => `${Math.round(share * 100)} %`;

/** Each figure: what it is, what of a document it is, and how it is told and drawn. */
const FIGURES = [
  {
    label: 'Deployment frequency', field: 'deployments', tone: 'live', bars: true, most: 4, steps: STEPS_OF_COUNTS, text: (value) => `${value}`,
    all: ({ all, weeks }) => `${all.deployments} in ${weeks.length} weeks`,
    meaning: 'Releases that went well and put something live. Rollbacks are not counted.',
  },
  {
    label: 'Lead time', field: 'leadTimeMs', tone: 'live', steps: STEPS_OF_TIME, text: duration,
    all: ({ all }) => (all.leadTimeMs === undefined ? 'not measured' : `${duration(all.leadTimeMs)}, median`),
    meaning: 'From when the platform began the build to when it was live: the median of a week’s deployments.',
  },
  {
    label: 'Change failure rate', field: 'failureRate', tone: 'bad', bars: true, most: 1, steps: STEPS_OF_SHARES, text: percent,
    all: ({ all }) => (all.failureRate === undefined ? 'nothing was changed' : `${percent(all.failureRate)}: ${all.failures} of ${all.changes}`),
    meaning: 'Of the releases that changed something: the share that did not end well, or that a rollback undid.',
  },
  {
    label: 'Time to restore', field: 'timeToRestoreMs', tone: 'doubt', steps: STEPS_OF_TIME, text: duration,
    all: ({ all }) => `${all.timeToRestoreMs === undefined ? (all.unrestored > 0 ? '' : 'nothing had to be restored') : `${duration(all.timeToRestoreMs)}, median`}${all.unrestored > 0 ? `${all.timeToRestoreMs === undefined ? '' : '; '}${all.unrestored} not restored yet` : ''}`,
    meaning: 'From the end of a failed release to the end of the next release or rollback that went well: the median of a week’s failures.',
  },
];

/** Fills the page. */
export function figuresPage(page) {
  const wanted = new URLSearchParams(location.search);
  const top = element('div');
  const body = element('div', { 'aria-busy': 'true' });
  const select = element('select.jenkins-select__input.rf-input', {
    id: 'rf-weeks',
    onchange: () => {
      wanted.set('weeks', select.value);
      history.replaceState(null, '', `?${wanted}`);
      show();
    },
  }, CHOICES.map((count) => element('option', { value: count, selected: wanted.get('weeks') === `${count}` }, `Last ${count} weeks`)));
  page.content.replaceChildren(top,
    element('div.rf-search', {}, element('div', {}, element('label.rf-spoken', { for: 'rf-weeks' }, 'Weeks'), select)),
    body);
  let turn = 0;
  const show = async () => {
    const mine = ++turn;
    try {
      const { document } = await read(`${here()}json?${wanted}`);
      const drawn = await Promise.all(FIGURES.map((figure) => card(figure, document)));
      if (mine === turn) {
        page.trouble(null);
        head(top, document.environment);
        body.replaceChildren(element('div.rf-figures', {}, drawn), table(document));
        body.removeAttribute('aria-busy');
      }
    } catch (failure) {
      page.trouble(failure);
    }
  };
  show();
}

function head(top, environment) {
  document.title = `Delivery figures - ${environment} - Release Flow`;
  top.replaceChildren(...[
    breadcrumbs([['Release Flow', ''], [environment, environmentPath(environment)], ['Delivery figures']]),
    element('div.rf-head', {}, element('h1', {}, `Delivery figures of ${environment}`)),
  ].filter(Boolean));
}

async function card(figure, document) {
  const values = document.weeks.map((each) => each[figure.field] ?? null);
  return element('section.rf-card', { 'aria-label': figure.label },
    element('h2', {}, figure.label),
    element('p.rf-figure', {}, figure.all(document)),
    await plot({ ...figure, weeks: document.weeks.map((each) => each.week), values }),
    element('p.rf-quiet', {}, figure.meaning));
}

function table(document) {
  return [
    element('h2', {}, 'Week by week'),
    element('div.rf-scroll', { tabindex: 0, role: 'region', 'aria-label': 'Week by week' },
      element('table.rf-table', {},
        element('thead', {}, element('tr', {}, ['Week of', 'Deployments', 'Rollbacks', 'Lead time', 'Failed', 'Time to restore', 'Not restored'].map((each) => element('th', { scope: 'col' }, each)))),
        element('tbody', {}, [...document.weeks].reverse().map((each, index) => element('tr', {},
          element('th', { scope: 'row' }, week(each.week), index === 0 && element('span.rf-quiet', {}, ' so far')),
          element('td', {}, each.deployments),
          element('td', {}, each.rollbacks),
          element('td', {}, each.leadTimeMs === undefined ? '–' : `${duration(each.leadTimeMs)} (of ${each.leadTimes})`),
          element('td', {}, each.changes === 0 ? '–' : `${each.failures} of ${each.changes}`),
          element('td', {}, each.timeToRestoreMs === undefined ? '–' : duration(each.timeToRestoreMs)),
          element('td', {}, each.unrestored)))))),
  ].reduce((box, each) => { box.append(each); return box; }, element('div'));
}
