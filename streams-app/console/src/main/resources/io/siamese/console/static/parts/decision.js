// A decision with its images and its score: small in a list, and in full in a dialog.

import { h, show } from '../core/dom.js';
import { duration, fullTime, rate, score, time } from '../core/format.js';
import { expectedError, question, reasonWords } from '../core/words.js';
import { outcomeClass, outcomeLabel } from './outcome.js';
import { imagePair } from './pair.js';
import { exemplarPath, probePath } from './picture.js';
import { scoreScale } from './scale.js';

/** A decision in a list. Its parts are always there, so that every card has the same size. */
export function decisionCard(decision) {
  const best = decision.candidates[0];
  const latency = h('dd', {}, '–');
  const error = expectedError(decision);
  return h('article', { class: `decision ${outcomeClass(decision.outcome)}` },
    decisionImages(decision, (headers) => show(latency, duration(latencyOf(decision, headers)))),
    h('div', { class: 'told' },
      h('div', { class: 'headline' }, outcomeLabel(decision.outcome),
        h('span', { class: 'asked', title: question(decision) }, question(decision))),
      h('p', { class: 'why' }, decision.reason === null ? ' ' : reasonWords(decision.reason)),
      decisionScale(decision)),
    h('dl', { class: 'facts small' },
      h('dt', {}, 'Score'), h('dd', { class: 'numbers' }, score(best?.score)),
      h('dt', { title: error.name }, 'Expected error'), h('dd', { class: 'numbers' }, rate(error.value)),
      h('dt', {}, 'Latency'), latency,
      h('dt', {}, 'Decided'), h('dd', { class: 'numbers', title: fullTime(decision.decidedAt) }, time(decision.decidedAt))));
}

/** The score of the best candidate on its scale. */
export function decisionScale(decision) {
  const [best, runnerUp] = decision.candidates;
  return scoreScale({
    score: best?.score ?? null,
    runnerUp: runnerUp?.score ?? null,
    threshold: decision.threshold,
    reviewFrom: decision.reviewFrom ?? null,
    noise: decision.noise,
    outcomeClass: outcomeClass(decision.outcome),
  });
}

/** The probe, and the exemplars that it came nearest to. */
export function decisionImages(decision, loaded = () => {}) {
  const [best, runnerUp] = decision.candidates;
  return imagePair([
    { path: probePath(decision.source), alt: `Image ${decision.imageId}`, label: 'Image', name: decision.imageId, loaded },
    candidateImage(decision, best, 'Best exemplar'),
    candidateImage(decision, runnerUp, 'Runner-up'),
  ]);
}

/** All that a decision says, for a dialog. */
export function decisionDetails(decision) {
  const error = expectedError(decision);
  const facts = [
    ['Image id', decision.imageId],
    ['Source', `${decision.source.topic}, partition ${decision.source.partition}, offset ${decision.source.offset}`],
    ['Gallery', decision.gallery || '–'],
    ['Asked', question(decision)],
    ['Reason', decision.reason === null ? '–' : `${decision.reason}: ${reasonWords(decision.reason)}`],
    ['Threshold', score(decision.threshold)],
    ['Review from', score(decision.reviewFrom)],
    ['Noise', decision.noise === null ? '–' : `± ${decision.noise.toPrecision(2)}`],
    ['Margin', score(decision.margin)],
    ['Expected error', `${rate(error.value)} ${error.name}`],
    ['Policy', `${decision.policy}, version ${decision.policyVersion}${decision.policyState === null ? '' : `, ${decision.policyState}`}`],
    ['Encoder', decision.encoderId],
    ['Gallery epoch', decision.galleryEpoch],
    ['Decided', fullTime(decision.decidedAt)],
    ['Captured', fullTime(decision.capturedAt)],
    ...Object.entries(decision.attributes).map(([name, value]) => [`Attribute ${name}`, value]),
  ];
  return h('div', { class: `details ${outcomeClass(decision.outcome)}` },
    h('div', { class: 'headline' }, outcomeLabel(decision.outcome), h('span', { class: 'asked' }, question(decision))),
    decisionImages(decision),
    decisionScale(decision),
    decision.candidates.length > 0 && candidateList(decision),
    h('dl', { class: 'facts' }, facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
}

function candidateList(decision) {
  return h('ol', { class: 'candidates' }, decision.candidates.map((candidate) =>
    h('li', {}, h('span', { class: 'name' }, candidate.subject), h('span', { class: 'numbers' }, score(candidate.score)))));
}

function candidateImage(decision, candidate, label) {
  return candidate === undefined
    ? { path: null, alt: 'none', label, name: '–' }
    : {
        path: exemplarPath(decision.gallery, candidate.subject, candidate.exemplar),
        alt: `Exemplar ${candidate.exemplar} of ${candidate.subject}`,
        label,
        name: candidate.subject,
      };
}

/** From the image's publication to the decision, by the clocks of publisher and service. */
function latencyOf(decision, headers) {
  const published = Number(headers.get('Published-At'));
  return Math.max(0, Date.parse(decision.decidedAt) - published);
}
