// Charts that are drawn as wide as their place is, so that their text keeps its size at every width.

import { h, show, svg } from '../core/dom.js';

/**
 * A place for a chart of a fixed height.
 *
 * @param title what it shows, for those who cannot see it
 * @param height pixels
 * @param draw given width and height, gives the SVG's children; called again when the width changes
 * @return the node, and `redraw`
 */
export function chart(title, height, draw) {
  const node = h('div', { class: 'chart', role: 'img', 'aria-label': title });
  let width = 0;
  const redraw = () => {
    if (width > 0) {
      show(node, svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, draw(width, height)));
    }
  };
  new ResizeObserver(() => {
    if (node.clientWidth !== width) {
      width = node.clientWidth;
      redraw();
    }
  }).observe(node);
  node.classList.add(`chart-${height}`);
  return { node, redraw };
}

/** A scale from values to pixels, linear or by decades. */
export function scaleOf(from, to, low, high, logarithmic = false) {
  const f = logarithmic ? Math.log10 : (value) => value;
  return (value) => low + (high - low) * (f(value) - f(from)) / (f(to) - f(from));
}

export const text = (x, y, words, attributes = {}) => svg('text', { x: x.toFixed(1), y: y.toFixed(1), ...attributes }, words);

export const line = (x1, y1, x2, y2, name) =>
  svg('line', { x1: x1.toFixed(1), y1: y1.toFixed(1), x2: x2.toFixed(1), y2: y2.toFixed(1), class: name });

export const path = (points, name) =>
  svg('polyline', { points: points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '), class: name });

export const dot = (x, y, r, name, title) =>
  svg('circle', { cx: x.toFixed(1), cy: y.toFixed(1), r, class: name }, title && svg('title', {}, title));
