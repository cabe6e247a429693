/** The page of one environment and its releases, and that of a job and its releases. */

import { element, Section, visible } from './dom.js';
import { drift } from './drift.js';
import { liveTable } from './environments.js';
import { breadcrumbs, hold, lock, manage, releaseLink, readiness } from './frame.js';
import { address, environmentPath, here } from './host.js';
import { Live } from './live.js';
import { phrase } from './phrases.js';
import { badge } from './state.js';
import { count, duration, since, time, word } from './text.js';

const STATES = ['waiting', 'running', 'released', 'failed', 'aborted', 'in-doubt'];
const KINDS = ['release', 'rollback'];
const TYPING = 250;

/** Fills the page of an environment. */
export function environmentPage(page) {
  listPage(page, heading);
}

/** Fills the page of a job, or of a project that has jobs. */
export function jobPage(page) {
  listPage(page, ({ job, may }) => {
    document.title = phrase('releasesOf', visible(job));
    return [
      breadcrumbs([[phrase('releaseFlow'), ''], [job]]),
      element('div.rf-head', {}, element('h1', {}, phrase('releasesOf', job)),
        may.run && element('a', { class: 'jenkins-button jenkins-button--primary rf-button rf-button-primary', href: `${here()}run/`, 'data-key': 'run' }, phrase('runRelease'))),
    ];
  });
}

function listPage(page, headingOf) {
  const wanted = new URLSearchParams(location.search);
  const top = element('div');
  const list = element('div', { 'aria-busy': 'true' });
  const search = searchBar(wanted, () => {
    wanted.delete('page');
    again();
  });
  page.content.replaceChildren(top, search, list);

  const head = new Section(top, (status) => headingOf(status, done));
  const rows = new Section(list, (document) => table(document, (number) => {
    wanted.set('page', number);
    again();
  }));
  const live = new Live(() => `${here()}json?${wanted}`, {
    changed: (document) => {
      const { releases, total, page: number, pages, ...status } = document;
      list.removeAttribute('aria-busy');
      head.show(status);
      rows.show({ environment: status.environment, live: liveReleases(status), releases, total, page: number, pages, isNarrowed: ['search', 'state', 'kind'].some((each) => wanted.has(each)) });
    },
    trouble: page.trouble,
    latest: () => 15_000,
  });
  const done = (answer) => {
    page.say(answer.message ?? '');
    live.now();
  };
  const again = () => {
    history.replaceState(null, '', wanted.size === 0 ? location.pathname : `?${wanted}`);
    live.anew();
  };
  live.now();
}

function heading(status, done) {
  const name = status.environment;
  document.title = phrase('releaseFlow2', name);
  return [
    breadcrumbs([[phrase('releaseFlow'), ''], [name]]),
    element('div.rf-head', {}, element('h1', {}, name), element('div.rf-buttons', {}, links(name), status.queue && manage(status, status.may, done))),
    hold(status),
    element('dl.rf-facts', {}, element('div', {}, element('dt', {}, phrase('lock')), element('dd', {}, status.queue ? lock(status) : phrase('notKnown2')))),
    liveTable(status),
    status.live.length > 0 && drift(name, status.may, done),
    element('h2', {}, phrase('releases')),
  ];
}

function links(name) {
  return [['figures/', phrase('deliveryFigures')], ['compare/', phrase('compareReleases')]].map(([path, text]) =>
    element('a.jenkins-button.rf-button', { href: address(environmentPath(name) + path), 'data-key': path }, text));
}

/** The releases of which something is live, each as environment and number. */
function liveReleases(status) {
  const environments = status.environment ? { [status.environment]: status.live } : status.live;
  return Object.entries(environments).flatMap(([name, live]) => live.map((each) => `${name} ${each.certain?.number}`));
}

