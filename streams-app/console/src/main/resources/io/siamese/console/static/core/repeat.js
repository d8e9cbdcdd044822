// Does something now and again every while, as long as the page is in front.

/**
 * Calls `step`, which may wait, then again so many milliseconds after it is done.
 *
 * @return ends it
 */
export function repeat(step, ms) {
  let timer = null;
  let ended = false;
  async function turn() {
    if (!document.hidden) {
      await step();
    }
    if (!ended) {
      timer = setTimeout(turn, ms);
    }
  }
  turn();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
