// Who is enrolled, how near subjects are to each other, and enrolling, revoking and erasing.

import { getJson, remove } from '../core/api.js';
import { h, show, vary } from '../core/dom.js';
import { count, fullTime, rate, score } from '../core/format.js';
import { reasonWords } from '../core/words.js';
import { chart, dot, scaleOf, text } from '../parts/chart.js';
import { exemplarWord } from '../parts/det.js';
import { openDialog } from '../parts/dialog.js';
import { emptyState, failureNotice } from '../parts/empty.js';
import { enrolForm } from '../parts/enrol.js';
import { figures } from '../parts/figures.js';
import { pageHead } from '../parts/frame.js';
import { exemplarPath, picture } from '../parts/picture.js';
import { receipt } from '../parts/receipt.js';

const SHOWN_EXEMPLARS = 4;
const NAMED_SUBJECTS = 20;
const EVERY_MS = 5000;

export function open(view, parameters) {
  const page = new GalleryPage(view, parameters);
  page.load();
  return () => page.close();
}

class GalleryPage {
  constructor(view, parameters) {
    this.gallery = parameters.get('gallery');
    this.offset = 0;
    this.lit = null;
    this.points = [];
    this.known = '';
    this.figures = h('section', { 'aria-label': 'Counts' });
    this.notice = h('p', { class: 'state', role: 'status' });
    this.body = h('div', {}, h('p', { class: 'state' }, 'Reading the gallery …'));
    this.select = h('select', { id: 'gallery-name', change: () => this.choose(this.select.value) });
    this.search = h('input', { id: 'gallery-search', type: 'search', placeholder: 'any part of a name', value: parameters.get('subject') ?? '', input: () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => { this.offset = 0; this.load(); }, 250);
    } });
    this.list = h('ol', { class: 'subjects', 'aria-label': 'Subjects' });
    this.pager = h('nav', { class: 'pager', 'aria-label': 'Parts of the list' });
    this.map = chart('A flat map of the embeddings', 320, (width, height) => this.drawMap(width, height));
    this.mapNote = h('p', { class: 'quiet small' });
    const field = (label, input) => h('div', { class: 'field' }, h('label', { for: input.id }, label), input);
    this.content = [
      h('form', { class: 'filters', submit: (event) => event.preventDefault() }, field('Gallery', this.select), field('Subject', this.search)),
      this.notice, this.list, this.pager,
      h('section', { class: 'card' }, h('h2', {}, 'Map of the embeddings'), this.map.node, this.mapNote),
    ];
    show(view,
      pageHead('Gallery', 'What images are compared with. Changes are published to the topics, and the service answers.',
        h('button', { class: 'primary', click: () => this.enrol({}) }, 'Enrol images')),
      this.figures, this.body);
    this.view = view;
    this.onDrag = (event) => event.preventDefault();
    this.onDrop = (event) => this.dropped(event);
    view.addEventListener('dragover', this.onDrag);
    view.addEventListener('drop', this.onDrop);
    this.timer = setInterval(() => this.load(), EVERY_MS);
  }

  choose(name) {
    this.gallery = name;
    this.offset = 0;
    this.lit = null;
    this.load();
  }

  async load() {
    const mine = this.turn = (this.turn ?? 0) + 1;
    try {
      const overview = await getJson('/api/gallery');
      const names = overview.galleries.map((each) => each.name);
      this.gallery = names.includes(this.gallery) ? this.gallery : (names.includes('default') ? 'default' : names[0] ?? null);
      const query = (more) => new URLSearchParams({ gallery: this.gallery, ...more });
      const [page, map] = this.gallery === null ? [null, null] : await Promise.all([
        getJson(`/api/gallery/subjects?${query({ search: this.search.value, offset: this.offset })}`),
        getJson(`/api/gallery/map?${query({})}`)]);
      const said = JSON.stringify([overview, page, map]);
      if (mine === this.turn && said !== this.known) {
        this.known = said;
        this.draw(overview, page, map);
      }
    } catch (failure) {
      if (mine === this.turn) {
        this.known = '';
        show(this.figures);
        show(this.body, failureNotice(failure));
      }
    }
  }

  draw(overview, page, map) {
    const size = overview.galleries.find((each) => each.name === this.gallery);
    show(this.figures, figures([
      { label: 'Subjects', value: count(size?.subjects ?? 0) },
      { label: 'Exemplars', value: count(size?.exemplars ?? 0) },
      { label: 'Galleries', value: count(overview.galleries.length) },
      { label: 'Encoder', value: overview.encoderId === null ? '–' : h('span', { class: 'code', title: overview.encoderId }, overview.encoderId) },
    ]));
    if (page === null) {
      show(this.body, emptyState('Nobody is enrolled yet', 'Drop images on this page, or choose them. One image of a subject is enough.',
        h('button', { class: 'primary', click: () => this.enrol({}) }, 'Enrol images')));
      return;
    }
    const focused = document.activeElement?.id;
    if (this.body.firstChild !== this.content[0]) {
      show(this.body, this.content);
    }
    show(this.select, overview.galleries.map((each) => h('option', { value: each.name, selected: each.name === this.gallery }, `${each.name} (${count(each.subjects)})`)));
    show(this.notice, overview.complete ? '' : 'The gallery is still being read, or is larger than the console keeps: some of it is missing here.');
    show(this.list, page.subjects.map((subject) => this.card(subject)));
    show(this.pager, this.pagerButtons(page));
    this.showMap(map);
    if (page.total === 0) {
      show(this.list, h('li', { class: 'wide' }, emptyState('No such subject', 'No subject of this gallery has that in its name.')));
    }
    if (focused) {
      document.getElementById(focused)?.focus();
    }
  }

  card(subject) {
    const attention = subject.exemplars.filter((each) => each.status === 'FLAGGED' || each.status === 'REJECTED');
    const shown = subject.exemplars.slice(0, SHOWN_EXEMPLARS);
    const more = subject.exemplars.length - shown.length;
    const light = (on) => () => { this.lit = on ? subject.name : null; this.map.redraw(); };
    return h('li', { class: 'card subject', pointerenter: light(true), pointerleave: light(false), focusin: light(true), focusout: light(false) },
      h('div', { class: 'subject-head' },
        h('h2', { title: subject.name }, subject.name),
        attention.length > 0 ? statusLabel(attention[0].status) : null),
      h('div', { class: 'thumbs' }, shown.map((each) => h('div', { class: `thumb ${each.kind === 'NEGATIVE' ? 'negative' : ''}` }, this.picture(subject, each)))),
      h('p', { class: 'quiet small' },
        `${exemplarWord(subject.exemplars.length)}${more > 0 ? `, ${SHOWN_EXEMPLARS} shown` : ''}`),
      nearestLine(subject.nearest, this.gallery),
      h('button', { class: 'cover', id: `subject-${encodeURIComponent(subject.name)}`, 'aria-label': `Details of ${subject.name}`, click: () => this.details(subject) }));
  }

  picture(subject, exemplar) {
    // The time makes another picture of an exemplar that was replaced.
    const path = `${exemplarPath(this.gallery, subject.name, exemplar.name)}&at=${encodeURIComponent(exemplar.enrolledAt ?? '')}`;
    return picture(path, `Exemplar ${exemplar.name} of ${subject.name}`);
  }

  pagerButtons(page) {
    const to = page.offset + page.subjects.length;
    const go = (offset) => () => { this.offset = Math.max(0, offset); this.load(); };
    return page.total <= page.subjects.length ? null : [
      h('button', { id: 'pager-back', disabled: page.offset === 0, click: go(page.offset - 24) }, 'Back'),
      h('span', { class: 'quiet numbers' }, `${count(page.offset + 1)} to ${count(to)} of ${count(page.total)}`),
      h('button', { id: 'pager-on', disabled: to >= page.total, click: go(to) }, 'Next'),
    ];
  }

  details(subject) {
    const told = h('div', { 'aria-live': 'polite' });
    const rows = h('ol', { class: 'exemplars' }, subject.exemplars.map((each) => this.exemplarRow(subject, each)));
    const content = h('div', { class: 'details' },
      nearestPair(subject, this.gallery, (each) => this.picture(subject, each)),
      rows,
      told,
      h('div', { class: 'actions' },
        h('button', { click: () => { content.closest('dialog').close(); this.enrol({ subject: subject.name }); } }, 'Enrol more images'),
        h('a', { class: 'button', href: `#/live?${new URLSearchParams({ gallery: this.gallery, subject: subject.name })}`, click: () => content.closest('dialog').close() }, 'Decisions'),
        h('button', { class: 'danger', click: (event) => this.askToErase(subject, event.target, rows, told) }, 'Erase the subject')));
    openDialog(subject.name, content);
  }

  exemplarRow(subject, exemplar) {
    const state = h('div', { class: 'row-state' }, statusLabel(exemplar.status),
      exemplar.kind === 'NEGATIVE' ? h('span', { class: 'chip' }, 'negative') : null,
      exemplar.reason === null ? null : h('p', { class: 'quiet small' }, reasonWords(exemplar.reason), exemplar.related === null ? '' : ` (${exemplar.related})`),
      exemplar.enrolledAt === null ? null : h('p', { class: 'quiet small' }, `since ${fullTime(Date.parse(exemplar.enrolledAt))}`),
      exemplar.validUntil === null ? null : h('p', { class: 'quiet small' }, `until ${fullTime(Date.parse(exemplar.validUntil))}`));
    const button = h('button', { class: 'danger', 'aria-label': `Revoke exemplar ${exemplar.name}`, click: () => this.revoke(subject, exemplar, button, state) }, 'Revoke');
    return h('li', {}, h('div', { class: 'thumb' }, this.picture(subject, exemplar)),
      h('div', { class: 'row-text' }, h('h3', {}, exemplar.name), state), button);
  }

  async revoke(subject, exemplar, button, state) {
    button.disabled = true;
    show(state, 'published, waiting for the service …');
    try {
      const query = new URLSearchParams({ gallery: this.gallery, subject: subject.name, exemplar: exemplar.name });
      const status = await remove(`/api/gallery/exemplar?${query}`);
      show(state, `revoked: no decision from epoch ${status.galleryEpoch} on compares with it`);
      // The dialog keeps the row, and counts it no more.
      subject.exemplars = subject.exemplars.filter((each) => each !== exemplar);
      this.loadSoon();
    } catch (failure) {
      show(state, h('span', { class: 'problem' }, failure.message));
      button.disabled = false;
    }
  }

  askToErase(subject, button, rows, told) {
    button.disabled = true;
    show(told, h('div', { class: 'confirm', role: 'alertdialog', 'aria-label': 'Erase?' },
      h('p', {}, `Erase ${subject.name} with ${exemplarWord(subject.exemplars.length)} in gallery ${this.gallery}? Templates of every encoder and the images are removed. It cannot be undone.`),
      h('div', { class: 'actions' },
        h('button', { class: 'danger', click: () => this.erase(subject, rows, told) }, `Erase ${subject.name}`),
        h('button', { click: () => { show(told); button.disabled = false; } }, 'Keep'))));
    told.querySelector('button').focus();
  }

  async erase(subject, rows, told) {
    show(told, h('p', { class: 'state' }, 'Published. The receipt comes when everything is removed …'));
    try {
      const erasure = await remove(`/api/gallery/subject?${new URLSearchParams({ gallery: this.gallery, subject: subject.name })}`);
      show(rows);
      show(told, h('h3', {}, 'Receipt'), receipt(erasure));
      this.loadSoon();
    } catch (failure) {
      show(told, h('p', { class: 'problem' }, failure.message));
    }
  }

  enrol(preset) {
    const form = enrolForm({ gallery: this.gallery ?? 'default', ...preset }, () => this.loadSoon());
    openDialog('Enrol images', form);
    form.closest('dialog').addEventListener('close', () => form.stop());
  }

  dropped(event) {
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    if (files.length > 0) {
      this.enrol({ files });
    }
  }

  /** The mirror of the console follows the service a moment later. */
  loadSoon() {
    setTimeout(() => this.load(), 400);
    setTimeout(() => this.load(), 1500);
  }

  showMap(map) {
    this.points = map.points;
    this.map.redraw();
    show(this.mapNote, map.points.length < 3
      ? 'A map needs three templates at least.'
      : `Each dot is a template, a ring a negative one. They lie in the two directions in which the embeddings spread most (principal components): ${rate(map.shareX)} and ${rate(map.shareY)} of the whole spread. Dots that are near here may be far apart in the other directions; the similarity beside each subject counts.${map.shown < map.templates ? ` ${count(map.shown)} of ${count(map.templates)} templates are shown.` : ''}`);
  }

  drawMap(width, height) {
    if (this.points.length < 3) {
      return [];
    }
    const xs = this.points.map((point) => point.x);
    const ys = this.points.map((point) => point.y);
    const x = scaleOf(Math.min(...xs), Math.max(...xs) || 1, 16, width - 16);
    const y = scaleOf(Math.min(...ys), Math.max(...ys) || 1, height - 16, 16);
    const kind = (point) => `template ${point.kind === 'NEGATIVE' ? 'negative' : ''} ${this.lit === null ? '' : point.subject === this.lit ? 'lit' : 'dim'}`;
    const dots = this.points.map((point) => dot(x(point.x), y(point.y), 5, kind(point), `${point.subject}, exemplar ${point.exemplar}`));
    return [...dots, ...this.names(x, y, width)];
  }

  /** Names of few subjects, or of the one that is pointed at: beside the first of their dots. */
  names(x, y, width) {
    const first = new Map();
    this.points.filter((point) => point.kind !== 'NEGATIVE' && !first.has(point.subject)).forEach((point) => first.set(point.subject, point));
    const named = [...first.values()].filter((point) => (this.lit === null ? first.size <= NAMED_SUBJECTS && width > 600 : point.subject === this.lit));
    return named.map((point) => {
      const left = x(point.x) > width - 140;
      const name = point.subject.length > 24 ? `${point.subject.slice(0, 23)}…` : point.subject;
      return text(x(point.x) + (left ? -9 : 9), y(point.y) + 4, name, { class: 'name', 'text-anchor': left ? 'end' : 'start' });
    });
  }

  close() {
    clearInterval(this.timer);
    clearTimeout(this.typing);
    this.view.removeEventListener('dragover', this.onDrag);
    this.view.removeEventListener('drop', this.onDrop);
    this.turn += 1;
  }
}

