// Pictures that come inside of an answer, and files that a person gives.

import { h, show } from '../core/dom.js';

/** A square with a PNG in it that came as base64. `name` is one more class of the square. */
export function pngPicture(base64, alt, name = '') {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return h('div', { class: `picture ${name}` }, imageOf(new Blob([bytes], { type: 'image/png' }), alt, () => {}));
}

/** A square with a file in it that a person gave. It stays empty where the browser does not read the format, such as TIFF. */
export function filePicture(file) {
  const box = h('div', { class: 'picture' });
  return show(box, imageOf(file, '', () => show(box)));
}

/** An image with an address of its own, which is given back once it is decoded or cannot be. */
function imageOf(blob, alt, failed) {
  const url = URL.createObjectURL(blob);
  return h('img', { src: url, alt, load: () => URL.revokeObjectURL(url), error: () => { URL.revokeObjectURL(url); failed(); } });
}

/** A picture with what it is beneath. */
export const captioned = (picture, label, name) =>
  h('figure', {}, picture, h('figcaption', {}, h('span', { class: 'label' }, label), h('span', { class: 'name', title: name }, name)));

/**
 * A place to drop image files on, or to choose them.
 *
 * @param take given the files
 * @param words what to do
 */
export function dropZone(words, take, { multiple = false, extra = [] } = {}) {
  const input = h('input', { type: 'file', class: 'unseen', accept: 'image/*,.tif,.tiff,.bmp,.webp', multiple, tabindex: '-1', 'aria-label': words,
    change: () => { give(input.files); input.value = ''; } });
  const give = (files) => { if (files.length > 0) { take([...files]); } };
  const zone = h('div', {
    class: 'drop',
    dragover: (event) => { event.preventDefault(); zone.classList.add('over'); },
    dragleave: () => zone.classList.remove('over'),
    drop: (event) => { event.preventDefault(); event.stopPropagation(); zone.classList.remove('over'); give(event.dataTransfer.files); },
  }, h('p', {}, words), h('div', { class: 'actions' }, h('button', { type: 'button', click: () => input.click() }, 'Choose a file'), extra), input);
  return zone;
}

/** Image files that were pasted. */
export const pastedImages = (event) => [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith('image/'));
