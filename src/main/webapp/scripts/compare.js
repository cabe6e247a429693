/** The page that shows two releases of an environment side by side. */

import { element } from './dom.js';
import { breadcrumbs, releaseLink, title } from './frame.js';
import { address, environmentPath, here, read } from './host.js';
import { badge } from './state.js';
import { count, duration, pinText, pinTitle, time, word } from './text.js';

/** Fills the page. */
export function comparePage(page) {
  const wanted = new URLSearchParams(location.search);
  const environment = decodeURIComponent(here().split('/').at(-3));
  document.title = `Compare releases - ${environment} - Release Flow`;
  const choices = element('div.rf-search');
  const body = element('div', { 'aria-busy': 'true' });
  page.content.replaceChildren(...[
    breadcrumbs([['Release Flow', ''], [environment, environmentPath(environment)], ['Compare']]),
    element('div.rf-head', {}, element('h1', {}, `Compare releases of ${environment}`)),
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
        body.replaceChildren(element('p.rf-quiet', {}, 'There are no two releases yet.'));
        return;
      }
      wanted.set('to', wanted.get('to') ?? list.releases[0].number);
      wanted.set('from', wanted.get('from') ?? list.releases.find((each) => each.number < Number(wanted.get('to')))?.number ?? list.releases[1].number);
      choices.replaceChildren(choice('from', 'From', list.releases), choice('to', 'To', list.releases));
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
    element('div.rf-scroll', { tabindex: 0, role: 'region', 'aria-label': 'Releases' },
      table(['', ...pair.map((each) => [releaseLink(compared.environment, each)])], [
        ['State', ...pair.map((each) => badge(each.state))],
        ['Kind', ...pair.map((each) => word(each.kind))],
        ['By', ...pair.map((each) => each.who || '–')],
        ['Branch', ...pair.map((each) => each.branch || '–')],
        ['Started', ...pair.map((each) => time(each.openedAt))],
        ['Took', ...pair.map((each) => (each.endedAt ? duration(each.durationMs) : 'under way'))],
      ])),
    element('h2', {}, 'What they put live'),
    targets(compared),
    element('h2', {}, 'Migrations in between'),
    migrations(compared),
    element('h2', {}, 'Steps'),
    steps(compared),
  ];
}

function targets({ targets: list, from, to }) {
  if (list.length === 0) {
    return element('p.rf-quiet', {}, 'Neither of them put anything live.');
  }
  return element('div.rf-scroll', { tabindex: 0, role: 'region', 'aria-label': 'What they put live' },
    table(['Target', title(from), title(to), 'In between'], list.map((each) => [
      each.target, pin(each.from), pin(each.to), between(each)])));
}

function pin(known) {
  return known ? element('span', { title: pinTitle(known) }, pinText(known)) : element('span.rf-quiet', {}, 'not deployed by it');
}

function between(target) {
  if (target.same) {
    return element('span.rf-quiet', {}, 'the same');
  } else if (!target.from || !target.to) {
    return '–';
  } else if (!target.between) {
    return element('span.rf-quiet', {}, `from ${pinText(target.from)} to ${pinText(target.to)}; the platform does not tell what was built in between`);
  }
  return element('details', {}, element('summary', {}, count(target.between.length, 'build')),
    element('ul.rf-plain', {}, target.between.map((build) => element('li', { title: pinTitle(build) }, pinText(build)))));
}

function migrations({ migrations: list, environment, backwards }) {
  if (list.length === 0) {
    return element('p.rf-quiet', {}, 'No job ran in between that may have changed the schema.');
  }
  return element('div', {},
    backwards && element('p.rf-quiet', {}, 'The second release is older: these were run after it, and going back to its code does not undo them.'),
    element('div.rf-scroll', { tabindex: 0, role: 'region', 'aria-label': 'Migrations' },
      table(['Release', 'Job', 'Came to', 'Declared as', 'When'], list.map((each) => [
        releaseLink(environment, { number: each.release }),
        element('span', {}, each.job, each.command && element('code.rf-row-note', {}, each.command)),
        badge(each.state),
        each.verdict === 'unknown' ? 'nothing' : word(each.verdict),
        time(each.at)]))));
}

function steps({ nodes, from, to }) {
  return element('div.rf-scroll', { tabindex: 0, role: 'region', 'aria-label': 'Steps' },
    table(['Step', title(from), title(to), 'Asked for differently'], nodes.map((node) => [
      node.label, took(node.fromMs), took(node.toMs),
      node.parameters.length === 0 ? '–' : element('ul.rf-plain', {}, node.parameters.map((each) => element('li', {},
        `${each.name}: `, element('code', {}, each.from ?? 'none'), ' → ', element('code', {}, each.to ?? 'none'))))])));
}

function took(millis) {
  return millis === undefined ? '–' : duration(millis);
}

function table(heads, rows) {
  return element('table.rf-table', {},
    element('thead', {}, element('tr', {}, heads.map((each) => element('th', { scope: 'col' }, each)))),
    element('tbody', {}, rows.map(([first, ...rest]) => element('tr', {},
      element('th', { scope: 'row' }, first), rest.map((each) => element('td.rf-break', {}, each))))));
}
