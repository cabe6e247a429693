/** Plots a figure over weeks. uPlot draws on a canvas, so the same numbers stand in a table beside it for who can't see that. */

import { element } from './dom.js';
import { phrase } from './phrases.js';

const HEIGHT = 170;
const HALF_A_WEEK = 3.5 * 24 * 3600;

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A Monday for people, for example `2 Nov`. */
export function week(monday) {
  return day.format(Date.parse(monday));
}

/**
 * A plot that fills its parent's width.
 *
 * @param {Object} figure
 * @param {string} figure.label what is plotted
 * @param {string} figure.tone of its colour
 * @param {string[]} figure.weeks their Mondays
 * @param {Array<?number>} figure.values null where nothing was measured
 * @param {function(number): string} figure.text a value for people, with its unit
 * @param {boolean} [figure.bars] bars instead of a line: for counts and shares
 * @param {number} [figure.most] the least that the scale ends at
 */
export async function plot(figure) {
  const { default: Plot } = await import('../libraries/uplot.js');
  const box = element('div.rf-plot', { role: 'img', 'aria-label': phrase('byWeekTheNumbersAreInThe', figure.label) });
  const told = element('p.rf-quiet.rf-plot-told', { 'aria-hidden': 'true' }, '\u00a0');
  const seconds = figure.weeks.map((monday) => Date.parse(monday) / 1000);
  let shown = null;
  const draw = () => {
    if (box.clientWidth === 0) {
      return;
    }
    shown?.destroy();
    shown = new Plot(options(Plot, figure, box, told), [seconds, figure.values], box);
  };
  let width = 0;
  new ResizeObserver(() => {
    if (box.clientWidth !== width) {
      width = box.clientWidth;
      draw();
    }
  }).observe(box);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  new MutationObserver(draw).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
  return [box, told];
}

function options(Plot, figure, box, told) {
  const colour = colourOf(box, `rf-plot-${figure.tone}`);
  const text = colourOf(box, 'rf-plot-text');
  const line = colourOf(box, 'rf-plot-line');
  const highest = Math.max(figure.most ?? 0, ...figure.values.filter((value) => value !== null));
  const axis = { stroke: text, font: '12px system-ui, sans-serif', grid: { stroke: line, width: 1 }, ticks: { show: false } };
  return {
    width: box.clientWidth,
    height: HEIGHT,
    padding: [12, 20, 0, 0],
    tzDate: (time) => Plot.tzDate(new Date(time * 1000), 'Etc/UTC'),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8, fill: colour, stroke: colour } },
    scales: {
      x: { range: (_, from, to) => [from - HALF_A_WEEK, to + HALF_A_WEEK] },
      y: { range: () => [0, highest === 0 ? 1 : highest * 1.08] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 28, splits: (drawn) => mondays(drawn, figure.weeks), values: (_, times) => times.map((time) => day.format(time * 1000)) },
      { ...axis, size: 64, space: 36, incrs: figure.steps, values: (_, values) => values.map((value) => (value === 0 ? '0' : figure.text(value))) },
    ],
    series: [
      {},
      {
        label: figure.label,
        stroke: colour,
        width: figure.bars ? 0 : 2,
        fill: figure.bars ? colour : undefined,
        paths: figure.bars ? Plot.paths.bars({ size: [0.7, 48], radius: 0.15 }) : undefined,
        points: { show: !figure.bars, size: 7, fill: colour },
      },
    ],
    hooks: {
      setCursor: [(shown) => {
        const index = shown.cursor.idx;
        const value = index === null || index === undefined ? undefined : figure.values[index];
        told.textContent = value === undefined ? '\u00a0' : phrase('weekOf2', week(figure.weeks[index]), value === null ? phrase('nothingMeasured') : figure.text(value));
      }],
    },
  };
}

/** As many Mondays as have room for their date, with the last one. */
function mondays(drawn, weeks) {
  const step = Math.max(1, Math.ceil((weeks.length * 64) / drawn.width));
  return weeks.filter((_, index) => (weeks.length - 1 - index) % step === 0).map((monday) => Date.parse(monday) / 1000);
}

/** A colour of the style sheet as a canvas takes it: without variables. */
function colourOf(parent, name) {
  const probe = element(`span.${name}`, { hidden: true });
  parent.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
