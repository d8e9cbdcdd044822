// What a threshold costs, what recent decisions would have been, and a request for a policy.

import { getJson, putJson, remove } from '../core/api.js';
import { h, show } from '../core/dom.js';
import { count, rate, score } from '../core/format.js';
import { chart, line, scaleOf, text } from '../parts/chart.js';
import { detChart, exemplarWord } from '../parts/det.js';
import { emptyState, failureNotice } from '../parts/empty.js';
import { figures } from '../parts/figures.js';
import { pageHead } from '../parts/frame.js';
import { outcomeLabel } from '../parts/outcome.js';
import { calibratedSize, fmrPoints, fpirPoints, nearestPoint, rateAt } from '../parts/rates.js';

const FUSIONS = { BEST: 'best exemplar', MEAN: 'mean template', CALIBRATED: 'calibrated' };
// No gallery has an empty name.
const EVERY_OTHER = '';
const BARS = 48;

export async function open(view, parameters) {
  const page = new PolicyPage(view, parameters);
  await page.load();
  return () => page.close();
}

class PolicyPage {
  constructor(view, parameters) {
    this.wanted = parameters.get('gallery');
    this.decisions = [];
    this.body = h('div', {}, h('p', { class: 'state' }, 'Reading the calibration …'));
    show(view,
      pageHead('Policy', 'Move the threshold and see what it costs. Then ask for it: the service answers whether the calibration can promise it.'),
      this.body);
  }

  async load() {
    try {
      this.standing = await getJson('/api/policy');
    } catch (failure) {
      show(this.body, failureNotice(failure));
      this.again = setTimeout(() => this.load(), 3000);
      return;
    }
    if (this.standing.fmr.length === 0) {
      show(this.body, emptyState('The model has no calibration', 'Make thresholds of your own images with ./siamese calibrate, and start the service and the console with that model.'));
      return;
    }
    this.build();
    await this.chooseGallery();
  }

  build() {
    const { standing } = this;
    const names = Object.keys(standing.galleries);
    const field = (label, input) => h('div', { class: 'field' }, h('label', { for: input.id }, label), input);
    const option = (value, words, selected) => h('option', { value, selected }, words);
    this.gallery = h('select', { id: 'policy-gallery', change: () => this.chooseGallery() },
      (names.length === 0 ? ['default'] : names).map((name) => option(name, name, name === (this.wanted ?? 'default'))),
      option(EVERY_OTHER, 'every other gallery'));
    this.kind = h('select', { id: 'policy-kind', change: () => this.reset() }, option('claim', 'claims, 1:1'), option('search', 'searches, 1:N'));
    this.fusion = h('select', { id: 'policy-fusion', change: () => this.reset() }, Object.entries(FUSIONS).map(([name, words]) => option(name, words)));
    this.sizes = [...new Set(standing.fmr.map((point) => point.exemplars))].sort((a, b) => a - b);
    this.exemplars = h('select', { id: 'policy-exemplars', change: () => this.reset() }, this.sizes.map((size) => option(size, exemplarWord(size))));
    this.slider = h('input', { id: 'policy-threshold', type: 'range', step: 0.001, input: () => this.moved() });
    this.shown = h('output', { for: 'policy-threshold', class: 'numbers threshold-value' });
    this.costs = h('div', { 'aria-live': 'polite' });
    this.det = detChart(() => [{ name: FUSIONS[this.fusion.value], points: this.fmr() }], () => this.here());
    this.histogram = chart('Scores of recent decisions, and the threshold', 200, (width, height) => this.drawScores(width, height));
    this.wouldBe = h('div', {});
    this.publication = h('div', {});
    const other = standing.encoderId === standing.galleryEncoderId ? null : h('div', { class: 'card notice is-uncertain' },
      h('h2', {}, 'The console has another encoder than the gallery'),
      h('p', {}, `These rates are of encoder ${standing.encoderId}; the gallery’s is ${standing.galleryEncoderId ?? 'not known'}. Start the console with the service’s model: ./siamese console --model FILE`));
    show(this.body, other,
      h('form', { class: 'filters', submit: (event) => event.preventDefault() },
        field('Gallery', this.gallery), field('What is asked', this.kind), field('Score', this.fusion), field('Exemplars of a subject', this.exemplars)),
      h('section', { class: 'card' },
        h('div', { class: 'threshold-head' }, h('label', { for: 'policy-threshold' }, 'Threshold'), this.shown),
        this.slider,
        this.costs),
      h('div', { class: 'two' },
        h('section', { class: 'card' }, h('h2', {}, 'One error against the other'), this.det.node,
          h('p', { class: 'quiet small' }, `Calibration ${standing.calibrationId}: ${standing.population}. Dots are what it supports; a rate beyond them is not promised.`)),
        h('section', { class: 'card' }, h('h2', {}, 'Recent decisions'), this.histogram.node, this.wouldBe)),
      this.publication);
  }

