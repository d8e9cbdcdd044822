// The model card as a page.

import { getJson } from '../core/api.js';
import { h, show } from '../core/dom.js';
import { count, rate, score } from '../core/format.js';
import { detChart, exemplarWord } from '../parts/det.js';
import { emptyState } from '../parts/empty.js';
import { figures } from '../parts/figures.js';
import { pageHead } from '../parts/frame.js';
import { fmrPoints } from '../parts/rates.js';
import { table } from '../parts/table.js';

const FUSIONS = { BEST: 'best exemplar', MEAN: 'mean template', CALIBRATED: 'calibrated' };
const USES = [
  ['trained', 'Trained on', 'their gradients made the weights'],
  ['selected', 'Selected on', 'they chose among trainings'],
  ['calibrated', 'Calibrated on', 'thresholds were fitted on them'],
  ['reported', 'Measured on', 'the figures below come from them'],
];

export async function open(view) {
  const model = await getJson('/api/model');
  const { card, calibration } = model;
  show(view,
    pageHead('Model', 'What the encoder was made of, how often it errs, and which error rates it can promise.'),
    figures([
      { label: 'Encoder', value: h('span', { class: 'code' }, model.encoderId) },
      { label: 'Embedding', value: `${count(card.dimension)} numbers` },
      { label: 'Similarity', value: card.similarity.kind },
      { label: 'Trained on', value: card.trained ? `${count(card.trained.classes)} classes` : 'not said' },
    ]),
    model.galleryEncoderId === null || model.galleryEncoderId === model.encoderId ? null : h('div', { class: 'card notice is-uncertain' },
      h('h2', {}, 'The service decides with another encoder'),
      h('p', {}, `The gallery’s encoder is ${model.galleryEncoderId}. Start the console with the service’s model to see its card: ./siamese console --model FILE`)),
    calibration === null ? noCalibration() : [curve(calibration), thresholds(calibration), searches(calibration)],
    data(card), inputs(card, model.goldens), results(card), calibration === null ? null : refusals(calibration));
}

const noCalibration = () => emptyState('No calibration', 'This model has no thresholds by error rate. ./siamese calibrate makes them from your own images.');

function curve(calibration) {
  const sizes = [...new Set(calibration.fmr.map((point) => point.exemplars))].sort((a, b) => a - b);
  const series = sizes.map((size) => ({ name: exemplarWord(size), points: fmrPoints(calibration.fmr, 'BEST', size) }));
  return h('section', { class: 'card' },
    h('h2', {}, 'DET: one error against the other'),
    detChart(() => series).node,
    h('ul', { class: 'legend' }, series.map((each, i) => h('li', {}, h('span', { class: `swatch series-${i}` }), each.name))),
    h('p', { class: 'quiet small' }, `Claims, by the best exemplar. Calibration ${calibration.calibrationId}: ${calibration.population}.`));
}

function thresholds(calibration) {
  const single = calibration.fmr.filter((point) => point.fusion === 'BEST' && point.exemplars === 1);
  const several = calibration.fmr.filter((point) => point.exemplars > 1);
  const which = [
    { title: 'Fusion', cell: (point) => FUSIONS[point.fusion] ?? point.fusion },
    { title: 'Exemplars', cell: (point) => point.exemplars, number: true },
  ];
  const rates = [
    { title: 'FMR', cell: (point) => rate(point.fmr), number: true },
    { title: 'Threshold', cell: (point) => score(point.threshold), number: true },
    { title: 'FNMR', cell: (point) => rate(point.fnmr), number: true },
    { title: '95 % interval', cell: (point) => interval(point), number: true },
    { title: 'New group, 99 %', cell: (point) => (point.prediction ? interval(point.prediction) : '–'), number: true },
  ];
  return h('section', { class: 'card' },
    h('h2', {}, 'Thresholds of claims, by error rate'),
    h('p', { class: 'quiet small' }, 'One exemplar a subject. The 95 % interval is of the calibration’s own groups. The 99 % interval is for a group that it has not seen: expect a rate within that one.'),
    table('Thresholds of claims by false match rate, one exemplar', rates, single),
    several.length === 0 ? null : h('details', {}, h('summary', {}, 'With several exemplars, by each fusion'),
      table('Thresholds of claims by false match rate, several exemplars', [...which, ...rates], several)));
}

