/** Shows one node of a release: what it did, with what, and what the platform said. */

import { element } from './dom.js';
import { phrase } from './phrases.js';
import { duration, exact, pinText, pinTitle, since, size, time, word } from './text.js';
import { badge } from './state.js';

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The parts of a node's panel, but for its log. `decide` opens the dialog about a doubt. */
export function nodeDetails({ node, may, chosen }, decide) {
  return [
    element('div.rf-panel-head', {},
      element('h2', {}, node.label),
      badge(node.state),
      node.continuousDeployment && element('span.rf-tag.rf-tag-doubt', { title: phrase('thePlatformDeployedNewBuildsHereBy') }, phrase('continuousDeploymentWasOn')),
      node.link && element('a.jenkins-button.rf-button', { href: safe(node.link), rel: 'noreferrer', target: '_blank', 'data-key': 'platform' }, phrase('seeOnThePlatform'))),
    node.waiting && element('p.rf-waits', {}, node.waiting),
    chosen && element('p.rf-waits', {}, phrase('wasChosenInPlaceOfTheBuild', chosen.text, chosen.who ? phrase('by2', chosen.who) : '')),
    node.state === 'in-doubt' && doubt(node, may, decide),
    node.failure && node.state !== 'in-doubt' && failure(node.failure, phrase('whyItFailed')),
    node.pin && element('div.rf-change', {},
      pin(phrase('wasThereBefore'), node.before),
      element('span.rf-change-arrow', { 'aria-hidden': 'true' }, '→'),
      pin(node.state === 'completed' ? phrase('isThereNow') : phrase('toBeDeployed'), node.pin)),
    element('div.rf-columns', {},
      element('section', {}, element('h3', {}, phrase('times')), times(node)),
      node.request && element('section', {}, element('h3', {}, phrase('request')), table(inputs(node))),
      Object.keys(node.facts).length > 0 && element('section', {}, element('h3', {}, phrase('result')), table(Object.entries(node.facts).map(([name, value]) => [word(name), fact(name, value)])))),
    node.failedAttempts.length > 0 && element('section', {}, element('h3', {}, phrase('earlierAttempts')),
      node.failedAttempts.map((each, index) => failure(each, phrase('attempt2', index + 1)))),
    node.notes.length > 0 && element('section', {}, element('h3', {}, phrase('notes')),
      element('ul.rf-notes', {}, node.notes.map((note) => element('li', {}, note)))),
  ];
}

function doubt(node, may, decide) {
  return element('div.rf-alert', { 'data-tone': 'doubt', role: 'group', 'aria-label': phrase('doubt') },
    element('p', {}, element('strong', {}, phrase('itIsNotCertainWhatBecameOf')), node.failure?.message ?? ''),
    node.failure?.answered && answer(node.failure.answered),
    may.resolve
      ? element('button.jenkins-button.rf-button', { type: 'button', 'data-key': 'decide', onclick: () => decide(node) }, phrase('decide'))
      : element('p.rf-quiet', {}, phrase('somebodyWithThePermissionReleaseResolveHas')));
}

function failure(why, title) {
  return element('section.rf-alert', { 'data-tone': 'bad' },
    element('h3', {}, title),
    element('p', {}, why.message),
    why.answered && answer(why.answered),
    why.logTail.length > 0 && element('details.rf-tail', {},
      element('summary', { 'data-key': `tail-${title}` }, why.logTail.length === 1 ? phrase('lastLineOfTheLog') : phrase('lastLinesOfTheLog', why.logTail.length)),
      element('pre.rf-log-text', {}, why.logTail.join('\n'))));
}

function answer(said) {
  return table([
    [phrase('request'), element('code', {}, said.request)],
    [phrase('answer'), said.status === 0 ? 'none' : phrase('hTTP', said.status)],
    said.id && [phrase('idOfTheError'), element('code', {}, said.id)],
    said.message && [phrase('thePlatformSays'), said.message],
  ], 'rf-answer');
}

function pin(title, pinned) {
  return element('div.rf-pin', {},
    element('span.rf-quiet', {}, title),
    pinned ? element('strong', { title: pinTitle(pinned) }, pinText(pinned)) : element('span', {}, phrase('nothingKnown')),
    pinned && element('span.rf-quiet.rf-break', {}, pinned.image ?? `${pinned.build} ${pinned.buildId}`),
    pinned?.commit && element('span.rf-quiet.rf-break', {}, phrase('commit', pinned.commit)),
    pinned?.builtAt && element('span.rf-quiet', {}, phrase('built'), time(pinned.builtAt)));
}

function times(node) {
  const running = node.runningAt ? Date.parse(node.runningAt) : null;
  const ended = node.endedAt ? Date.parse(node.endedAt) : null;
  return table([
    [phrase('reached'), time(node.plannedAt)],
    running !== null && [phrase('gotReadyFor'), duration(running - Date.parse(node.plannedAt))],
    running !== null && [phrase('askedThePlatform'), time(node.runningAt)],
    ended !== null && [phrase('ended'), time(node.endedAt)],
    running !== null && [phrase('ranFor'), ended === null ? since(node.runningAt) : duration(ended - running)],
    [phrase('attempts'), `${node.attempts}${node.terms.retries > 0 ? phrase('ofAtMost', node.terms.retries + 1) : ''}`],
    [phrase('timeLimit'), duration(node.terms.timeoutMs)],
    [phrase('whenAborted'), node.terms.onAbort === 'stop' ? phrase('itIsStoppedOnThePlatform') : phrase('itGoesOnOnlyTheWaitingEnds')],
  ]);
}

function inputs(node) {
  const request = node.request;
  return [
    ...Object.entries(request)
      .filter(([name, value]) => name !== 'kind' && (!Array.isArray(value) || value.length > 0))
      .map(([name, value]) => [word(name), element('code', {}, Array.isArray(value) ? value.join(', ') : value)]),
    node.operation && [phrase('operation'), element('code', {}, node.operation)],
    node.migration && [phrase('migration'), `${word(node.migration)}${node.undo ? phrase('undoneBy', node.undo) : ''}`],
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