  async chooseGallery() {
    const policy = this.policy();
    this.fusion.value = policy?.fusion ?? 'BEST';
    this.exemplars.value = calibratedSize(this.sizes, this.standing.galleries[this.gallery.value]?.usualExemplars ?? 1);
    try {
      this.decisions = this.gallery.value === EVERY_OTHER ? [] : await getJson(`/api/policy/decisions?${new URLSearchParams({ gallery: this.gallery.value })}`);
    } catch {
      this.decisions = [];
    }
    const searches = this.decisions.filter((decision) => !decision.claimed).length;
    this.kind.value = searches > this.decisions.length / 2 ? 'search' : 'claim';
    this.reset();
    this.showPublication(null);
  }

  policy() {
    const { inForce } = this.standing;
    return inForce[this.gallery.value] ?? inForce[EVERY_OTHER] ?? null;
  }

  subjects() {
    return this.standing.galleries[this.gallery.value]?.subjects ?? 0;
  }

  fmr() {
    return fmrPoints(this.standing.fmr, this.fusion.value, Number(this.exemplars.value));
  }

  fpir() {
    return fpirPoints(this.standing.fpir, this.fusion.value, Number(this.exemplars.value), this.subjects());
  }

  /** Sets the slider to what is in force. */
  reset() {
    const policy = this.policy();
    const search = this.kind.value === 'search';
    const points = search ? this.fpir() : this.fmr();
    const wanted = policy?.fixedThreshold ?? points.find((point) =>
      Math.abs((search ? point.fpir : point.fmr) - (search ? policy?.targetFpir ?? 0.05 : policy?.targetFmr ?? 0.01)) < 1e-9)?.threshold;
    const own = this.scores().map((decision) => decision.score);
    const all = [...this.fmr(), ...this.fpir()].map((point) => point.threshold);
    const [from, to] = this.fusion.value === 'CALIBRATED' ? [Math.min(...all, ...own), Math.max(...all, ...own)] : [Math.min(0, ...own), 1];
    this.range = [Math.floor(from * 10) / 10, Math.ceil(to * 10) / 10];
    this.slider.min = this.range[0];
    this.slider.max = this.range[1];
    this.inForce = wanted ?? null;
    this.slider.value = wanted ?? nearestPoint(points, 0.7)?.threshold ?? 0.7;
    this.moved();
  }

  moved() {
    const threshold = Number(this.slider.value);
    show(this.shown, score(threshold));
    const fmr = rateAt(this.fmr(), threshold, 'fmr');
    const fnmr = rateAt(this.fmr(), threshold, 'fnmr');
    const fpir = rateAt(this.fpir(), threshold, 'fpir');
    const told = (points, name, value) => (value === null ? outside(points, threshold, name) : rate(value));
    const about = (words) => h('span', { class: 'quiet small' }, words);
    show(this.costs, figures([
      { label: 'FMR', value: told(this.fmr(), 'fmr', fmr), extra: about('of comparisons with somebody else match') },
      { label: 'FNMR', value: told(this.fmr(), 'fnmr', fnmr), extra: about('of the right people are turned away') },
      { label: `FPIR at N = ${count(this.subjects())}`, value: this.subjects() === 0 ? '–' : told(this.fpir(), 'fpir', fpir), extra: about('of strangers’ searches find somebody') },
    ]));
    this.det.redraw();
    this.histogram.redraw();
    this.showWouldBe(threshold);
    this.followSlider?.();
  }

  here() {
    const threshold = Number(this.slider.value);
    const fmr = rateAt(this.fmr(), threshold, 'fmr');
    const fnmr = rateAt(this.fmr(), threshold, 'fnmr');
    return fmr === null || fnmr === null ? null : { fmr, fnmr: Math.max(fnmr, 0.0005) };
  }

  /** Recent decisions of this kind, by this fusion. */
  scores() {
    const search = this.kind.value === 'search';
    return this.decisions.filter((decision) => decision.claimed !== search && decision.fusion === this.fusion.value);
  }

