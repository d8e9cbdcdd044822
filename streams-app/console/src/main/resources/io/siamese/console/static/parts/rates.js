// Error rates over thresholds, as the calibration has them. Nothing is told outside of its points.

/** Points of a fusion and number of exemplars, by threshold. Of the numbers in the calibration, the smallest not below counts. */
export function fmrPoints(points, fusion, exemplars) {
  return rising(smallest(points.filter((point) => point.fusion === fusion), 'exemplars', exemplars));
}

/** Points of searches among so many subjects, by threshold. */
export function fpirPoints(points, fusion, exemplars, subjects) {
  const fused = smallest(points.filter((point) => point.fusion === fusion), 'exemplars', exemplars);
  return rising(smallest(fused, 'subjects', Math.max(1, subjects)));
}

/** Of the numbers of exemplars in the calibration, in their order, the smallest not below counts, or the largest where there are more. */
export const calibratedSize = (sizes, exemplars) => sizes.find((size) => size >= exemplars) ?? sizes[sizes.length - 1];

/** A rate at a threshold: linear between two points, in the rate's logarithm. Null outside of the points. */
export function rateAt(points, threshold, rate) {
  for (let i = 0; i < points.length; i++) {
    if (points[i].threshold === threshold) {
      return points[i][rate];
    }
    if (threshold < points[i].threshold) {
      return i === 0 ? null : between(points[i - 1], points[i], threshold, rate);
    }
  }
  return null;
}

/** The point whose threshold is nearest. */
export const nearestPoint = (points, threshold) => points.reduce(
  (best, point) => (best === null || distance(point, threshold) < distance(best, threshold) ? point : best), null);

const distance = (point, threshold) => Math.abs(point.threshold - threshold);

function between(left, right, threshold, rate) {
  const share = (threshold - left.threshold) / (right.threshold - left.threshold);
  if (left[rate] <= 0 || right[rate] <= 0) {
    return left[rate] + share * (right[rate] - left[rate]);
  }
  return Math.exp(Math.log(left[rate]) + share * (Math.log(right[rate]) - Math.log(left[rate])));
}

function smallest(points, name, least) {
  const sizes = points.map((point) => point[name]).filter((size) => size >= least);
  const chosen = Math.min(...sizes);
  return points.filter((point) => point[name] === chosen);
}

const rising = (points) => [...points].sort((a, b) => a.threshold - b.threshold);
