// A score on its scale: the threshold, the zone in which people decide, and what the machine cannot tell apart.

import { h, vary } from '../core/dom.js';
import { score } from '../core/format.js';

const COSINE = [-0.5, 1];

/**
 * Draws the scale.
 *
 * @param values { score, runnerUp, threshold, reviewFrom, noise, outcomeClass }; all but `outcomeClass` may be null
 */
export function scoreScale(values) {
  const [low, high] = range(values);
  const place = (value) => `${(100 * (Math.min(high, Math.max(low, value)) - low) / (high - low)).toFixed(2)}%`;
  const band = (kind, from, to) => vary(h('span', { class: `band ${kind}` }), { '--from': place(from), '--to': place(to) });
  const mark = (kind, value) => vary(h('span', { class: `mark ${kind}` }), { '--at': place(value) });
  const { threshold, reviewFrom, noise, runnerUp } = values;
  return h('div', { class: 'scale', role: 'img', 'aria-label': described(values) },
    h('div', { class: 'track' },
      isNumber(threshold) && band('above', threshold, high),
      isNumber(threshold) && isNumber(reviewFrom) && band('review', reviewFrom, threshold),
      isNumber(threshold) && isNumber(noise) && band('noise', threshold - noise, threshold + noise),
      isNumber(threshold) && mark('threshold', threshold),
      isNumber(runnerUp) && mark('runner-up', runnerUp),
      isNumber(values.score) && mark(`score ${values.outcomeClass ?? ''}`, values.score)),
    h('div', { class: 'legend', 'aria-hidden': 'true' }, isNumber(threshold)
      ? vary(h('span', { class: side(low, high, threshold) }, `threshold ${score(threshold)}`), { '--at': place(threshold) })
      : ' '));
}

/** On which side of its mark a label has room. */
function side(low, high, value) {
  const share = (value - low) / (high - low);
  return share > 0.8 ? 'left' : share < 0.2 ? 'right' : null;
}

function described(values) {
  return [
    isNumber(values.score) ? `Score ${score(values.score)}` : 'No score',
    isNumber(values.threshold) && `threshold ${score(values.threshold)}`,
    isNumber(values.reviewFrom) && `reviewed by people from ${score(values.reviewFrom)}`,
    isNumber(values.runnerUp) && `runner-up ${score(values.runnerUp)}`,
  ].filter(Boolean).join(', ');
}

/** The usual range, or one that holds all values: a log-likelihood ratio has no bounds. */
function range(values) {
  const known = [values.score, values.threshold, values.runnerUp, values.reviewFrom].filter(isNumber);
  return [Math.min(COSINE[0], ...known), Math.max(COSINE[1], ...known)];
}

const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);