function nearestLine(nearest, gallery) {
  if (nearest === null) {
    return h('p', { class: 'nearest quiet small' }, 'no other subject to compare with');
  }
  return h('div', { class: 'nearest' },
    h('div', { class: 'thumb tiny' }, picture(exemplarPath(gallery, nearest.subject, nearest.exemplar), '')),
    h('div', { class: 'nearest-text' },
      h('span', { class: 'quiet small' }, 'nearest other'),
      h('span', { class: 'name', title: nearest.subject }, nearest.subject)),
    vary(h('span', { class: 'meter numbers', title: 'similarity' }, score(nearest.similarity)), { '--at': `${Math.max(0, nearest.similarity) * 100}%` }));
}

function nearestPair(subject, gallery, own) {
  const { nearest } = subject;
  const exemplar = nearest === null ? undefined : subject.exemplars.find((each) => each.name === nearest.own);
  return exemplar === undefined ? null : h('section', {},
    h('h3', {}, 'Nearest other subject'),
    h('div', { class: 'pair' },
      h('figure', {}, own(exemplar), h('figcaption', {}, h('span', { class: 'label' }, exemplar.name), h('span', { class: 'name' }, subject.name))),
      h('figure', {}, picture(exemplarPath(gallery, nearest.subject, nearest.exemplar), `Exemplar ${nearest.exemplar} of ${nearest.subject}`),
        h('figcaption', {}, h('span', { class: 'label' }, nearest.exemplar), h('span', { class: 'name' }, nearest.subject)))),
    h('p', { class: 'quiet' }, `Similarity ${score(nearest.similarity)}. The nearer it is to a threshold, the likelier the two are taken for each other.`));
}

function statusLabel(status) {
  const [word, tone, sign] = {
    ENROLLED: ['enrolled', 'is-match', '✓'],
    FLAGGED: ['flagged', 'is-uncertain', '⚑'],
    REJECTED: ['rejected', 'is-rejected', '!'],
  }[status] ?? [status.toLowerCase(), 'is-unknown', '·'];
  return h('span', { class: `outcome small ${tone}` }, h('span', { class: 'sign', 'aria-hidden': 'true' }, sign), word);
}
