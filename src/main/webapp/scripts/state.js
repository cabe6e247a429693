/** States, each with a shape, a colour and a word, since not everybody sees all three. */

import { element, svg } from './dom.js';
import { word } from './text.js';

/** Of every state: how it is coloured, and the lines of its sign on a grid of 20. */
const STATES = {
  waiting: ['idle', 'M10 5.5V10l3 2'],
  running: ['live', ''],
  completed: ['good', 'M6 10.5l2.8 2.8L14 7.5'],
  released: ['good', 'M6 10.5l2.8 2.8L14 7.5'],
  failed: ['bad', 'M7 7l6 6M13 7l-6 6'],
  'timed-out': ['bad', 'M10 5.5V10h4'],
  aborted: ['idle', 'M6 10h8'],
  skipped: ['idle', 'M7 6l4 4-4 4M12.5 6v8'],
  'in-doubt': ['doubt', 'M7.6 7.7a2.4 2.4 0 1 1 3.5 2.2c-.8.4-1.1.9-1.1 1.7M10 14.3v.1'],
};

/** The colour's name of a state: good, bad, live, doubt or idle. */
export function tone(state) {
  return STATES[state]?.[0] ?? 'idle';
}

/** The sign of a state as an SVG element of its own. It says nothing to a screen reader: a word stands beside it. */
export function sign(state, pixels = 20) {
  return svg('svg.rf-sign', { viewBox: '0 0 20 20', width: pixels, height: pixels, 'aria-hidden': 'true', 'data-tone': tone(state) },
    signShape(state));
}

/** The shapes of a sign, for use in another SVG. */
export function signShape(state) {
  const lines = STATES[state]?.[1] ?? '';
  return [
    svg('circle.rf-sign-disc', { cx: 10, cy: 10, r: 8.5 }),
    state === 'running' ? svg('circle.rf-sign-turn', { cx: 10, cy: 10, r: 8.5 }) : null,
    lines ? svg('path.rf-sign-lines', { d: lines }) : null,
  ];
}

/** Sign and word of a state. */
export function badge(state) {
  return element('span.rf-badge', { 'data-tone': tone(state), 'data-state': state }, sign(state, 18), word(state));
}