  drawScores(width, height) {
    const decisions = this.scores();
    if (decisions.length === 0) {
      return [];
    }
    const [from, to] = this.range;
    const x = scaleOf(from, to, 8, width - 8);
    const bars = Array.from({ length: BARS }, () => 0);
    decisions.forEach((decision) => {
      bars[Math.min(BARS - 1, Math.max(0, Math.floor(BARS * (decision.score - from) / (to - from))))] += 1;
    });
    const most = Math.max(...bars);
    const base = height - 26;
    const threshold = Number(this.slider.value);
    const bar = (number, i) => {
      const left = x(from + (to - from) * i / BARS);
      const right = x(from + (to - from) * (i + 1) / BARS);
      const top = base - (base - 24) * number / most;
      return number > 0 && line((left + right) / 2, base, (left + right) / 2, top, `bar ${(from + (to - from) * (i + 0.5) / BARS) >= threshold ? 'above' : ''}`);
    };
    return [
      line(8, base, width - 8, base, 'grid'),
      ...bars.map(bar),
      this.inForce === null ? null : line(x(this.inForce), 16, x(this.inForce), base, 'in-force'),
      line(x(threshold), 16, x(threshold), base, 'cursor'),
      text(x(threshold), 12, score(threshold), { 'text-anchor': x(threshold) > width - 40 ? 'end' : 'middle', class: 'strong' }),
      text(8, height - 8, score(from)), text(width - 8, height - 8, score(to), { 'text-anchor': 'end' }),
    ].filter(Boolean);
  }

  showWouldBe(threshold) {
    const decisions = this.scores();
    if (decisions.length === 0) {
      show(this.wouldBe, h('p', { class: 'quiet' }, this.gallery.value === EVERY_OTHER
        ? 'Choose one gallery to see its decisions.'
        : 'No decision of this kind, with a score of this fusion, among the latest ones that the console knows.'));
      return;
    }
    const now = decisions.filter((decision) => decision.outcome === 'MATCH').length;
    const then = decisions.filter((decision) => decision.score >= threshold).length;
    const gained = decisions.filter((decision) => decision.outcome !== 'MATCH' && decision.score >= threshold).length;
    const lost = decisions.filter((decision) => decision.outcome === 'MATCH' && decision.score < threshold).length;
    show(this.wouldBe,
      h('p', {}, `Of the latest ${count(decisions.length)}: `, outcomeLabel('MATCH'), ` ${count(now)} as decided, ${count(then)} at this threshold.`),
      h('p', { class: 'quiet small' }, `${count(gained)} would become a match, ${count(lost)} would no longer be one. A review zone, noise and negative exemplars are not counted here, and one threshold is taken for all numbers of exemplars.`));
  }

  showPublication(answer) {
    const fmrs = this.supported(this.standing.fmr, 'fmr');
    const fpirs = this.supported(this.standing.fpir, 'fpir');
    const policy = this.policy();
    const field = (label, input) => h('div', { class: 'field' }, h('label', { for: input.id }, label), input);
    const rates = (id, values, none, chosen) => h('select', { id }, none && h('option', { value: '' }, none), values.map((value) => h('option', { value, selected: Math.abs(value - chosen) < 1e-9 }, rate(value))));
    const fmr = rates('ask-fmr', fmrs, null, policy?.targetFmr ?? 0.01);
    const fpir = rates('ask-fpir', fpirs, null, policy?.targetFpir ?? 0.05);
    const review = rates('ask-review', fmrs, 'none', policy?.reviewFmr ?? -1);
    const fixed = h('input', { id: 'ask-fixed', type: 'checkbox', change: () => this.toggle(fixed, [fmr, fpir, review]) });
    const told = h('div', { 'aria-live': 'polite' }, answer && answerNotice(answer));
    this.followSlider = () => {
      const threshold = Number(this.slider.value);
      const search = this.kind.value === 'search';
      const nearest = nearestPoint(search ? this.fpir() : this.fmr(), threshold);
      if (nearest !== null && !fixed.checked) {
        (search ? fpir : fmr).value = search ? nearest.fpir : nearest.fmr;
      }
      show(fixedWords, `Ask for the threshold ${score(threshold)} itself`);
    };
    const fixedWords = h('label', { for: 'ask-fixed' });
    const ask = h('button', { class: 'primary', click: () => this.publish(this.request(fixed.checked, fmr, fpir, review, policy), ask, told) }, 'Ask for this policy');
    const own = this.standing.inForce[this.gallery.value];
    const drop = own === undefined ? null : h('button', { class: 'danger', click: () => this.publish(null, drop, told) }, 'Remove the policy');
    show(this.publication, h('section', { class: 'card' },
      h('h2', {}, this.gallery.value === EVERY_OTHER ? 'Policy of every other gallery' : `Policy of ${this.gallery.value}`),
      h('p', { class: 'quiet in-force-words' }, inForceWords(policy, own)),
      h('div', { class: 'filters' }, field('FMR of claims', fmr), field('FPIR of searches', fpir), field('Review claims from FMR', review)),
      h('div', { class: 'check' }, fixed, fixedWords),
      h('div', { class: 'actions' }, ask, drop), told));
    this.followSlider();
  }

