/** The picture of a release's flow. */

import { svg, visible } from './dom.js';
import { layout } from './layout.js';
import { phrase } from './phrases.js';
import { signShape, tone } from './state.js';
import { duration, now, word } from './text.js';

const BOX = { width: 232, height: 66 };
const GAP = { column: 44, lane: 18 };
const MARGIN = 6;
/** How wide a letter of a label is, on average. */
const LETTER = 7.9;

/**
 * Draws the flow into an element, and keeps it up to date.
 *
 * @param {Element} parent
 * @param {function(string): void} open is told the id of the node that somebody opens
 */
export class Flow {
  #parent;
  #open;
  #drawn = '';
  #release;
  #selected;

  constructor(parent, open) {
    this.#parent = parent;
    this.#open = open;
    new ResizeObserver(() => this.#draw()).observe(parent);
  }

  show(release, selected) {
    this.#release = release;
    this.#selected = selected;
    this.#draw();
  }

  /** Time passes for what runs. */
  tick() {
    for (const node of this.#release?.nodes ?? []) {
      const shown = this.#parent.querySelector(`[data-node="${CSS.escape(node.id)}"] .rf-flow-note`);
      if (shown) {
        shown.textContent = note(node);
      }
    }
  }

  #draw() {
    if (!this.#release) {
      return;
    }
    const isNarrow = this.#parent.clientWidth < 560;
    const nodes = this.#release.nodes;
    const now = JSON.stringify([isNarrow && this.#parent.clientWidth, this.#selected,
      nodes.map((node) => [node.id, node.label, node.state, node.attempts, node.plannedAt, node.endedAt, node.stage])]);
    if (now === this.#drawn) {
      return;
    }
    this.#drawn = now;
    const focused = document.activeElement?.closest?.('[data-node]')?.dataset.node;
    this.#parent.replaceChildren(picture(nodes, isNarrow, this.#parent.clientWidth, this.#selected, this.#open));
    if (focused) {
      this.#parent.querySelector(`[data-node="${CSS.escape(focused)}"]`)?.focus();
    }
  }
}

function picture(nodes, isNarrow, width, selected, open) {
  const places = layout(nodes);
  const lanes = places.reduce((most, place) => Math.max(most, place.lane + 1), 1);
  const columns = places.reduce((most, place) => Math.max(most, place.column + 1), 1);
  const box = isNarrow
    ? { width: Math.max(150, (width - 2 * MARGIN - (lanes - 1) * GAP.lane) / lanes), height: BOX.height }
    : BOX;
  const at = (place) => isNarrow
    ? { x: MARGIN + place.lane * (box.width + GAP.lane), y: MARGIN + place.column * (box.height + GAP.column / 1.5) }
    : { x: MARGIN + place.column * (box.width + GAP.column), y: MARGIN + place.lane * (box.height + GAP.lane) };
  const last = at({ lane: lanes - 1, column: columns - 1 });
  const size = { width: last.x + box.width + MARGIN, height: last.y + box.height + MARGIN };
  const byId = new Map(places.map((place) => [place.id, place]));
  const letters = Math.floor((box.width - 52) / LETTER);
  return svg('svg.rf-flow', { viewBox: `0 0 ${size.width} ${size.height}`, width: size.width, height: size.height, role: 'group', 'aria-label': phrase('flowOfTheRelease') },
    places.flatMap((place) => place.after.map((id) => edge(at(byId.get(id)), at(place), box, isNarrow))),
    nodes.map((node, index) => nodeBox(node, at(places[index]), box, letters, node.id === selected, open)));
}

function edge(from, to, box, isNarrow) {
  if (isNarrow) {
    const start = { x: from.x + box.width / 2, y: from.y + box.height };
    const end = { x: to.x + box.width / 2, y: to.y };
    const middle = (start.y + end.y) / 2;
    return svg('path.rf-flow-edge', { d: `M${start.x} ${start.y}C${start.x} ${middle} ${end.x} ${middle} ${end.x} ${end.y}` });
  }
  const start = { x: from.x + box.width, y: from.y + box.height / 2 };
  const end = { x: to.x, y: to.y + box.height / 2 };
  const middle = (start.x + end.x) / 2;
  return svg('path.rf-flow-edge', { d: `M${start.x} ${start.y}C${middle} ${start.y} ${middle} ${end.y} ${end.x} ${end.y}` });
}

function nodeBox(node, place, box, letters, isSelected, open) {
  const full = visible(node.label);
  const label = full.length > letters ? `${full.slice(0, letters - 1)}…` : full;
  return svg('g.rf-flow-node', {
    transform: `translate(${place.x} ${place.y})`,
    role: 'button',
    tabindex: 0,
    'data-node': node.id,
    'data-tone': tone(node.state),
    'data-state': node.state,
    'aria-pressed': String(isSelected),
    'aria-label': `${full}: ${word(node.state)}`,
    onclick: () => open(node.id),
    onkeydown: (event) => keyed(event, node.id, open),
  },
    svg('title', {}, `${full}: ${word(node.state)}`),
    svg('rect.rf-flow-box', { width: box.width, height: box.height, rx: 12 }),
    svg('g', { transform: 'translate(12 13)' }, signShape(node.state)),
    svg('text.rf-flow-label', { x: 42, y: 28 }, label),
    svg('text.rf-flow-note', { x: 42, y: 49 }, note(node)));
}

function keyed(event, id, open) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    open(id);
  } else if (step) {
    event.preventDefault();
    const all = [...event.currentTarget.parentNode.querySelectorAll('[data-node]')];
    all[all.indexOf(event.currentTarget) + step]?.focus();
  }
}

/** What stands below a node's label: its state and how long that took. */
function note(node) {
  const from = Date.parse(node.runningAt ?? node.plannedAt);
  const tries = node.attempts > 1 ? phrase('attempt', node.attempts) : '';
  if (node.state === 'waiting' || node.state === 'running') {
    return `${word(node.state)} ${duration(now() - from)}${tries}`;
  }
  const took = node.endedAt ? ` · ${duration(Date.parse(node.endedAt) - from)}` : '';
  return `${word(node.state)}${took}${tries}`;
}
