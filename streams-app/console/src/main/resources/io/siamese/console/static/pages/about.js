// What the console is connected to.

import { getJson } from '../core/api.js';
import { h, show } from '../core/dom.js';
import { pageHead } from '../parts/frame.js';
import { table } from '../parts/table.js';

export async function open(view) {
  const about = await getJson('/api/about');
  show(view,
    pageHead('About', 'What this console is connected to.'),
    h('section', { class: 'card' },
      h('dl', { class: 'facts' },
        h('dt', {}, 'Kafka'), h('dd', {}, about.brokers ?? about.waitingFor),
        h('dt', {}, 'Service'), h('dd', {}, about.service ?? 'no address was given (--service-url)'))),
    about.topics.length > 0 && h('section', { class: 'card' },
      h('h2', {}, 'Topics'),
      table('Topics of the contract', [
        { title: 'Topic', cell: (topic) => topic.name },
        { title: 'Partitions', cell: (topic) => topic.partitions, number: true },
      ], about.topics)));
}
