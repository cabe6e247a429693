/** The page of an environment's delivery figures. */

import { element } from './dom.js';
import { breadcrumbs } from './frame.js';
import { environmentPath, here, read } from './host.js';
import { phrase } from './phrases.js';
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
    label: phrase('deploymentFrequency'), field: 'deployments', tone: 'live', bars: true, most: 4, steps: STEPS_OF_COUNTS, text: (value) => `${value}`,
    all: ({ all, weeks }) => phrase('inWeeks', all.deployments, weeks.length),
    meaning: phrase('releasesThatWentWellAndPutSomething'),
  },
  {
    label: phrase('leadTime'), field: 'leadTimeMs', tone: 'live', steps: STEPS_OF_TIME, text: duration,
    all: ({ all }) => (all.leadTimeMs === undefined ? phrase('notMeasured') : phrase('median', duration(all.leadTimeMs))),
    meaning: phrase('fromWhenThePlatformBeganTheBuild'),
  },
  {
    label: phrase('changeFailureRate'), field: 'failureRate', tone: 'bad', bars: true, most: 1, steps: STEPS_OF_SHARES, text: percent,
    all: ({ all }) => (all.failureRate === undefined ? phrase('nothingWasChanged') : phrase('of', percent(all.failureRate), all.failures, all.changes)),
    meaning: phrase('ofTheReleasesThatChangedSomethingThe'),
  },
  {
    label: phrase('timeToRestore'), field: 'timeToRestoreMs', tone: 'doubt', steps: STEPS_OF_TIME, text: duration,
    all: ({ all }) => `${all.timeToRestoreMs === undefined ? (all.unrestored > 0 ? '' : phrase('nothingHadToBeRestored')) : phrase('median', duration(all.timeToRestoreMs))}${all.unrestored > 0 ? phrase('notRestoredYet', all.timeToRestoreMs === undefined ? '' : '; ', all.unrestored) : ''}`,
    meaning: phrase('fromTheEndOfAFailedRelease'),
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
  }, CHOICES.map((count) => element('option', { value: count, selected: wanted.get('weeks') === `${count}` }, phrase('lastWeeks', count))));
  page.content.replaceChildren(top,
    element('div.rf-search', {}, element('div', {}, element('label.rf-spoken', { for: 'rf-weeks' }, phrase('weeks')), select)),
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
  document.title = phrase('deliveryFiguresReleaseFlow', environment);
  top.replaceChildren(...[
    breadcrumbs([[phrase('releaseFlow'), ''], [environment, environmentPath(environment)], [phrase('deliveryFigures')]]),
    element('div.rf-head', {}, element('h1', {}, phrase('deliveryFiguresOf', environment))),
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
    element('h2', {}, phrase('weekByWeek')),
    element('div.rf-scroll', { tabindex: 0, role: 'region', 'aria-label': phrase('weekByWeek') },
      element('table.rf-table', {},
        element('thead', {}, element('tr', {}, [phrase('weekOf'), phrase('deployments'), phrase('rollbacks'), phrase('leadTime'), phrase('failed'), phrase('timeToRestore'), phrase('notRestored')].map((each) => element('th', { scope: 'col' }, each)))),
        element('tbody', {}, [...document.weeks].reverse().map((each, index) => element('tr', {},
          element('th', { scope: 'row' }, week(each.week), index === 0 && element('span.rf-quiet', {}, phrase('soFar'))),
          element('td', {}, each.deployments),
          element('td', {}, each.rollbacks),
          element('td', {}, each.leadTimeMs === undefined ? '–' : phrase('of2', duration(each.leadTimeMs), each.leadTimes)),
          element('td', {}, each.changes === 0 ? '–' : phrase('of3', each.failures, each.changes)),
          element('td', {}, each.timeToRestoreMs === undefined ? '–' : duration(each.timeToRestoreMs)),
          element('td', {}, each.unrestored)))))),
  ].reduce((box, each) => { box.append(each); return box; }, element('div'));
}
