// Starts the console: signs in, draws the frame, and opens the page that the address names.

import { hasSession, openSession, signedOut } from './core/api.js';
import { show } from './core/dom.js';
import { frame } from './parts/frame.js';
import { signIn } from './parts/sign-in.js';
import { failureNotice } from './parts/empty.js';
import { PAGES } from './pages.js';

let leave = null;
let turn = 0;

async function start() {
  signedOut.addEventListener('signed-out', askForToken);
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) {
    // Out of the address and the history at once.
    history.replaceState(null, '', location.pathname);
  }
  try {
    if (token !== null) {
      await openSession(token);
    } else if (!(await hasSession())) {
      return;
    }
    drawFrame();
  } catch (failure) {
    if (failure.status !== 401) {
      show(document.body, failureNotice(failure));
    }
  }
}

function askForToken() {
  end();
  show(document.body, signIn(async (token) => {
    await openSession(token);
    drawFrame();
  }));
}

function drawFrame() {
  const drawn = frame(PAGES);
  show(document.body, drawn.nodes);
  window.onhashchange = () => openPage(drawn);
  openPage(drawn);
}

async function openPage(drawn) {
  const [name, query] = location.hash.replace(/^#\/?/, '').split('?');
  const page = PAGES.find((each) => each.name === name) ?? PAGES[0];
  const mine = ++turn;
  end();
  drawn.select(page);
  document.title = `${page.title} · siamese console`;
  try {
    const module = await page.load();
    if (mine === turn) {
      show(drawn.view);
      leave = (await module.open(drawn.view, new URLSearchParams(query))) ?? null;
    }
  } catch (failure) {
    show(drawn.view, failureNotice(failure));
  }
}

function end() {
  leave?.();
  leave = null;
}

start();
