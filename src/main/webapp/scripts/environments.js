/** The page of all environments: what is live where, and what keeps releases from it. */

import { element, Section } from './dom.js';
import { breadcrumbs, hold, lock, manage, releaseLink } from './frame.js';
import { address, environmentPath } from './host.js';
import { Live } from './live.js';
import { badge } from './state.js';
import { pinText, pinTitle, time } from './text.js';

/** Fills the page. */
export function environmentsPage(page) {
  const list = element('div.rf-cards', { 'aria-busy': 'true' });
  page.content.replaceChildren(
    ...[breadcrumbs([['Release Flow', '']])].filter(Boolean),
    element('div.rf-head', {}, element('h1', {}, 'Environments')),
    list);
  document.title = `Environments - Release Flow`;
  const section = new Section(list, ({ environments, may }) =>
    environments.length === 0
      ? element('p.rf-quiet', {}, 'No environment is configured yet, and nothing was ever released.')
      : environments.map((environment) => card(environment, may, done)));
  const live = new Live(() => address('json'), {
    changed: (document) => {
      list.removeAttribute('aria-busy');
      section.show(document);
    },
    trouble: page.trouble,
    latest: () => 15_000,
  });
  const done = (answer) => {
    page.say(answer.message ?? '');
    live.now();
  };
  live.now();
}

function card(environment, may, done) {
  const name = environment.environment;
  return element('section.rf-card', { 'aria-label': name },
    element('div.rf-card-head', {},
      element('h2', {}, element('a', { href: address(environmentPath(name)), 'data-key': `environment-${name}` }, name)),
      environment.last && badge(environment.last.state),
      !environment.configured && element('span.rf-tag', { title: 'No longer in the configuration; its history is kept.' }, 'not configured')),
    hold(environment),
    element('dl.rf-facts', {},
      environment.last && element('div', {}, element('dt', {}, 'Last release'),
        element('dd', {}, releaseLink(name, environment.last), environment.last.who ? ` by ${environment.last.who}` : '', ', ', time(environment.last.openedAt))),
      element('div', {}, element('dt', {}, 'Lock'), element('dd', {}, environment.queue ? lock(environment) : 'not known'))),
    liveTable(environment),
    environment.queue && manage(environment, may, done));
}

/** What is live in an environment, target by target. */
export function liveTable(environment) {
  if (environment.live.length === 0) {
    return element('p.rf-quiet', {}, 'Nothing was deployed here by a release yet.');
  }
  return element('div.rf-scroll', { tabindex: 0, role: 'region', 'aria-label': `Live in ${environment.environment}` },
    element('table.rf-table', {},
      element('thead', {}, element('tr', {}, ['Target', 'Live', 'Since', 'By release'].map((each) => element('th', { scope: 'col' }, each)))),
      element('tbody', {}, environment.live.flatMap((live) => [
        live.certain ? liveRow(environment.environment, live.target, live.certain) : null,
        live.later ? liveRow(environment.environment, live.target, live.later) : null,
      ]))));
}

const UNCERTAIN = { 'under-way': 'being deployed', uncertain: 'may be live instead' };

function liveRow(name, target, deployed) {
  return element('tr', {},
    element('th', { scope: 'row' }, target),
    element('td', { title: pinTitle(deployed.pin) }, pinText(deployed.pin),
      UNCERTAIN[deployed.outcome] && element('span.rf-tag.rf-tag-doubt', {}, UNCERTAIN[deployed.outcome])),
    element('td', {}, time(deployed.since)),
    element('td', {}, deployed.number ? [releaseLink(name, deployed), deployed.who ? ` by ${deployed.who}` : ''] : `found there; ${deployed.adoptedBy ?? ''}`));
}
