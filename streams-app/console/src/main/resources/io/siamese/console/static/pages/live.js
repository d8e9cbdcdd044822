// Decisions as they come. All of them are counted; those that a person can look at are shown.

import { openStream } from '../core/stream.js';
import { h, show } from '../core/dom.js';
import { count, perSecond } from '../core/format.js';
import { decisionCard, decisionDetails } from '../parts/decision.js';
import { openDialog } from '../parts/dialog.js';
import { emptyState } from '../parts/empty.js';
import { figures, sparkline } from '../parts/figures.js';
import { pageHead } from '../parts/frame.js';
import { OUTCOMES, outcomeLabel, outcomeWord } from '../parts/outcome.js';

const SLOTS = 20;
const HISTORY_SECONDS = 60;

export function open(view, parameters) {
  const page = new LivePage(view, parameters);
  page.listen();
  return () => page.close();
}

class LivePage {
  constructor(view, parameters) {
    this.decisions = [];
    this.cards = new Map();
    this.paused = false;
    this.looking = false;
    this.missed = 0;
    this.figures = h('section', { 'aria-label': 'Counts' });
    this.state = h('p', { class: 'state', role: 'status' }, 'Connecting …');
    this.list = h('ol', {
      class: 'decisions',
      'aria-label': 'Latest decisions',
      pointerenter: () => this.look(true),
      pointerleave: () => this.look(false),
      focusin: () => this.look(true),
      focusout: () => this.look(false),
    });
    this.nothing = h('div', {});
    this.pauseButton = h('button', { click: () => this.pause(), 'aria-pressed': 'false' }, h('kbd', {}, 'P'), h('span', {}, 'Pause'));
    this.galleries = h('datalist', { id: 'galleries' });
    this.filters = this.filterFields(parameters);
    show(view,
      pageHead('Live', 'Every decision is counted as it is committed. When more come than eyes can follow, a fair sample is shown.', this.pauseButton),
      this.figures,
      this.filters,
      this.state,
      this.nothing,
      this.list);
    this.showFigures({ perSecond: 0, total: 0, outcomes: {}, history: [] });
    this.onKey = (event) => this.key(event);
    document.addEventListener('keydown', this.onKey);
  }

  filterFields(parameters) {
    const changed = () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.listen(), 250);
    };
    this.gallery = h('input', { id: 'gallery', list: 'galleries', value: parameters.get('gallery') ?? '', input: changed, placeholder: 'all' });
    this.outcome = h('select', { id: 'outcome', change: changed },
      h('option', { value: '' }, 'all'),
      OUTCOMES.map((outcome) => h('option', { value: outcome, selected: outcome === parameters.get('outcome') }, outcomeWord(outcome))));
    this.subject = h('input', { id: 'subject', value: parameters.get('subject') ?? '', input: changed, placeholder: 'any part of a name' });
    const field = (label, input) => h('div', { class: 'field' }, h('label', { for: input.id }, label), input);
    return h('form', { class: 'filters', submit: (event) => event.preventDefault() },
      field('Gallery', this.gallery), field('Outcome', this.outcome), field('Subject', this.subject), this.galleries);
  }

  /** Begins anew with the filters as they are. */
  listen() {
    this.end?.();
    this.decisions = [];
    this.missed = 0;
    this.draw();
    const asked = new URLSearchParams({ gallery: this.gallery.value, outcome: this.outcome.value, subject: this.subject.value });
    this.end = openStream(`/api/live?${asked}`, {
      tick: (tick) => this.take(tick),
      lost: () => show(this.state, 'Not connected. The page goes on by itself as soon as it can.'),
    });
  }

  take(tick) {
    this.showFigures(tick.counts);
    show(this.galleries, tick.galleries.map((gallery) => h('option', { value: gallery })));
    this.shownShare = tick.matching > tick.decisions.length ? `Showing ${tick.decisions.length} of ${count(tick.matching)} in the last half second.` : '';
    if (this.paused || this.looking) {
      this.missed += Math.max(tick.matching, tick.decisions.length);
    } else {
      this.decisions = [...tick.decisions.reverse(), ...this.decisions].slice(0, SLOTS);
      this.draw();
    }
    this.tell();
  }

  tell() {
    const held = this.paused ? 'Paused' : 'Held while you look';
    show(this.state, this.paused || this.looking ? `${held}; ${count(this.missed)} new.` : this.shownShare || ' ');
  }

  showFigures(counts) {
    const outcomes = OUTCOMES.map((outcome) => ({ label: outcomeLabel(outcome), value: count(counts.outcomes[outcome] ?? 0) }));
    show(this.figures, figures([
      { label: 'Decisions', value: perSecond(counts.perSecond), extra: sparkline(counts.history.slice(-HISTORY_SECONDS), 'Decisions a second in the last minute') },
      { label: 'In all', value: count(counts.total) },
      ...outcomes,
    ]));
  }

  /** Places do not move: what they show does. */
  draw() {
    const isEmpty = this.decisions.length === 0;
    show(this.nothing, isEmpty && emptyState(this.isFiltered() ? 'None to show' : 'No decision yet', this.isFiltered()
      ? 'No decision of late passes these filters. A gallery is named in full, a subject by any part.'
      : 'Publish an image, and its decision appears here as soon as it is committed.'));
    while (this.list.children.length < this.decisions.length) {
      this.list.append(h('li', {}));
    }
    while (this.list.children.length > this.decisions.length) {
      this.list.lastChild.remove();
    }
    const cards = new Map(this.decisions.map((decision) => [decision, this.cards.get(decision) ?? this.card(decision)]));
    this.cards = cards;
    [...cards.values()].forEach((card, i) => this.list.children[i].replaceChildren(card));
  }

  card(decision) {
    const open = () => openDialog(`Decision on ${decision.imageId}`, decisionDetails(decision));
    const card = decisionCard(decision);
    card.append(h('button', { class: 'cover', click: open }, h('span', { class: 'unseen' }, `${outcomeWord(decision.outcome)}: ${decision.imageId}, details`)));
    return card;
  }

  isFiltered() {
    return this.gallery.value !== '' || this.outcome.value !== '' || this.subject.value !== '';
  }

  look(looking) {
    this.looking = looking;
    if (!looking && !this.paused) {
      this.missed = 0;
    }
    this.tell();
  }

  pause() {
    this.paused = !this.paused;
    this.missed = 0;
    this.pauseButton.setAttribute('aria-pressed', this.paused);
    show(this.pauseButton.lastChild, this.paused ? 'Go on' : 'Pause');
    this.tell();
  }

  key(event) {
    const isTyping = event.target.closest?.('input, select, textarea, dialog');
    if (event.key.toLowerCase() === 'p' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.pause();
    }
  }

  close() {
    this.end?.();
    clearTimeout(this.typing);
    document.removeEventListener('keydown', this.onKey);
  }
}