function searches(calibration) {
  const best = calibration.fpir.filter((point) => (point.fusion ?? 'BEST') === 'BEST' && (point.exemplars ?? 1) === 1);
  const rates = [...new Set(best.map((point) => point.fpir))].sort((a, b) => b - a);
  const sizes = [...new Set(best.map((point) => point.subjects))].sort((a, b) => a - b);
  const cell = (size, wanted) => score(best.find((point) => point.subjects === size && point.fpir === wanted)?.threshold);
  return best.length === 0 ? null : h('section', { class: 'card' },
    h('h2', {}, 'Thresholds of searches, by gallery size'),
    h('p', { class: 'quiet small' }, 'One exemplar a subject. A dash is a rate that the trials do not support.'),
    table('Thresholds of searches by gallery size and rate', [
      { title: 'Subjects', cell: (size) => count(size), number: true },
      ...rates.map((wanted) => ({ title: `FPIR ${rate(wanted)}`, cell: (size) => cell(size, wanted), number: true })),
    ], sizes));
}

function data(card) {
  const known = USES.filter(([name]) => card[name]);
  return h('section', { class: 'card' },
    h('h2', {}, 'Images'),
    known.length === 0 ? h('p', { class: 'quiet' }, 'The card does not say what the model was made of.') : h('dl', { class: 'facts' }, known.map(([name, words, about]) => [
      h('dt', {}, words),
      h('dd', {}, `${card[name].name}: ${count(card[name].classes)} classes, ${count(card[name].images)} images (${about})`,
        card[name].groups.length === 0 ? null : h('p', { class: 'quiet small' }, card[name].groups.map((group) => group.replaceAll('_', ' ')).join(', '))),
    ])));
}

function inputs(card, goldens) {
  const { parity, preprocessing } = card;
  const facts = [
    ['Preset', card.preset],
    ['Preprocessing', Object.entries(preprocessing).map(([name, value]) => `${name} ${Array.isArray(value) ? value.join('/') : value}`).join(', ')],
    ['Parity', parity.images === 0 ? 'not measured' : `the exported graph differs by ${parity.maxDifference.toPrecision(2)} at most, on ${count(parity.images)} images; ${parity.bound} is allowed`],
    ['Golden images', `${goldens}: a start that does not reproduce their embeddings is refused`],
    ['Made', card.made],
    ['Seeds', card.seeds.join(', ')],
    ['Versions', Object.entries(card.versions).map(([name, version]) => `${name} ${version}`).join(', ')],
    ...card.notes.map((note) => ['Note', note]),
  ];
  return h('section', { class: 'card' },
    h('h2', {}, 'How it was made'),
    h('dl', { class: 'facts' }, facts.filter(([, value]) => value !== '').map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
}

function results(card) {
  const rows = Object.entries(card.results);
  return rows.length === 0 ? null : h('section', { class: 'card' },
    h('h2', {}, 'Figures'),
    h('p', { class: 'quiet small' }, 'Measured on images that took no part in training or calibration. The hardest classes are not in a card: ./siamese evaluate --html names them.'),
    h('details', {}, h('summary', {}, `All ${rows.length} figures`), table('Figures of the card', [
      { title: 'Figure', cell: ([name]) => name },
      { title: 'Value', cell: ([, value]) => rate(value), number: true },
    ], rows)));
}

function refusals(calibration) {
  return calibration.refusals.length === 0 ? null : h('section', { class: 'card' },
    h('h2', {}, 'Not promised'),
    h('p', { class: 'quiet small' }, 'Rates with fewer than 30 errors behind them. A policy that asks for one is refused.'),
    h('details', {}, h('summary', {}, `All ${calibration.refusals.length} refusals`), table('Rates that are refused', [
      { title: 'Rate', cell: (refusal) => refusal.target },
      { title: 'Why', cell: (refusal) => refusal.reason },
    ], calibration.refusals)));
}

const interval = (range) => `${rate(range.low)} to ${rate(range.high)}`;
