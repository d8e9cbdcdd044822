// Starts the console: signs in, draws the frame, and opens the page that the address names.

import { getJson, hasSession, openSession, signedOut } from './core/api.js';
import { show } from './core/dom.js';
import { frame } from './parts/frame.js';
import { signIn } from './parts/sign-in.js';
import { failureNotice } from './parts/empty.js';
import { PAGES } from './pages.js';

const AGAIN_MS = 2000;

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
    await drawFrame();
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
    await drawFrame();
  }));
}

async function drawFrame() {
  const about = await getJson('/api/about');
  const pages = PAGES.filter((page) => page.when?.(about) ?? true);
  const drawn = frame(pages);
  show(document.body, drawn.nodes);
  window.onhashchange = () => openPage(drawn, pages);
  openPage(drawn, pages);
}

async function openPage(drawn, pages) {
  const [name, query] = location.hash.replace(/^#\/?/, '').split('?');
  const page = pages.find((each) => each.name === name) ?? pages[0];
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
    if (mine === turn) {
      show(drawn.view, failureNotice(failure));
      // What is not connected yet will be.
      const again = setTimeout(() => openPage(drawn, pages), AGAIN_MS);
      leave = () => clearTimeout(again);
    }
  }
}

function end() {
  leave?.();
  leave = null;
}

start();