  supported(points, name) {
    return [...new Set(points.filter((point) => point.fusion === this.fusion.value).map((point) => point[name]))].sort((a, b) => a - b);
  }

  toggle(fixed, selects) {
    selects.forEach((select) => { select.disabled = fixed.checked; });
  }

  /** What the page does not ask about stays as it is in force. */
  request(fixed, fmr, fpir, review, policy) {
    const kept = policy === null ? {} : { candidates: policy.candidates, prior: policy.prior, withholdSimilarities: policy.withholdSimilarities, gates: policy.gates };
    return fixed
      ? { ...kept, fusion: this.fusion.value, fixedThreshold: Number(this.slider.value) }
      : { ...kept, fusion: this.fusion.value, targetFmr: Number(fmr.value), targetFpir: Number(fpir.value),
          reviewFmr: review.value === '' ? null : Number(review.value), reviewFpir: policy?.reviewFpir ?? null };
  }

  async publish(request, button, told) {
    button.disabled = true;
    show(told, h('p', { class: 'state' }, 'Published. Waiting for the service’s answer …'));
    const path = `/api/policy?${new URLSearchParams(this.gallery.value === EVERY_OTHER ? { everyOther: true } : { gallery: this.gallery.value })}`;
    try {
      const answer = await (request === null ? remove(path) : putJson(path, request));
      await this.seen(answer);
      this.showPublication(answer);
      this.reset();
    } catch (failure) {
      show(told, h('p', { class: 'problem' }, failure.message));
      button.disabled = false;
    }
  }

  /** The console follows the gallery log a moment later than the answer comes. */
  async seen(answer) {
    await new Promise((done) => { setTimeout(done, answer.status === 'REJECTED' ? 0 : 600); });
    this.standing = await getJson('/api/policy');
  }

  close() {
    clearTimeout(this.again);
  }
}

/** On which side of the calibration's points the rate lies. It is not told how far. */
function outside(points, threshold, name) {
  if (points.length === 0) {
    return 'not known';
  }
  const low = threshold < points[0].threshold;
  const end = low ? points[0] : points[points.length - 1];
  return `${low === (name === 'fnmr') ? 'below' : 'above'} ${rate(end[name])}`;
}

function inForceWords(policy, own) {
  if (policy === null) {
    return 'None is in force: the service’s own settings decide (FMR 1 %, FPIR 5 % unless set otherwise).';
  }
  const terms = policy.fixedThreshold === null
    ? `FMR ${rate(policy.targetFmr)}, FPIR ${rate(policy.targetFpir)}${policy.reviewFmr === null ? '' : `, review from FMR ${rate(policy.reviewFmr)}`}`
    : `threshold ${score(policy.fixedThreshold)}${policy.expectedFmr === null ? '' : `, expected FMR ${rate(policy.expectedFmr)}`}`;
  return `In force: ${terms}, ${FUSIONS[policy.fusion] ?? policy.fusion}, version ${policy.version}${own === undefined ? ' (the policy of every other gallery)' : ''}.`;
}

function answerNotice(answer) {
  const refused = answer.status === 'REJECTED';
  const words = { ENROLLED: 'In force', REVOKED: 'Removed', REJECTED: 'Refused' }[answer.status] ?? answer.status;
  return h('div', { class: `notice answer ${refused ? 'is-rejected' : 'is-match'}`, role: 'status' },
    h('h3', {}, refused ? `${words}: ${answer.reason}` : `${words} from epoch ${answer.galleryEpoch}`),
    answer.detail === null ? null : h('p', {}, answer.detail));
}
