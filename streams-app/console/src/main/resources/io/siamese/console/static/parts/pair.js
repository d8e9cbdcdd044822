// Images side by side, each with what it is.

import { h } from '../core/dom.js';
import { picture } from './picture.js';

/**
 * Images beside each other.
 *
 * @param images each { path, alt, label, name, loaded }: label says the role, name whose it is
 */
export function imagePair(images) {
  return h('div', { class: 'pair' }, images.map((image) =>
    h('figure', { class: image.path === null ? 'absent' : null },
      picture(image.path, image.alt, image.loaded),
      h('figcaption', {}, h('span', { class: 'label' }, image.label), h('span', { class: 'name', title: image.name }, image.name)))));
}
