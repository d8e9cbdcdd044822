// The DET curve of a calibration: what one error costs in the other.

import { count, rate } from '../core/format.js';
import { chart, dot, line, path, scaleOf, text } from './chart.js';

const TICKS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
const LEFT = 52;
const BOTTOM = 40;
const TOP = 26;

/**
 * A DET chart with one line a series, both axes by decades.
 *
 * @param series gives each { name, points }: the points have fmr and fnmr
 * @param here gives { fmr, fnmr } of the mark, or null
 */
export function detChart(series, here = () => null) {
  return chart('DET curve: share of wrong non-matches over share of wrong matches', 320, (width, height) => {
    const lines = series().filter((each) => each.points.length > 0);
    const all = lines.flatMap((each) => each.points);
    if (all.length === 0) {
      return [];
    }
    const x = axis(all.map((point) => point.fmr), LEFT, width - 16);
    const y = axis(all.map((point) => Math.max(point.fnmr, 0.0005)), height - BOTTOM, TOP);
    const at = here();
    return [
      ...x.ticks.flatMap((tick) => [line(x(tick), TOP, x(tick), height - BOTTOM, 'grid'), text(x(tick), height - BOTTOM + 16, rate(tick), { 'text-anchor': 'middle' })]),
      ...y.ticks.flatMap((tick) => [line(LEFT, y(tick), width - 16, y(tick), 'grid'), text(LEFT - 6, y(tick) + 4, rate(tick), { 'text-anchor': 'end' })]),
      text(width - 16, height - 4, 'false matches (FMR) →', { 'text-anchor': 'end', class: 'axis' }),
      text(4, 10, '↑ FNMR', { class: 'axis' }),
      ...lines.flatMap((each, i) => [
        path(each.points.map((point) => [x(point.fmr), y(Math.max(point.fnmr, 0.0005))]), `series series-${i}`),
        ...each.points.map((point) => dot(x(point.fmr), y(Math.max(point.fnmr, 0.0005)), 3.5, `point series-${i}`,
          `${each.name}: FMR ${rate(point.fmr)}, FNMR ${rate(point.fnmr)}, threshold ${point.threshold.toFixed(3)}`)),
      ]),
      at && [line(x(at.fmr), TOP, x(at.fmr), height - BOTTOM, 'cursor'), line(LEFT, y(at.fnmr), width - 16, y(at.fnmr), 'cursor'), dot(x(at.fmr), y(at.fnmr), 7, 'here')],
    ].flat().filter(Boolean);
  });
}

function axis(values, low, high) {
  const from = Math.max(...TICKS.filter((tick) => tick <= Math.min(...values) * 1.001), TICKS[0]);
  const to = Math.min(...TICKS.filter((tick) => tick >= Math.max(...values) * 0.999), 1);
  const scale = scaleOf(Math.min(from, Math.min(...values)), Math.max(to, Math.max(...values)), low, high, true);
  scale.ticks = TICKS.filter((tick) => tick >= from * 0.999 && tick <= to * 1.001);
  return scale;
}

/** A word for a number of exemplars. */
export const exemplarWord = (exemplars) => `${count(exemplars)} ${exemplars === 1 ? 'exemplar' : 'exemplars'}`;
