// The frame of every page: the name, the navigation, and the place of the page.

import { h } from '../core/dom.js';

/** Draws the frame; `select` marks the page that is shown. */
export function frame(pages) {
  const links = new Map(pages.map((page) => [page.name, h('a', { href: `#/${page.name}` }, page.title)]));
  const view = h('main', { id: 'view', tabindex: '-1' });
  const skip = h('a', { class: 'skip', href: '#view', click: (event) => jump(event, view) }, 'Skip to the page');
  const header = h('header', { class: 'bar' },
    h('a', { class: 'brand', href: `#/${pages[0].name}` }, h('img', { src: '/icon.svg', alt: '', width: 28, height: 28 }), 'siamese'),
    h('nav', { 'aria-label': 'Pages' }, h('ul', {}, [...links.values()].map((link) => h('li', {}, link)))));
  return { nodes: [skip, header, view], view, select: (page) => select(links, page) };
}

/** The head of a page: its title, one sentence about it, and what can be done. */
export function pageHead(title, about, ...actions) {
  return h('div', { class: 'page-head' },
    h('div', {}, h('h1', {}, title), h('p', { class: 'about' }, about)),
    h('div', { class: 'actions' }, actions));
}

function select(links, page) {
  links.forEach((link, name) => {
    if (name === page.name) {
      link.setAttribute('aria-current', 'page');
      link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else {
      link.removeAttribute('aria-current');
    }
  });
}

function jump(event, view) {
  // The address names the page; a jump within it must not change that.
  event.preventDefault();
  view.focus();
}
