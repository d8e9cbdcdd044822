// Asks for the token where the address did not bring it.

import { h, show } from '../core/dom.js';

/** @param open called with the token; what it throws is shown */
export function signIn(open) {
  const problem = h('p', { class: 'problem', role: 'alert' });
  const field = h('input', { id: 'token', type: 'password', autocomplete: 'off', required: true });
  async function submit(event) {
    event.preventDefault();
    try {
      await open(field.value.trim());
    } catch (failure) {
      show(problem, failure.message);
      field.select();
    }
  }
  return h('main', { class: 'sign-in' },
    h('form', { class: 'card', submit },
      h('img', { src: '/icon.svg', alt: '', width: 48, height: 48 }),
      h('h1', {}, 'siamese console'),
      h('p', {}, 'Open the address that the console printed when it started, or paste its token here.'),
      h('label', { for: 'token' }, 'Token'),
      field,
      h('button', { class: 'primary' }, 'Open'),
      problem));
}
