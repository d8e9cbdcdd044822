// A dialog over the page, closed by Escape or its button.

import { h } from '../core/dom.js';

/** Opens a dialog; it removes itself when it is closed. */
export function openDialog(title, content) {
  const dialog = h('dialog', { 'aria-label': title, close: () => dialog.remove() },
    h('div', { class: 'dialog-head' },
      h('h2', {}, title),
      h('button', { click: () => dialog.close(), 'aria-label': 'Close' }, '✕')),
    content);
  document.body.append(dialog);
  dialog.showModal();
}
