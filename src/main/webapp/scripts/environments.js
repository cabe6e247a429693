/** The page of all environments: what is live where, and what keeps releases from it. */

import { element, Section } from './dom.js';
import { breadcrumbs, hold, lock, manage, releaseLink } from './frame.js';
import { address, environmentPath } from './host.js';
import { Live } from './live.js';
import { phrase } from './phrases.js';
import { badge } from './state.js';
import { dataTable } from './table.js';
import { pinText, pinTitle, time } from './text.js';

/** Fills the page. */
export function environmentsPage(page) {
  const list = element('div.rf-cards', { 'aria-busy': 'true' });
  page.content.replaceChildren(
    ...[breadcrumbs([[phrase('releaseFlow'), '']])].filter(Boolean),
    element('div.rf-head', {}, element('h1', {}, phrase('environments'))),
    list);
  document.title = phrase('environmentsReleaseFlow');
  const section = new Section(list, ({ environments, may }) =>
    environments.length === 0
      ? element('p.rf-quiet', {}, phrase('noEnvironmentIsConfiguredYetAndNothing'))
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
      !environment.configured && element('span.rf-tag', { title: phrase('noLongerInTheConfigurationItsHistory') }, phrase('notConfigured'))),
    hold(environment),
    environment.drift && element('p.rf-alert', { 'data-tone': 'bad' }, element('strong', {}, phrase('drifted')), ' ', environment.drift, '. ', element('a', { href: address(environmentPath(name)) }, phrase('lookAndDecide'))),
    element('dl.rf-facts', {},
      environment.last && element('div', {}, element('dt', {}, phrase('lastRelease')),
        element('dd', {}, releaseLink(name, environment.last), environment.last.who ? phrase('by2', environment.last.who) : '', ', ', time(environment.last.openedAt))),
      element('div', {}, element('dt', {}, phrase('lock')), element('dd', {}, environment.queue ? lock(environment) : phrase('notKnown2')))),
    liveTable(environment),
    environment.queue && manage(environment, may, done));
}

/** What is live in an environment, target by target. */
export function liveTable(environment) {
  if (environment.live.length === 0) {
    return element('p.rf-quiet', {}, phrase('nothingWasDeployedHereByARelease'));
  }
  return dataTable(phrase('liveIn', environment.environment), [phrase('target'), phrase('live2'), phrase('since'), phrase('byRelease')],
    environment.live.flatMap((live) => [live.certain, live.later].filter(Boolean).map((deployed) => liveRow(environment.environment, live.target, deployed))));
}

const UNCERTAIN = { 'under-way': phrase('beingDeployed'), uncertain: phrase('mayBeLiveInstead') };

function liveRow(name, target, deployed) {
  return [
    target,
    [
      element('span', { title: pinTitle(deployed.pin) }, pinText(deployed.pin)),
      UNCERTAIN[deployed.outcome] && element('span.rf-tag.rf-tag-doubt', {}, UNCERTAIN[deployed.outcome]),
    ],
    time(deployed.since),
    deployed.number ? [releaseLink(name, deployed), deployed.who ? phrase('by2', deployed.who) : ''] : phrase('foundThere', deployed.adoptedBy ?? ''),
  ];
}
