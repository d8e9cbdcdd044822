// Uncertain decisions, one at a time: a person looks and says what they see. Each verdict is an event on topic `feedback`.

import { getJson, postJson } from '../core/api.js';
import { h, show } from '../core/dom.js';
import { count, fullTime, score } from '../core/format.js';
import { repeat } from '../core/repeat.js';
import { question, reasonWords } from '../core/words.js';
import { decisionDetails, decisionImages, decisionScale } from '../parts/decision.js';
import { openDialog } from '../parts/dialog.js';
import { emptyState } from '../parts/empty.js';
import { figures } from '../parts/figures.js';
import { pageHead } from '../parts/frame.js';
import { outcomeClass, outcomeLabel } from '../parts/outcome.js';

const EVERY_MS = 2000;
const REVIEWER = 'siamese-reviewer';

export function open(view) {
  const page = new ReviewPage(view);
  return page.close.bind(page);
}

class ReviewPage {
  constructor(view) {
    this.current = null;
    this.previous = null;
    this.judged = new Set();
    this.figures = h('section', { 'aria-label': 'Counts' });
    this.reviewer = h('input', { id: 'reviewer', autocomplete: 'name', maxlength: 128, value: localStorage.getItem(REVIEWER) ?? '', change: () => this.remember() });
    this.gallery = h('input', { id: 'review-gallery', placeholder: 'all', change: () => this.refresh() });
    this.state = h('p', { class: 'state', role: 'status' }, ' ');
    this.place = h('div', {});
    const field = (label, input) => h('div', { class: 'field' }, h('label', { for: input.id }, label), input);
    show(view,
      pageHead('Review', 'What the policy left to people, the oldest first. Look at both images and say what you see; each verdict is an event on the topic feedback.'),
      this.figures,
      h('form', { class: 'filters', submit: (event) => event.preventDefault(), keydown: leaveOnEnter }, field('Who looks', this.reviewer), field('Gallery', this.gallery)),
      this.state,
      this.place);
    this.onKey = (event) => this.key(event);
    document.addEventListener('keydown', this.onKey);
    this.end = repeat(() => this.refresh(), EVERY_MS);
  }

  async refresh() {
    try {
      const waiting = await getJson(`/api/review?${new URLSearchParams({ gallery: this.gallery.value })}`);
      this.showFigures(waiting);
      const next = waiting.decisions.filter((decision) => !this.judged.has(keyOf(decision)));
      if (this.current === null || (this.gallery.value !== '' && this.current.gallery !== this.gallery.value)) {
        this.draw(next[0] ?? null);
      }
    } catch (failure) {
      show(this.state, failure.message);
    }
  }

  showFigures(waiting) {
    const verdict = (name) => count(waiting.verdicts[name] ?? 0);
    show(this.figures, figures([
      { label: 'Waiting', value: count(waiting.waiting) },
      { label: 'Confirmed today', value: verdict('CONFIRMED') },
      { label: 'Denied today', value: verdict('DENIED') },
      { label: 'Another subject today', value: verdict('OTHER_SUBJECT') },
    ]));
  }

  draw(decision) {
    this.current = decision;
    if (decision === null) {
      show(this.place, emptyState('Nothing waits', 'Decisions that are uncertain appear here. A policy with a review zone makes them: scores near the threshold are then left to people.'),
        this.previous !== null && h('div', { class: 'verdicts' }, this.backButton()));
      return;
    }
    const best = decision.candidates[0];
    const name = best?.subject ?? 'nobody';
    this.other = h('input', { id: 'other', placeholder: 'name of the subject', autocomplete: 'off' });
    show(this.place, h('article', { class: `card review ${outcomeClass(decision.outcome)}`, 'aria-label': `Decision on ${decision.imageId}` },
      h('div', { class: 'headline' }, outcomeLabel(decision.outcome), h('span', { class: 'asked' }, question(decision))),
      decisionImages(decision),
      h('p', { class: 'review-question' }, 'Does the image show ', h('strong', {}, name), '?'),
      decisionScale(decision),
      h('p', { class: 'why' }, `Score ${score(best?.score)}, threshold ${score(decision.threshold)}: ${reasonWords(decision.reason ?? 'no reason')}. Gallery ${decision.gallery}, ${fullTime(decision.decidedAt)}.`),
      h('div', { class: 'verdicts' },
        h('button', { class: 'primary', click: () => this.judge('CONFIRMED') }, h('kbd', {}, 'Y'), `Yes, it is`),
        h('button', { click: () => this.judge('DENIED') }, h('kbd', {}, 'N'), 'No, it is not'),
        this.previous !== null && this.backButton(),
        h('button', { click: () => openDialog(`Decision on ${decision.imageId}`, decisionDetails(decision)) }, h('kbd', {}, 'D'), 'Details')),
      h('form', { class: 'other', submit: (event) => { event.preventDefault(); this.judge('OTHER_SUBJECT', this.other.value); } },
        h('label', { for: 'other' }, 'It shows another subject'),
        this.other,
        h('button', {}, h('kbd', {}, 'O'), 'Say so'))));
  }

  backButton() {
    return h('button', { click: () => this.back() }, h('kbd', {}, 'B'), 'Back to the last one');
  }

  back() {
    if (this.previous !== null) {
      const last = this.previous;
      this.previous = null;
      this.draw(last);
      show(this.state, 'Judge it again: the last verdict counts.');
    }
  }

  async judge(verdict, subject = null) {
    const decision = this.current;
    if (decision === null || this.sending) {
      return;
    }
    if (this.reviewer.value.trim() === '') {
      show(this.state, 'Say who looks first.');
      this.reviewer.focus();
      return;
    }
    this.sending = true;
    try {
      const { topic, partition, offset } = decision.source;
      await postJson('/api/review', { topic, partition, offset, verdict, subject, reviewer: this.reviewer.value });
      this.judged.add(keyOf(decision));
      this.previous = decision;
      this.current = null;
      show(this.state, `${decision.imageId}: ${WORDS[verdict]}.`);
      await this.refresh();
    } catch (failure) {
      show(this.state, failure.message);
    } finally {
      this.sending = false;
    }
  }

  key(event) {
    if (event.target.closest?.('input, select, textarea, dialog') || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const act = {
      y: () => this.judge('CONFIRMED'),
      n: () => this.judge('DENIED'),
      o: () => this.other?.focus(),
      b: () => this.back(),
      d: () => this.current && openDialog(`Decision on ${this.current.imageId}`, decisionDetails(this.current)),
    }[event.key.toLowerCase()];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  remember() {
    localStorage.setItem(REVIEWER, this.reviewer.value.trim());
  }

  close() {
    this.end();
    document.removeEventListener('keydown', this.onKey);
  }
}

/** After Enter the keys judge again. A form of two fields without a button is not submitted by it. */
function leaveOnEnter(event) {
  if (event.key === 'Enter') {
    event.target.blur();
  }
}

const WORDS = { CONFIRMED: 'confirmed', DENIED: 'denied', OTHER_SUBJECT: 'another subject' };

const keyOf = (decision) => `${decision.source.topic} ${decision.source.partition} ${decision.source.offset}`;
