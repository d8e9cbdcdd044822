// Outcomes, always as a sign and a word, and never by colour alone.

import { h } from '../core/dom.js';

const WORDS = {
  MATCH: ['Match', '✓'],
  NO_MATCH: ['No match', '✕'],
  UNCERTAIN: ['Uncertain', '?'],
  NO_REFERENCE: ['No reference', '∅'],
  REJECTED: ['Rejected', '!'],
};

export const OUTCOMES = Object.keys(WORDS);

export const outcomeWord = (outcome) => (WORDS[outcome] ?? ['Unknown'])[0];

/** A label with the outcome's sign, word and colour. */
export function outcomeLabel(outcome) {
  const [word, sign] = WORDS[outcome] ?? ['Unknown', '·'];
  return h('span', { class: `outcome ${outcomeClass(outcome)}` }, h('span', { class: 'sign', 'aria-hidden': 'true' }, sign), word);
}

/** The name of an outcome's colour. */
export const outcomeClass = (outcome) => `is-${(outcome in WORDS ? outcome : 'UNKNOWN').toLowerCase().replace('_', '-')}`;
