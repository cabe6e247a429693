/** Shows where the time of a release went. */

import { element } from './dom.js';
import { phrase } from './phrases.js';
import { tone } from './state.js';
import { duration, exact, now } from './text.js';

/** The rows of the timeline: one for the wait for the lock, and one for each node. */
export function timeline(release) {
  const from = Date.parse(release.openedAt);
  const to = Math.max(from + 1, release.endedAt ? Date.parse(release.endedAt) : now());
  const scale = { from, length: to - from };
  return [
    element('p.rf-quiet', {}, summary(release, to - from)),
    element('div.rf-timeline', { role: 'list', 'aria-label': phrase('timeline') },
      lockRow(release, scale, to),
      release.nodes.map((node) => nodeRow(node, scale, to))),
    element('div.rf-timeline-axis', { 'aria-hidden': 'true' }, element('span', {}, '0 s'), element('span', {}, duration(to - from))),
  ];
}

function summary(release, total) {
  const longest = release.nodes
    .map((node) => ({ label: node.label, took: (node.endedAt ? Date.parse(node.endedAt) : now()) - Date.parse(node.plannedAt) }))
    .sort((one, other) => other.took - one.took)[0];
  const all = `${release.endedAt ? phrase('took') : phrase('underWayFor')} ${duration(total)}.`;
  return longest ? phrase('longest', all, longest.label, duration(longest.took), Math.min(100, Math.round((100 * longest.took) / total))) : all;
}

function lockRow(release, scale, end) {
  const to = release.lockedAt ? Date.parse(release.lockedAt) : end;
  const waited = to - scale.from;
  return waited < 1000 && release.lockedAt ? null : row(phrase('waitedForTheLock'), waited, [bar('waiting', scale, scale.from, to, phrase('waitedForTheLock'))]);
}

function nodeRow(node, scale, end) {
  const planned = Date.parse(node.plannedAt);
  const running = node.runningAt ? Date.parse(node.runningAt) : null;
  const to = node.endedAt ? Date.parse(node.endedAt) : end;
  return row(node.label, to - planned, [
    bar('waiting', scale, planned, running ?? to, phrase('gotReady')),
    running === null ? null : bar(node.state, scale, running, to, phrase('ran')),
  ]);
}

function row(label, took, bars) {
  return element('div.rf-timeline-row', { role: 'listitem' },
    element('span.rf-timeline-label', { title: label }, label),
    element('span.rf-timeline-track', {}, bars),
    element('span.rf-timeline-took', {}, duration(took)));
}

function bar(state, scale, from, to, what) {
  const made = element('span.rf-timeline-bar', {
    'data-tone': tone(state),
    'data-waits': state === 'waiting',
    title: phrase('from2', what, duration(to - from), exact(from)),
  });
  made.style.setProperty('left', `${(100 * (from - scale.from)) / scale.length}%`);
  made.style.setProperty('width', `${Math.max(0, (100 * (to - from)) / scale.length)}%`);
  return made;
}
