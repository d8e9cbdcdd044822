// Whether all is well: how many decisions come, what is rejected and why, and what the service says about itself.

import { getJson, postJson } from '../core/api.js';
import { h, show, vary } from '../core/dom.js';
import { count, fullTime, perSecond, rate, time } from '../core/format.js';
import { repeat } from '../core/repeat.js';
import { reasonWords } from '../core/words.js';
import { emptyState, failureNotice } from '../parts/empty.js';
import { figures, sparkline } from '../parts/figures.js';
import { pageHead } from '../parts/frame.js';
import { deadLetterPath, picture } from '../parts/picture.js';
import { table } from '../parts/table.js';

const EVERY_MS = 2000;
const HISTORY_SECONDS = 300;

export function open(view) {
  const top = h('section', { 'aria-label': 'Figures' });
  const service = h('section', { class: 'card' });
  const rejections = h('section', { class: 'card' });
  const state = h('p', { class: 'state', role: 'status' }, ' ');
  const letters = h('section', { class: 'card' });
  show(view,
    pageHead('Health', 'How fast decisions come, what is rejected and why, and what the service says about itself.'),
    top, h('div', { class: 'columns' }, service, rejections), letters);
  let drawn = null;
  return repeat(async () => {
    try {
      const health = await getJson('/api/health');
      show(top, overview(health.counts));
      show(service, serviceCard(health.service));
      show(rejections, rejectionCard(health.counts));
      const newest = JSON.stringify(health.letters);
      if (newest !== drawn) {
        drawn = newest;
        show(letters, letterCard(health.letters, state));
      }
    } catch (failure) {
      show(top, failureNotice(failure));
    }
  }, EVERY_MS);
}

function overview(counts) {
  const rejected = counts.outcomes.REJECTED ?? 0;
  const uncertain = counts.outcomes.UNCERTAIN ?? 0;
  return figures([
    { label: 'Throughput', value: perSecond(counts.perSecond), extra: sparkline(counts.history.slice(-HISTORY_SECONDS), 'Decisions a second in the last five minutes') },
    { label: 'Decisions', value: count(counts.total), extra: h('span', { class: 'quiet' }, `since ${time(counts.since)}`) },
    { label: 'Rejected', value: count(rejected), extra: share(rejected, counts.total) },
    { label: 'Uncertain', value: count(uncertain), extra: share(uncertain, counts.total) },
  ]);
}

const share = (part, whole) => h('span', { class: 'quiet' }, whole === 0 ? 'of none' : `${rate(part / whole)} of all`);

function rejectionCard(counts) {
  const reasons = Object.entries(counts.rejections).sort((a, b) => b[1] - a[1]);
  const most = Math.max(1, ...reasons.map(([, value]) => value));
  return [h('h2', {}, 'Rejections by reason'), reasons.length === 0
    ? h('p', { class: 'quiet' }, 'Nothing was rejected.')
    : h('ul', { class: 'bars' }, reasons.map(([reason, value]) =>
        h('li', {},
          h('span', { class: 'bar-name' }, reasonWords(reason), h('code', {}, reason)),
          h('span', { class: 'numbers' }, count(value)),
          vary(h('span', { class: 'bar-line', 'aria-hidden': 'true' }), { '--share': `${(100 * value / most).toFixed(1)}%` }))))];
}

const ANSWERS = {
  ready: ['is-match', '✓', 'Ready'],
  'not ready': ['is-uncertain', '?', 'Not ready'],
  'no answer': ['is-rejected', '!', 'No answer'],
};

function serviceCard(service) {
  if (service.answer === 'unknown') {
    return [h('h2', {}, 'Service'), h('p', { class: 'quiet' }, 'No address of the service was given. A console that is started with ', h('code', { class: 'option' }, '--service-url'), ' shows its readiness and metrics here.')];
  }
  const [tone, sign, word] = ANSWERS[service.answer];
  return [
    h('h2', {}, 'Service'),
    h('p', {}, h('span', { class: `outcome ${tone}` }, h('span', { class: 'sign', 'aria-hidden': 'true' }, sign), word), h('span', { class: 'quiet' }, ` ${service.address}`)),
    service.reasons.length > 0 && h('ul', { class: 'reasons' }, service.reasons.map((reason) => h('li', {}, reason))),
    service.metrics.length > 0 && h('dl', { class: 'facts' }, facts(service.metrics).map(([name, value]) => [h('dt', {}, name), h('dd', { class: 'numbers' }, value)])),
  ];
}

/** What people ask for first, in words. */
function facts(metrics) {
  const of = (name, label = '') => metrics.filter((metric) => metric.name === name && metric.labels.includes(label));
  const sum = (list) => list.reduce((total, metric) => total + (Number.isFinite(metric.value) ? metric.value : 0), 0);
  const info = of('siamese_encoder_info')[0];
  const label = (name) => info?.labels.match(new RegExp(`${name}="([^"]*)"`))?.[1];
  const chunks = sum(of('siamese_chunk_count')) + sum(of('siamese_chunk_seconds_count'));
  return [
    ['Encoder', label('encoder_id') ?? label('encoder') ?? '–'],
    ['Provider', label('provider') ?? '–'],
    ['Records behind', count(sum(of('kafka_consumer_fetch_manager_records_lag_max').filter((metric) => metric.value > 0)))],
    ['Gallery epoch', count(sum(of('siamese_gallery_epoch').slice(0, 1)))],
    ['Templates', count(sum(of('siamese_gallery_templates')))],
    ['Held by open transactions', count(sum(of('siamese_stable_offset_lag')))],
    ['Chunks', count(chunks)],
    ['Images deleted undecided', count(sum(of('siamese_images_deleted_undecided_total')))],
  ];
}

function letterCard(letters, state) {
  const again = (letter) => async (event) => {
    const button = event.target.closest('button');
    button.disabled = true;
    try {
      const written = await postJson('/api/health/redrive', { partition: letter.partition, offset: letter.offset });
      show(state, `Sent again: ${written.topic}, partition ${written.partition}, offset ${written.offset}.`);
    } catch (failure) {
      show(state, failure.message);
      button.disabled = false;
    }
  };
  return [
    h('h2', {}, 'Dead letters'),
    state,
    letters.length === 0
      ? emptyState('No dead letters', 'A record that cannot be used appears here, byte for byte, with the reason.')
      : table('Dead letters, newest first', [
          { title: 'Image', cell: (letter) => h('div', { class: 'thumb' }, picture(deadLetterPath(letter), `Image of ${letter.key}`)) },
          { title: 'Id', cell: (letter) => letter.key || 'no key' },
          { title: 'Reason', cell: (letter) => h('span', { title: letter.reason }, reasonWords(letter.reason)) },
          { title: 'Received as', cell: (letter) => letter.source },
          { title: 'Bytes', cell: (letter) => (letter.bytes < 0 ? 'null' : count(letter.bytes)), number: true },
          { title: 'Time', cell: (letter) => h('span', { title: fullTime(letter.at), class: 'numbers' }, time(letter.at)) },
          { title: 'Again', cell: (letter) => h('button', { click: again(letter), 'aria-label': `Send ${letter.key || 'this record'} again` }, 'Send again') },
        ], letters),
  ];
}
