// A table that becomes a list of cards where the window is narrow.

import { h } from '../core/dom.js';

/**
 * Draws a table.
 *
 * @param caption what it shows, for those who cannot see it
 * @param columns each { title, cell, number }: `cell` gives the content of a row's cell; `number` sets it to the right
 * @param rows anything that the cells understand
 */
export function table(caption, columns, rows) {
  return h('div', { class: 'table-scroll' },
    h('table', {},
      h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, columns.map((column) => h('th', { scope: 'col', class: kind(column) }, column.title)))),
      h('tbody', {}, rows.map((row) => h('tr', {}, columns.map((column) =>
        h('td', { class: kind(column), 'data-title': column.title }, column.cell(row))))))));
}

const kind = (column) => (column.number ? 'number' : null);
