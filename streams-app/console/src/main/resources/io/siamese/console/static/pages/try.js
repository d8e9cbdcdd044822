// Compares an image with the gallery without publishing it, and shows why.

import { getJson, postBytes } from '../core/api.js';
import { h, show, vary } from '../core/dom.js';
import { rate, score } from '../core/format.js';
import { expectedError, question, reasonWords } from '../core/words.js';
import { captioned, dropZone, pastedImages, pngPicture } from '../parts/bytes.js';
import { cameraButton } from '../parts/camera.js';
import { emptyState, failureNotice } from '../parts/empty.js';
import { pageHead } from '../parts/frame.js';
import { outcomeClass, outcomeLabel } from '../parts/outcome.js';
import { exemplarPath, picture } from '../parts/picture.js';
import { scoreScale } from '../parts/scale.js';

export async function open(view, parameters) {
  const page = new TryPage(view, parameters);
  await page.galleries();
  return () => page.close();
}

class TryPage {
  constructor(view, parameters) {
    this.file = null;
    this.gallery = h('select', { id: 'try-gallery', change: () => this.compare() });
    this.claim = h('input', { id: 'try-claim', placeholder: 'empty: search the gallery', autocomplete: 'off', value: parameters.get('claim') ?? '', change: () => this.compare() });
    this.wanted = parameters.get('gallery');
    this.result = h('div', { 'aria-live': 'polite' });
    const place = h('div', { class: 'camera-place' });
    this.camera = cameraButton(place, (files) => this.take(files));
    const field = (label, input) => h('div', { class: 'field' }, h('label', { for: input.id }, label), input);
    show(view,
      pageHead('Try', 'Compares an image with the gallery here in the console. Nothing is published and nothing is kept.'),
      h('section', { class: 'card' },
        dropZone('Drop an image here, or paste one.', (files) => this.take(files), { extra: this.camera.button === null ? [] : [this.camera.button] }),
        place,
        h('form', { class: 'filters', submit: (event) => { event.preventDefault(); this.compare(); } }, field('Gallery', this.gallery), field('Claimed subject', this.claim))),
      this.result);
    this.onPaste = (event) => this.take(pastedImages(event));
    document.addEventListener('paste', this.onPaste);
  }

  async galleries() {
    try {
      const overview = await getJson('/api/gallery');
      show(this.gallery, (overview.galleries.length === 0 ? [{ name: 'default' }] : overview.galleries).map((each) =>
        h('option', { value: each.name, selected: each.name === (this.wanted ?? 'default') }, each.name)));
      show(this.result, this.mismatch(overview.modelEncoderId, overview.encoderId));
    } catch (failure) {
      show(this.result, failureNotice(failure));
    }
  }

  mismatch(own, deciding) {
    return own === deciding ? null : h('div', { class: 'card notice is-uncertain', role: 'status' },
      h('h2', {}, deciding === null ? 'No encoder decides yet' : 'The console has another encoder than the gallery'),
      h('p', {}, deciding === null
        ? 'The gallery log names none: start the service first.'
        : `The console’s model is encoder ${own}, the gallery’s is ${deciding}. Embeddings of two encoders cannot be compared. Start the console with the service’s model: ./siamese console --model FILE`));
  }

  take(files) {
    if (files.length > 0) {
      [this.file] = files;
      this.compare();
    }
  }

  async compare() {
    if (this.file === null) {
      return;
    }
    const mine = this.turn = (this.turn ?? 0) + 1;
    const query = new URLSearchParams({ gallery: this.gallery.value, claim: this.claim.value.trim() });
    this.wait();
    try {
      const trial = await postBytes(`/api/try?${query}`, this.file);
      if (mine === this.turn) {
        this.draw(trial);
      }
    } catch (failure) {
      if (mine === this.turn) {
        show(this.result, failureNotice(failure));
      }
    } finally {
      if (mine === this.turn) {
        this.result.removeAttribute('aria-busy');
      }
    }
  }

  /** What is shown of the image before is faint until the answer comes. */
  wait() {
    this.result.setAttribute('aria-busy', 'true');
    if (this.result.childElementCount === 0) {
      show(this.result, h('p', { class: 'state' }, 'Comparing …'));
    }
  }

  draw(trial) {
    const { verdict } = trial;
    const best = verdict?.candidates[0];
    const images = h('div', { class: 'pair trial' },
      captioned(pngPicture(trial.picture, 'Your image'), 'Your image', this.file.name),
      captioned(pngPicture(trial.seen, 'What the encoder saw of it', 'pixels'), 'What the encoder saw', `${trial.width} × ${trial.height} pixels`),
      best === undefined ? null : captioned(
        picture(exemplarPath(verdict.gallery, best.subject, best.exemplar), `Exemplar ${best.exemplar} of ${best.subject}`), 'Best exemplar', best.subject));
    this.difference = h('section', { class: 'card' });
    show(this.result,
      this.mismatch(trial.encoderId, trial.galleryEncoderId),
      h('section', { class: `card trial-card ${verdict === null ? '' : outcomeClass(verdict.outcome)}` },
        verdict === null ? null : h('div', { class: 'headline' }, outcomeLabel(verdict.outcome), h('span', { class: 'asked' }, question(verdict))),
        verdict?.reason ? h('p', { class: 'why' }, reasonWords(verdict.reason)) : null,
        images,
        verdict === null || best === undefined ? null : [this.scale(verdict), terms(verdict)]),
      best === undefined ? this.nothing(verdict) : [this.difference, this.ranking(verdict)]);
    if (best !== undefined) {
      this.explain(verdict, best);
    }
  }

