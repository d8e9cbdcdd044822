// Enrols images as exemplars of a subject: a record on the topic for each, and what became of it.

import { putBytes } from '../core/api.js';
import { h, show } from '../core/dom.js';
import { reasonWords } from '../core/words.js';
import { dropZone, filePicture } from './bytes.js';
import { cameraButton } from './camera.js';

/**
 * A form for new exemplars.
 *
 * @param preset { gallery, subject, files }
 * @param done called after each exemplar that was answered
 */
export function enrolForm(preset, done) {
  let files = [];
  const gallery = h('input', { id: 'enrol-gallery', required: true, value: preset.gallery ?? 'default', autocomplete: 'off' });
  const subject = h('input', { id: 'enrol-subject', required: true, value: preset.subject ?? '', autocomplete: 'off', placeholder: 'whose images these are' });
  const kind = h('select', { id: 'enrol-kind' },
    h('option', { value: 'POSITIVE' }, 'shows the subject'),
    h('option', { value: 'NEGATIVE' }, 'looks like the subject and is not'));
  const list = h('ol', { class: 'uploads', 'aria-label': 'Images to enrol', 'aria-live': 'polite' });
  const submit = h('button', { class: 'primary', disabled: true }, 'Enrol');
  const place = h('div', { class: 'camera-place' });
  const add = (more) => {
    files = files.concat(more.map((file) => ({ file, thumb: h('div', { class: 'thumb tiny' }, filePicture(file)), state: h('span', { class: 'quiet' }, 'waits') })));
    draw();
  };
  const camera = cameraButton(place, add);
  const zone = dropZone('Drop images here: each becomes an exemplar.', add, { multiple: true, extra: camera.button === null ? [] : [camera.button] });
  const field = (label, input) => h('div', { class: 'field' }, h('label', { for: input.id }, label), input);

  function draw() {
    show(list, files.map((entry) => h('li', {}, entry.thumb, h('span', { class: 'name' }, entry.file.name), entry.state)));
    offer();
  }

  function offer() {
    const waiting = files.filter((entry) => !entry.done).length;
    submit.disabled = waiting === 0;
    show(submit, waiting > 1 ? `Enrol ${waiting} images` : 'Enrol');
  }

  async function enrol(event) {
    event.preventDefault();
    submit.disabled = true;
    for (const entry of files.filter((each) => !each.done)) {
      show(entry.state, 'published, waiting for the service …');
      try {
        const status = await putBytes(`/api/gallery/exemplar?${new URLSearchParams({
          gallery: gallery.value.trim(), subject: subject.value.trim(), exemplar: entry.file.name, kind: kind.value })}`, entry.file);
        entry.done = true;
        entry.state.className = status.status === 'REJECTED' ? 'problem' : 'fine';
        show(entry.state, said(status));
      } catch (failure) {
        entry.state.className = 'problem';
        show(entry.state, failure.message);
      }
      done();
    }
    offer();
  }

  const form = h('form', { class: 'enrol', submit: enrol },
    h('div', { class: 'filters' }, field('Gallery', gallery), field('Subject', subject), field('Each image', kind)),
    zone, place, list,
    h('div', { class: 'actions' }, submit));
  form.stop = camera.stop;
  add(preset.files ?? []);
  return form;
}

function said(status) {
  const words = { ENROLLED: 'enrolled', FLAGGED: 'enrolled and flagged', REJECTED: 'rejected' }[status.status] ?? status.status;
  return status.reason === null ? `${words}, epoch ${status.galleryEpoch}` : `${words}: ${reasonWords(status.reason)}`;
}
