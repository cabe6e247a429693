import { element } from './dom.js';

/**
 * A table that scrolls where it is too wide, and whose rows become blocks with the heads before their cells on a narrow screen. Its roles are said aloud, since a row
 * that is drawn as a block would lose them.
 *
 * @param label what the table shows, for who does not see it
 * @param heads texts or elements, one for each column
 * @param rows for each row its cells; the first is the row's own head
 */
export function dataTable(label, heads, rows) {
  const columns = heads.map((each) => element('th', { scope: 'col', role: 'columnheader' }, each));
  return element('div.rf-scroll', { tabindex: 0, role: 'region', 'aria-label': label },
    element('table.rf-table.rf-stacked', { role: 'table' },
      element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, columns)),
      element('tbody', { role: 'rowgroup' }, rows.map(([first, ...cells]) => element('tr', { role: 'row' },
        element('th', { scope: 'row', role: 'rowheader' }, first),
        cells.map((cell, at) => element('td.rf-break', { role: 'cell', 'data-head': columns[at + 1].textContent }, element('div', {}, cell))))))));
}
