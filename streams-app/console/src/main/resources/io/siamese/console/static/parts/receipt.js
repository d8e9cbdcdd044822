// The receipt of an erasure: what was removed, and by when its bytes are gone.

import { h } from '../core/dom.js';
import { count, fullTime } from '../core/format.js';

/** The receipt as facts. */
export function receipt(erasure) {
  const templates = Object.entries(erasure.templates).map(([encoder, number]) => `${count(number)} of encoder ${encoder}`);
  const facts = [
    ['Erased', erasure.key],
    ['Templates', templates.join(', ') || 'none'],
    ['Images', count(erasure.images)],
    ['No decision names it', `from epoch ${erasure.galleryEpoch} on (gallery log ${erasure.galleryLog})`],
    ['Erased at', when(erasure.erasedAt)],
    ['Images leave the disk by', when(erasure.imagesGoneBy)],
    ['Tombstones leave it by', when(erasure.bytesGoneBy)],
    ...erasure.copies.map((copy) => [`Copies in ${copy.topic}`, copy.goneBy === null ? 'no bound on time' : `until ${when(copy.goneBy)}`]),
  ];
  return h('dl', { class: 'facts receipt' }, facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

const when = (time) => (time === null ? 'the topics’ settings promise no time' : fullTime(Date.parse(time)));
