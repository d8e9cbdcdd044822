// What stands where there is nothing to show: always why, and what to do next.

import { h } from '../core/dom.js';

/** A calm notice with a title, a sentence and possible actions. */
export function emptyState(title, sentence, ...actions) {
  return h('div', { class: 'empty' }, h('h2', {}, title), h('p', {}, sentence), actions);
}

/** Says that something failed, in the words of the failure. */
export function failureNotice(failure) {
  const waits = failure.status === 503;
  return h('div', { class: 'empty', role: 'status' },
    h('h2', {}, waits ? 'Not connected yet' : 'That did not work'),
    h('p', {}, waits ? sentence(failure.message) : failure.message));
}

const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}. The page goes on by itself as soon as it can.`;