  nothing(verdict) {
    return verdict === null ? null : emptyState('Nobody to compare with',
      verdict.reason === 'UNKNOWN_SUBJECT' ? 'The claimed subject is not enrolled in this gallery.' : 'Nobody is enrolled in this gallery.',
      h('a', { class: 'button', href: '#/gallery' }, 'Go to the gallery'));
  }

  scale(verdict) {
    const [best, runnerUp] = verdict.candidates;
    return scoreScale({ score: best.score, runnerUp: runnerUp?.score ?? null, threshold: verdict.threshold, reviewFrom: verdict.reviewFrom,
      noise: verdict.noise, outcomeClass: outcomeClass(verdict.outcome) });
  }

  ranking(verdict) {
    return h('section', { class: 'card' },
      h('h2', {}, verdict.claimedSubject === null ? 'Ranking' : 'The claimed subject'),
      h('ol', { class: 'ranking' }, verdict.candidates.map((candidate) => h('li', {},
        h('div', { class: 'thumb tiny' }, picture(exemplarPath(verdict.gallery, candidate.subject, candidate.exemplar), '')),
        h('span', { class: 'name', title: candidate.subject }, candidate.subject),
        vary(h('span', { class: 'meter numbers' }, score(candidate.score)), { '--at': `${Math.min(1, Math.max(0, candidate.similarity)) * 100}%` }),
        h('button', { 'aria-label': `Where it differs from ${candidate.subject}`, click: () => this.explainInView(verdict, candidate) }, 'Compare')))));
  }

  explainInView(verdict, candidate) {
    this.explain(verdict, candidate);
    this.difference.scrollIntoView({ block: 'nearest' });
  }

  async explain(verdict, candidate) {
    const mine = this.explaining = (this.explaining ?? 0) + 1;
    const place = this.difference;
    show(place, h('h2', {}, `Where the image and ${candidate.subject} differ`), h('div', { class: 'difference waiting' }, h('p', { class: 'quiet' }, 'Covering the images place by place …')));
    const query = new URLSearchParams({ gallery: verdict.gallery, subject: candidate.subject, exemplar: candidate.exemplar });
    try {
      const maps = await postBytes(`/api/try/difference?${query}`, this.file);
      if (mine === this.explaining) {
        show(place, h('h2', {}, `Where the image and ${candidate.subject} differ`), differenceView(maps, candidate));
      }
    } catch (failure) {
      if (mine === this.explaining) {
        show(place, h('h2', {}, `Where the image and ${candidate.subject} differ`), h('p', { class: 'problem' }, failure.message));
      }
    }
  }

  close() {
    this.turn = (this.turn ?? 0) + 1;
    this.camera.stop();
    document.removeEventListener('paste', this.onPaste);
  }
}

function terms(verdict) {
  const error = expectedError(verdict);
  return h('dl', { class: 'facts small' },
    h('dt', {}, 'Threshold'), h('dd', { class: 'numbers' }, score(verdict.threshold)),
    h('dt', {}, 'Expected error'), h('dd', {}, error.value === null ? 'beyond the calibration' : `${rate(error.value)} ${error.name}`),
    h('dt', {}, 'Policy'), h('dd', {}, verdict.policy === 'default' ? 'none in force: the service’s usual settings are assumed' : `${verdict.policy}, fusion ${verdict.fusion}`));
}

function differenceView(maps, candidate) {
  return h('div', { class: 'difference' },
    h('div', { class: 'pair maps' },
      captioned(pngPicture(maps.probe, 'Map over your image', 'pixels'), 'Your image', 'as the encoder saw it'),
      captioned(pngPicture(maps.exemplar, `Map over exemplar ${candidate.exemplar} of ${candidate.subject}`, 'pixels'), 'Exemplar', candidate.subject)),
    h('div', {},
      h('ul', { class: 'legend' },
        h('li', {}, h('span', { class: 'swatch alike' }), `alike: without this place the similarity falls, by up to ${score(maps.scale)}`),
        h('li', {}, h('span', { class: 'swatch different' }), 'different: without this place the similarity rises')),
      h('p', { class: 'quiet small' }, `A patch is moved over each image, and the similarity (${score(maps.similarity)}) is computed again with the patch covered. What is missing in one image shows on the other one. The maps explain the encoder; they are no evidence for or against a match, and losses do not add up.`)));
}
