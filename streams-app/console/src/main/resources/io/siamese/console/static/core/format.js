// Numbers and times as people read them, in their own zone and way of writing.

const WHOLE = new Intl.NumberFormat();
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const NOTHING = '–';

export const count = (value) => (isNumber(value) ? WHOLE.format(value) : NOTHING);

/** A score or similarity, with three decimals and a true minus. */
export const score = (value) => (isNumber(value) ? value.toFixed(3).replace('-', '−') : NOTHING);

/** An error rate as a percentage: 0.01 is 1 %. */
export function rate(value) {
  if (!isNumber(value)) {
    return NOTHING;
  }
  const percent = value * 100;
  const digits = percent === 0 || percent >= 10 ? 0 : Math.min(6, 1 - Math.floor(Math.log10(percent)));
  return `${Number(percent.toFixed(digits))} %`;
}

/** A duration in milliseconds. */
export function duration(ms) {
  if (!isNumber(ms)) {
    return NOTHING;
  }
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}

/** Records a second. */
export const perSecond = (value) => (isNumber(value) ? `${value < 10 ? value.toFixed(1) : WHOLE.format(Math.round(value))}/s` : NOTHING);

/** The time of day, with the day where it is not today. */
export function time(ms) {
  if (!ms) {
    return NOTHING;
  }
  const date = new Date(ms);
  return DAY.format(date) === DAY.format(new Date()) ? CLOCK.format(date) : `${DAY.format(date)}, ${CLOCK.format(date)}`;
}

/** Day, time and zone in full. */
export const fullTime = (ms) => (ms ? FULL.format(new Date(ms)) : NOTHING);

const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);
