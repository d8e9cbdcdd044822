// Pictures from the topics. They come with the token, as thumbnails that the server made, and say so where there is none.

import { getPicture } from '../core/api.js';
import { h, show } from '../core/dom.js';

const MOST_KEPT = 300;
const kept = new Map();

/** Where the image of a record of topic `images` is. */
export const probePath = (source) =>
  `/api/pictures/probe/${source.partition}/${source.offset}`;

/** Where the image of an exemplar is. */
export const exemplarPath = (gallery, subject, exemplar) =>
  `/api/pictures/exemplar?${new URLSearchParams({ gallery, subject, exemplar })}`;

/** Where the image in a dead letter is. */
export const deadLetterPath = (letter) => `/api/pictures/dead-letter/${letter.partition}/${letter.offset}`;

/**
 * A square with a picture in it, of the same size before and after it is there.
 *
 * @param path where the picture is, or null for none
 * @param alt what it shows
 * @param loaded told the headers beside the picture
 */
export function picture(path, alt, loaded = () => {}) {
  const box = h('div', { class: 'picture' });
  if (path === null) {
    show(box, h('span', { class: 'no-picture' }, alt));
    return box;
  }
  load(path).then(
    ({ url, headers }) => {
      show(box, h('img', { src: url, alt }));
      loaded(headers);
    },
    (failure) => show(box, h('span', { class: 'no-picture' }, failure.message)),
  );
  return box;
}

function load(path) {
  const known = kept.get(path);
  if (known) {
    return known;
  }
  const loading = getPicture(path).then(({ blob, headers }) => ({ url: URL.createObjectURL(blob), headers }));
  kept.set(path, loading);
  // What is not there now may be there later.
  loading.catch(() => kept.delete(path));
  forgetOldest();
  return loading;
}

function forgetOldest() {
  if (kept.size > MOST_KEPT) {
    const [path, loading] = kept.entries().next().value;
    kept.delete(path);
    loading.then(({ url }) => URL.revokeObjectURL(url), () => {});
  }
}
