/** Shows one node of a release: what it did, with what, and what the platform said. */

import { element } from './dom.js';
import { duration, exact, pinText, pinTitle, since, size, time, word } from './text.js';
import { badge } from './state.js';

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The parts of a node's panel, but for its log. `decide` opens the dialog about a doubt. */
export function nodeDetails({ node, may, chosen }, decide) {
  return [
    element('div.rf-panel-head', {},
      element('h2', {}, node.label),
      badge(node.state),
      node.continuousDeployment && element('span.rf-tag.rf-tag-doubt', { title: 'The platform deployed new builds here by itself, without a lock, a backup or a migration. A deployment of a release turns that off.' }, 'continuous deployment was on'),
      node.link && element('a.jenkins-button.rf-button', { href: safe(node.link), rel: 'noreferrer', target: '_blank', 'data-key': 'platform' }, 'See on the platform')),
    node.waiting && element('p.rf-waits', {}, node.waiting),
    chosen && element('p.rf-waits', {}, `${chosen.text} was chosen${chosen.who ? ` by ${chosen.who}` : ''}, in place of the build that the flow asks for.`),
    node.state === 'in-doubt' && doubt(node, may, decide),
    node.failure && node.state !== 'in-doubt' && failure(node.failure, 'Why it failed'),
    node.pin && element('div.rf-change', {},
      pin('Was there before', node.before),
      element('span.rf-change-arrow', { 'aria-hidden': 'true' }, '→'),
      pin(node.state === 'completed' ? 'Is there now' : 'To be deployed', node.pin)),
    element('div.rf-columns', {},
      element('section', {}, element('h3', {}, 'Times'), times(node)),
      node.request && element('section', {}, element('h3', {}, 'Request'), table(inputs(node))),
      Object.keys(node.facts).length > 0 && element('section', {}, element('h3', {}, 'Result'), table(Object.entries(node.facts).map(([name, value]) => [word(name), fact(name, value)])))),
    node.failedAttempts.length > 0 && element('section', {}, element('h3', {}, 'Earlier attempts'),
      node.failedAttempts.map((each, index) => failure(each, `Attempt ${index + 1}`))),
    node.notes.length > 0 && element('section', {}, element('h3', {}, 'Notes'),
      element('ul.rf-notes', {}, node.notes.map((note) => element('li', {}, note)))),
  ];
}

function doubt(node, may, decide) {
  return element('div.rf-alert', { 'data-tone': 'doubt', role: 'group', 'aria-label': 'Doubt' },
    element('p', {}, element('strong', {}, 'It is not certain what became of this. '), node.failure?.message ?? ''),
    node.failure?.answered && answer(node.failure.answered),
    may.resolve
      ? element('button.jenkins-button.rf-button', { type: 'button', 'data-key': 'decide', onclick: () => decide(node) }, 'Decide…')
      : element('p.rf-quiet', {}, 'Somebody with the permission Release/Resolve has to decide.'));
}

function failure(why, title) {
  return element('section.rf-alert', { 'data-tone': 'bad' },
    element('h3', {}, title),
    element('p', {}, why.message),
    why.answered && answer(why.answered),
    why.logTail.length > 0 && element('details.rf-tail', {},
      element('summary', { 'data-key': `tail-${title}` }, `Last ${why.logTail.length} lines of the log`),
      element('pre.rf-log-text', {}, why.logTail.join('\n'))));
}

function answer(said) {
  return table([
    ['Request', element('code', {}, said.request)],
    ['Answer', said.status === 0 ? 'none' : `HTTP ${said.status}`],
    said.id && ['Id of the error', element('code', {}, said.id)],
    said.message && ['The platform says', said.message],
  ], 'rf-answer');
}

function pin(title, pinned) {
  return element('div.rf-pin', {},
    element('span.rf-quiet', {}, title),
    pinned ? element('strong', { title: pinTitle(pinned) }, pinText(pinned)) : element('span', {}, 'nothing known'),
    pinned && element('span.rf-quiet.rf-break', {}, pinned.image ?? `${pinned.build} ${pinned.buildId}`),
    pinned?.commit && element('span.rf-quiet.rf-break', {}, `commit ${pinned.commit}`),
    pinned?.builtAt && element('span.rf-quiet', {}, 'built ', time(pinned.builtAt)));
}

function times(node) {
  const running = node.runningAt ? Date.parse(node.runningAt) : null;
  const ended = node.endedAt ? Date.parse(node.endedAt) : null;
  return table([
    ['Reached', time(node.plannedAt)],
    running !== null && ['Got ready for', duration(running - Date.parse(node.plannedAt))],
    running !== null && ['Asked the platform', time(node.runningAt)],
    ended !== null && ['Ended', time(node.endedAt)],
    running !== null && ['Ran for', ended === null ? since(node.runningAt) : duration(ended - running)],
    ['Attempts', `${node.attempts}${node.terms.retries > 0 ? ` of at most ${node.terms.retries + 1}` : ''}`],
    ['Time limit', duration(node.terms.timeoutMs)],
    ['When aborted', node.terms.onAbort === 'stop' ? 'it is stopped on the platform' : 'it goes on, only the waiting ends'],
  ]);
}

function inputs(node) {
  const request = node.request;
  return [
    ...Object.entries(request)
      .filter(([name, value]) => name !== 'kind' && (!Array.isArray(value) || value.length > 0))
      .map(([name, value]) => [word(name), element('code', {}, Array.isArray(value) ? value.join(', ') : value)]),
    node.operation && ['Operation', element('code', {}, node.operation)],
    node.migration && ['Migration', `${word(node.migration)}${node.undo ? `, undone by ${node.undo}` : ''}`],
  ];
}

function fact(name, value) {
  if (ISO_TIME.test(value)) {
    return element('time', { datetime: value, title: value }, exact(Date.parse(value)));
  }
  return /^size$/i.test(name) && /^\d+$/.test(value) ? size(value) : value;
}

/** Names and values beside each other. */
export function table(rows, style = 'rf-facts') {
  return element(`dl.${style}`, {}, rows.filter(Boolean).map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))));
}

/** Only addresses of the web are links, whatever a platform says. */
export function safe(url) {
  return /^https?:\/\//i.test(url) ? url : null;
}
