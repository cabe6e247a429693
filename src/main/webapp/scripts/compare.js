/** The page that shows two releases of an environment side by side. */

import { element } from './dom.js';
import { breadcrumbs, releaseLink, title } from './frame.js';
import { address, environmentPath, here, read } from './host.js';
import { phrase } from './phrases.js';
import { badge } from './state.js';
import { dataTable } from './table.js';
import { count, duration, pinText, pinTitle, time, word } from './text.js';

/** Fills the page. */
export function comparePage(page) {
  const wanted = new URLSearchParams(location.search);
  const environment = decodeURIComponent(here().split('/').at(-3));
  document.title = phrase('compareReleasesReleaseFlow', environment);
  const choices = element('div.rf-search');
  const body = element('div', { 'aria-busy': 'true' });
  page.content.replaceChildren(...[
    breadcrumbs([[phrase('releaseFlow'), ''], [environment, environmentPath(environment)], [phrase('compare')]]),
    element('div.rf-head', {}, element('h1', {}, phrase('compareReleasesOf', environment))),
    choices, body].filter(Boolean));

  const show = async () => {
    try {
      const { document: compared } = await read(`${here()}json?${wanted}`);
      page.trouble(null);
      body.removeAttribute('aria-busy');
      body.replaceChildren(...comparison(compared));
    } catch (failure) {
      page.trouble(failure);
    }
  };
  const choose = (name, value) => {
    wanted.set(name, value);
    history.replaceState(null, '', `?${wanted}`);
    show();
  };
  begin();

  /** Without numbers, the last two are compared. */
  async function begin() {
    try {
      const { document: list } = await read(address(`${environmentPath(environment)}json`));
      if (list.releases.length < 2 && !(wanted.has('from') && wanted.has('to'))) {
        body.removeAttribute('aria-busy');
        body.replaceChildren(element('p.rf-quiet', {}, phrase('thereAreNoTwoReleasesYet')));
        return;
      }
      wanted.set('to', wanted.get('to') ?? list.releases[0].number);
      wanted.set('from', wanted.get('from') ?? list.releases.find((each) => each.number < Number(wanted.get('to')))?.number ?? list.releases[1].number);
      choices.replaceChildren(choice('from', phrase('from'), list.releases), choice('to', phrase('to'), list.releases));
      await show();
    } catch (failure) {
      page.trouble(failure);
    }
  }

  function choice(name, label, releases) {
    const now = wanted.get(name);
    const known = releases.some((each) => `${each.number}` === now);
    const select = element('select.jenkins-select__input.rf-input', { id: `rf-${name}`, onchange: () => choose(name, select.value) },
      !known && element('option', { value: now, selected: true }, `#${now}`),
      releases.map((each) => element('option', { value: each.number, selected: `${each.number}` === now }, each.name ? `${each.name} (#${each.number})` : `#${each.number}`)));
    return element('div.rf-field', {}, element('label', { for: `rf-${name}` }, label), select);
  }
}

function comparison(compared) {
  const pair = [compared.from, compared.to];
  return [
    dataTable(phrase('releases'), ['', ...pair.map((each) => [releaseLink(compared.environment, each)])], [
      [phrase('state'), ...pair.map((each) => badge(each.state))],
      [phrase('kind'), ...pair.map((each) => word(each.kind))],
      [phrase('by'), ...pair.map((each) => each.who || '–')],
      [phrase('branch'), ...pair.map((each) => each.branch || '–')],
      [phrase('started'), ...pair.map((each) => time(each.openedAt))],
      [phrase('took'), ...pair.map((each) => (each.endedAt ? duration(each.durationMs) : phrase('underWay')))],
    ]),
    element('h2', {}, phrase('whatTheyPutLive')),
    targets(compared),
    element('h2', {}, phrase('migrationsInBetween')),
    migrations(compared),
    element('h2', {}, phrase('steps')),
    steps(compared),
  ];
}

function targets({ targets: list, from, to }) {
  if (list.length === 0) {
    return element('p.rf-quiet', {}, phrase('neitherOfThemPutAnythingLive'));
  }
  return dataTable(phrase('whatTheyPutLive'), [phrase('target'), title(from), title(to), phrase('inBetween')], list.map((each) => [
    each.target, pin(each.from), pin(each.to), between(each)]));
}

function pin(known) {
  return known ? element('span', { title: pinTitle(known) }, pinText(known)) : element('span.rf-quiet', {}, phrase('notDeployedByIt'));
}

function between(target) {
  if (target.same) {
    return element('span.rf-quiet', {}, phrase('theSame'));
  } else if (!target.from || !target.to) {
    return '–';
  } else if (!target.between) {
    return element('span.rf-quiet', {}, phrase('fromToThePlatformDoesNotTell', pinText(target.from), pinText(target.to)));
  }
  return element('details', {}, element('summary', {}, count(target.between.length, 'build')),
    element('ul.rf-plain', {}, target.between.map((build) => element('li', { title: pinTitle(build) }, pinText(build)))));
}

function migrations({ migrations: list, environment, backwards }) {
  if (list.length === 0) {
    return element('p.rf-quiet', {}, phrase('noJobRanInBetweenThatMay'));
  }
  return element('div', {},
    backwards && element('p.rf-quiet', {}, phrase('theSecondReleaseIsOlderTheseWere')),
    dataTable(phrase('migrations'), [phrase('release'), phrase('job'), phrase('cameTo'), phrase('declaredAs'), phrase('when')], list.map((each) => [
      releaseLink(environment, { number: each.release }),
      element('span', {}, each.job, each.command && element('code.rf-row-note', {}, each.command)),
      badge(each.state),
      each.verdict === 'unknown' ? phrase('nothing') : word(each.verdict),
      time(each.at)])));
}

function steps({ nodes, from, to }) {
  return dataTable(phrase('steps'), [phrase('step'), title(from), title(to), phrase('askedForDifferently')], nodes.map((node) => [
    node.label, took(node.fromMs), took(node.toMs),
    node.parameters.length === 0 ? '–' : element('ul.rf-plain', {}, node.parameters.map((each) => element('li', {},
      `${each.name}: `, element('code', {}, each.from ?? phrase('none')), ' → ', element('code', {}, each.to ?? phrase('none')))))]));
}

function took(millis) {
  return millis === undefined ? '–' : duration(millis);
}