function searchBar(wanted, changed) {
  let typing;
  const text = element('input.jenkins-input.rf-input', {
    type: 'search', id: 'rf-search', placeholder: phrase('nameNumberDescriptionBranchUserBuildOr'), value: wanted.get('search') ?? '',
    oninput: () => {
      clearTimeout(typing);
      typing = setTimeout(() => set('search', text.value.trim()), TYPING);
    },
  });
  const set = (name, value) => {
    if (value === '') {
      wanted.delete(name);
    } else {
      wanted.set(name, value);
    }
    changed();
  };
  const choice = (name, label, all, words) => {
    const select = element('select.jenkins-select__input.rf-input', { id: `rf-${name}`, onchange: () => set(name, select.value) },
      element('option', { value: '' }, all),
      words.map((each) => element('option', { value: each, selected: wanted.get(name) === each }, word(each))));
    return element('div', {}, element('label.rf-spoken', { for: `rf-${name}` }, label), select);
  };
  return element('div.rf-search', { role: 'search' },
    element('div.rf-search-text', {}, element('label.rf-spoken', { for: 'rf-search' }, phrase('searchReleases')), text),
    choice('state', phrase('state'), phrase('anyState'), STATES),
    choice('kind', phrase('kind'), phrase('anyKind'), KINDS));
}

function table(document, turn) {
  if (document.releases.length === 0) {
    return element('p.rf-quiet', { role: 'status' }, document.isNarrowed ? phrase('noReleaseIsLikeThat') : document.page > 1 ? phrase('thereAreNoReleasesOnThisPage') : phrase('nothingWasReleasedHereYet'));
  }
  return [
    element('p.rf-quiet', { role: 'status' }, `${count(document.total, 'release')}${document.isNarrowed ? phrase('likeThat') : ''}`),
    element('div.rf-scroll', { tabindex: 0, role: 'region', 'aria-label': phrase('releases') },
      element('table.rf-table.rf-releases', {},
        element('thead', {}, element('tr', {}, [phrase('state'), phrase('release'), !document.environment && phrase('environment'), phrase('deployed'), phrase('branch'), phrase('by'), phrase('started'), phrase('took'), document.releases.some((release) => release.readiness) && phrase('rollback')].filter(Boolean).map((each) => element('th', { scope: 'col' }, each)))),
        element('tbody', {}, document.releases.map((release) => row(document, release))))),
    document.pages > 1 && pager(document, turn),
  ];
}

function row(document, release) {
  return element('tr', { 'data-number': release.number },
    element('td', {}, badge(release.state)),
    element('th', { scope: 'row' }, releaseLink(release.environment, release),
      release.kind === 'rollback' && element('span.rf-tag', {}, release.rollbackTo ? phrase('rollbackTo', release.rollbackTo) : phrase('rollback2')),
      document.live.includes(`${release.environment} ${release.number}`) && element('span.rf-tag.rf-tag-live', {}, phrase('live')),
      release.hidden && element('span.rf-quiet.rf-row-note', {}, phrase('ofAJobThatYouMayNot')),
      release.description && element('span.rf-quiet.rf-row-note', {}, release.description)),
    !document.environment && element('td', {}, element('a', { href: address(environmentPath(release.environment)), 'data-key': `of-${release.environment}-${release.number}` }, release.environment)),
    element('td.rf-break', {}, deployed(release.changes)),
    element('td.rf-break', {}, release.branch),
    element('td.rf-break.rf-who', {}, release.who),
    element('td', {}, time(release.openedAt)),
    element('td.rf-took', {}, release.endedAt ? duration(release.durationMs) : since(release.openedAt)),
    document.releases.some((each) => each.readiness) && element('td', {}, release.readiness && !document.live.includes(`${release.environment} ${release.number}`) && readiness(release.readiness)));
}

/** What a release put where, each build once. */
function deployed(changes) {
  const pins = [...new Set(changes.map((change) => change.pin))];
  return pins.map((pin) => element('span.rf-deployed', { title: changes.filter((change) => change.pin === pin).map((change) => `${change.target}: ${word(change.outcome).toLowerCase()}`).join(', ') }, pin));
}

function pager(document, turn) {
  const button = (key, label, number, possible) => element('button.jenkins-button.rf-button', { type: 'button', disabled: !possible, 'data-key': key, onclick: () => turn(number) }, label);
  return element('nav.rf-buttons', { 'aria-label': phrase('pages') },
    button('newer', phrase('newer'), document.page - 1, document.page > 1),
    element('span.rf-quiet', {}, phrase('pageOf', document.page, document.pages)),
    button('older', phrase('older'), document.page + 1, document.page < document.pages));
}
