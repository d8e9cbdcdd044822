// Figures in a row, each with what it counts.

import { h, svg } from '../core/dom.js';

/** @param figures each { label, value, extra } */
export const figures = (list) => h('div', { class: 'figures' }, list.map((figure) =>
  h('div', { class: 'figure' }, h('span', { class: 'label' }, figure.label), h('span', { class: 'value' }, figure.value), figure.extra)));

/** A line of values over time, oldest first, as high as its greatest value. */
export function sparkline(values, title) {
  const most = Math.max(1, ...values);
  const points = values.map((value, i) => `${(100 * i / Math.max(1, values.length - 1)).toFixed(1)},${(28 - 26 * value / most).toFixed(1)}`);
  return svg('svg', { class: 'sparkline', viewBox: '0 0 100 30', preserveAspectRatio: 'none', role: 'img', 'aria-label': title },
    svg('polygon', { points: `0,30 ${points.join(' ')} 100,30` }),
    svg('polyline', { points: points.join(' '), 'vector-effect': 'non-scaling-stroke' }));
}
