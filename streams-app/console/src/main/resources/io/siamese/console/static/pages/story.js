// The demo's story, step by step as it is told in the terminal, with the images behind each decision.

import { getJson } from '../core/api.js';
import { h, show } from '../core/dom.js';
import { repeat } from '../core/repeat.js';
import { decisionImages, decisionScale } from '../parts/decision.js';
import { outcomeLabel } from '../parts/outcome.js';
import { expectedError, question, reasonWords } from '../core/words.js';
import { rate, score } from '../core/format.js';
import { emptyState } from '../parts/empty.js';
import { pageHead } from '../parts/frame.js';

const EVERY_MS = 700;

export function open(view) {
  const state = h('p', { class: 'state', role: 'status' });
  const steps = h('ol', { class: 'story' });
  const nothing = h('div', {});
  show(view,
    pageHead('Story', 'What the demo tells in its terminal: images are published, and decisions are read, through the topics alone.'),
    state, nothing, steps);
  const drawn = [];
  const end = repeat(async () => {
    const story = await getJson('/api/story').catch(() => null);
    if (story === null) {
      return;
    }
    show(state, stateOf(story));
    show(nothing, story.steps.length === 0 && emptyState('The service is starting', 'A Kafka broker and the service start first. The story begins in a few seconds.'));
    story.steps.forEach((step, i) => {
      // A step changes only while it is told: what is drawn stays, images and all.
      if (drawn[i] !== step.results.length) {
        drawn[i] = step.results.length;
        const card = stepCard(step);
        if (steps.children[i]) {
          steps.children[i].replaceWith(card);
        } else {
          steps.append(card);
        }
      }
    });
    if (story.right !== null) {
      end();
    }
  }, EVERY_MS);
  return end;
}

function stateOf(story) {
  if (story.right === null) {
    return story.steps.length === 0 ? ' ' : 'The story is being told …';
  }
  return story.right ? '✓ The story came out as told.' : '✕ The story did not come out as told.';
}

function stepCard(step) {
  const pending = step.results.length === 0;
  const wrong = step.results.some((result) => !result.right);
  const sign = pending ? '…' : wrong ? '✕' : '✓';
  return h('li', { class: `step card ${pending ? '' : wrong ? 'is-rejected' : 'is-match'}` },
    h('span', { class: 'step-number', 'aria-hidden': 'true' }, step.number),
    h('div', { class: 'step-told' },
      h('h2', {}, step.title),
      step.results.map((result) => (result.decision === null ? plainResult(result) : decided(result.decision))),
      h('p', { class: 'step-state' }, h('span', { 'aria-hidden': 'true' }, `${sign} `), pending ? 'going on' : wrong ? 'not as told' : 'as told')));
}

const plainResult = (result) => h('p', { class: 'result' }, result.text.replace(/\s{2,}/g, ' · '));

function decided(decision) {
  const error = expectedError(decision);
  return h('div', { class: 'step-decision' },
    decision.outcome === 'REJECTED' ? null : decisionImages(decision),
    h('div', {},
      h('div', { class: 'headline' }, outcomeLabel(decision.outcome), h('span', { class: 'asked' }, question(decision))),
      decision.reason !== null && h('p', { class: 'why' }, reasonWords(decision.reason)),
      decision.candidates.length > 0 && decisionScale(decision),
      decision.candidates.length > 0 && h('p', { class: 'why numbers' },
        `Score ${score(decision.candidates[0].score)}, expected error ${rate(error.value)} (${error.name})`)));
}
