'use strict';
// Draws the plots of the report from the data in the page. Colours are CSS variables, so that light and dark need no redrawing.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const MATED = 'var(--mated)', OTHER = 'var(--other)', THIRD = 'var(--third)', INK = 'var(--ink)', QUIET = 'var(--quiet)';
  const W = 736, M = {top: 12, right: 28, bottom: 48, left: 64};
  const percent = share => {
    const p = 100 * share;
    return (p >= 10 || p === 0 ? p.toFixed(1) : p >= 1 ? p.toFixed(2) : p.toPrecision(2)) + ' %';
  };
  const short = share => +(100 * share).toPrecision(6) + ' %';

  // Inverse of the normal distribution (Acklam's rational approximation, relative error below 1.2e-9).
  function probit(p) {
    const a = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239];
    const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
    const c = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
    const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
    const poly = (k, x) => k.reduce((sum, each) => sum * x + each, 0);
    if (p > 0.97575) return -probit(1 - p);
    if (p < 0.02425) {
      const q = Math.sqrt(-2 * Math.log(p));
      return poly(c, q) / (poly(d, q) * q + 1);
    }
    const q = p - 0.5, r = q * q;
    return poly(a, r) * q / (poly(b, r) * r + 1);
  }

  // Axes, grid and titles; x and y are scales whose domains are set. Returns the layer to draw in, clipped to the frame.
  function frame(id, {height = 440, x, y, xTicks, yTicks, xFormat, yFormat, xTitle, yTitle, description}) {
    x.range([M.left, W - M.right]);
    y.range([height - M.bottom, M.top]);
    const svg = d3.select('#' + id).append('svg').attr('viewBox', `0 0 ${W} ${height}`)
      .attr('role', 'img').attr('aria-label', description);
    const grid = svg.append('g').attr('class', 'grid');
    xTicks.forEach(t => {
      grid.append('line').attr('x1', x(t)).attr('x2', x(t)).attr('y1', M.top).attr('y2', height - M.bottom);
      svg.append('text').attr('x', x(t)).attr('y', height - M.bottom + 18).attr('text-anchor', 'middle').text(xFormat(t));
    });
    yTicks.forEach(t => {
      grid.append('line').attr('x1', M.left).attr('x2', W - M.right).attr('y1', y(t)).attr('y2', y(t));
      svg.append('text').attr('x', M.left - 8).attr('y', y(t)).attr('dy', '.32em').attr('text-anchor', 'end').text(yFormat(t));
    });
    svg.append('rect').attr('class', 'frame').attr('x', M.left).attr('y', M.top)
      .attr('width', W - M.left - M.right).attr('height', height - M.top - M.bottom);
    svg.append('text').attr('class', 'title').attr('x', (M.left + W - M.right) / 2).attr('y', height - 8)
      .attr('text-anchor', 'middle').text(xTitle);
    svg.append('text').attr('class', 'title').attr('transform', `translate(15,${(height - M.bottom + M.top) / 2}) rotate(-90)`)
      .attr('text-anchor', 'middle').text(yTitle);
    svg.append('clipPath').attr('id', id + '-clip').append('rect').attr('x', M.left - 5).attr('y', M.top - 5)
      .attr('width', W - M.left - M.right + 10).attr('height', height - M.top - M.bottom + 10);
    return svg.append('g').attr('clip-path', `url(#${id}-clip)`);
  }

  function legend(id, entries) {
    const rows = d3.select('#' + id).insert('div', ':first-child').attr('class', 'legend').selectAll('span').data(entries).join('span');
    const key = rows.append('svg').attr('viewBox', '0 0 30 12').attr('aria-hidden', 'true');
    key.filter(e => !e.area).append('line').attr('x1', 0).attr('x2', 30).attr('y1', 6).attr('y2', 6).attr('stroke', e => e.colour)
      .attr('stroke-width', 2.5).attr('stroke-dasharray', e => e.dash || null);
    key.filter(e => e.area).append('rect').attr('width', 30).attr('height', 12).attr('fill', e => e.colour).attr('fill-opacity', .35)
      .attr('stroke', e => e.colour);
    rows.append(e => document.createTextNode(e.title));
  }

  const line = (layer, points, colour, dash, opacity) => layer.append('path').attr('d', d3.line()(points)).attr('fill', 'none')
    .attr('stroke', colour).attr('stroke-width', 2).attr('stroke-dasharray', dash || null).attr('stroke-opacity', opacity || 1)
    .attr('stroke-linejoin', 'round');

  function dot(layer, x, y, low, high, colour, text) {
    const g = layer.append('g');
    if (low !== null) {
      g.append('line').attr('x1', x).attr('x2', x).attr('y1', low).attr('y2', high).attr('stroke', colour).attr('stroke-width', 1.5);
      [low, high].forEach(end => g.append('line').attr('x1', x - 4).attr('x2', x + 4).attr('y1', end).attr('y2', end)
        .attr('stroke', colour).attr('stroke-width', 1.5));
    }
    g.append('circle').attr('cx', x).attr('cy', y).attr('r', 4).attr('fill', colour);
    g.append('circle').attr('cx', x).attr('cy', y).attr('r', 11).attr('fill', 'transparent');
    g.append('title').text(text);
  }

  function det() {
    const ticks = [0.0001, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4];
    const seen = data.kinds.flatMap(k => k.det).filter(p => p.fmr > 0 && p.fnmr > 0 && p.fmr <= 0.5 && p.fnmr <= 0.9);
    const floor = values => Math.max(0.00005, Math.min(0.005, d3.min(values) || 0.005));
    const ceiling = Math.min(0.9, Math.max(0.5, d3.max(seen, p => p.fnmr) || 0.5));
    const x = d3.scaleLinear().domain([probit(floor(seen.map(p => p.fmr))), probit(0.5)]);
    const y = d3.scaleLinear().domain([probit(Math.max(0.0005, floor(seen.map(p => p.fnmr)))), probit(ceiling)]);
    const within = (scale, extra) => ticks.concat(extra).filter(t => probit(t) >= scale.domain()[0] && probit(t) <= scale.domain()[1])
      .map(probit);
    const back = new Map(ticks.concat([0.6, 0.8]).map(t => [probit(t), short(t)]));
    const layer = frame('det', {height: 520, x, y, xTicks: within(x, []), yTicks: within(y, [0.6, 0.8]),
      xFormat: t => back.get(t), yFormat: t => back.get(t), xTitle: 'FMR: different classes that match',
      yTitle: 'FNMR: one class that does not match', description: 'Detection error trade-off curves'});
    const equal = [Math.max(x.domain()[0], y.domain()[0]), Math.min(x.domain()[1], y.domain()[1])];
    line(layer, equal.map(t => [x(t), y(t)]), QUIET, '1 4', .8);
    const colour = kind => ({1: MATED, 3: OTHER, 5: THIRD})[kind.exemplars] || INK;
    const dash = kind => kind.exemplars > 1 && kind.fusion === 'BEST' ? '6 4' : null;
    // The calibrated fusion lies between the two others: its curves would only cover theirs.
    const kinds = data.kinds.filter(k => k.fusion !== 'CALIBRATED');
    kinds.forEach(kind => {
      const points = kind.det.filter(p => p.fmr > 0 && p.fnmr > 0 && p.fmr < 1 && p.fnmr < 1);
      const place = p => [x(probit(p.fmr)), y(probit(p.fnmr))];
      const firm = points.filter(p => p.fmr >= kind.leastFmr);
      line(layer, points.filter(p => p.fmr <= kind.leastFmr).map(place), colour(kind), dash(kind), .35);
      line(layer, firm.map(place), colour(kind), dash(kind));
    });
    kinds.filter(k => k.exemplars === 1 || (k.exemplars === 5 && k.fusion === 'MEAN')).forEach(kind => kind.points
      .filter(p => p.missed > 0 && p.missed < 1).forEach(p => dot(layer, x(probit(p.rate)), y(probit(p.missed)),
        y(probit(Math.max(p.interval.low, 1e-5))), y(probit(Math.min(p.interval.high, 1 - 1e-5))), colour(kind),
        `${kind.title}: FNMR ${percent(p.missed)} at FMR ${short(p.rate)}, threshold ${p.threshold.toFixed(3)}`)));
    legend('det', kinds.map(k => ({title: k.title, colour: colour(k), dash: dash(k)})));
  }

  function scores() {
    const h = data.kinds[0].histogram, end = h.from + h.width * h.mated.length;
    const x = d3.scaleLinear().domain([h.from, end]), y = d3.scaleLinear().domain([0, 1.05 * d3.max(h.mated.concat(h.nonMated))]);
    const layer = frame('scores', {height: 360, x, y, xTicks: x.ticks(10), yTicks: y.ticks(6), xFormat: t => +t.toFixed(6),
      yFormat: t => short(t), xTitle: 'similarity', yTitle: 'share of the comparisons of its kind', description: 'Histogram of similarities'});
    [[h.nonMated, OTHER], [h.mated, MATED]].forEach(([shares, colour]) => {
      const steps = shares.flatMap((s, i) => [[x(h.from + i * h.width), y(s)], [x(h.from + (i + 1) * h.width), y(s)]]);
      const outline = [[x(h.from), y(0)], ...steps, [x(end), y(0)]];
      layer.append('path').attr('d', d3.line()(outline)).attr('fill', colour).attr('fill-opacity', .3).attr('stroke', colour)
        .attr('stroke-width', 1.5);
    });
    line(layer, [[x(data.threshold), y.range()[0]], [x(data.threshold), y.range()[1]]], INK, '5 4');
    legend('scores', [{title: 'one class (mated)', colour: MATED, area: true}, {title: 'different classes (non-mated)', colour: OTHER,
      area: true}, {title: 'threshold at FMR 1 %', colour: INK, dash: '5 4'}]);
  }

  function reliability() {
    const bins = data.kinds[0].likelihoods.reliability.filter(b => b.observed !== null);
    if (bins.length === 0) return;
    const around = values => [Math.floor(d3.min(values) - .1), Math.ceil(d3.max(values) + .1)];
    const across = around(bins.map(b => b.stated)), up = around(bins.flatMap(b => [b.observed, b.interval.low, b.interval.high, b.stated]));
    const x = d3.scaleLinear().domain(across), y = d3.scaleLinear().domain(up);
    const ticks = domain => d3.range(domain[0], domain[1] + 1);
    const odds = t => t === 0 ? '1' : t > 0 ? d3.format(',')(10 ** t) : '1/' + d3.format(',')(Math.round(10 ** -t));
    const layer = frame('reliability', {height: 480, x, y, xTicks: ticks(across), yTicks: ticks(up), xFormat: odds, yFormat: odds,
      xTitle: 'likelihood ratio that the model states', yTitle: 'likelihood ratio observed', description: 'Reliability diagram'});
    line(layer, across.map(t => [x(t), y(t)]), QUIET, '5 4');
    bins.forEach(b => dot(layer, x(b.stated), y(b.observed), y(b.interval.low), y(b.interval.high), MATED,
      `stated ${(10 ** b.stated).toPrecision(3)}, observed ${(10 ** b.observed).toPrecision(3)}; ${b.mated} mated and ${b.nonMated} non-mated comparisons`));
    legend('reliability', [{title: 'observed', colour: MATED}, {title: 'perfect', colour: QUIET, dash: '5 4'}]);
  }

  function search() {
    const sizes = data.identification, most = d3.max(sizes, s => s.subjects);
    const points = sizes.flatMap(s => s.points.filter(p => p.missed !== null));
    const x = d3.scaleLog().domain([0.85, most * 1.2]);
    const y = d3.scaleLinear().domain([0, Math.min(1, 1.1 * (d3.max(points, p => p.interval.high) || 1))]).nice();
    const layer = frame('search', {height: 400, x, y, xTicks: sizes.map(s => s.subjects), yTicks: y.ticks(6), xFormat: t => t,
      yFormat: short, xTitle: 'subjects in the gallery', yTitle: 'FNIR', description: 'Missed searches against gallery size'});
    const series = [[0, MATED], [1, OTHER]];
    series.forEach(([i, colour]) => {
      const own = sizes.filter(s => s.points[i].missed !== null);
      line(layer, own.map(s => [x(s.subjects), y(s.points[i].missed)]), colour);
      own.forEach(s => dot(layer, x(s.subjects), y(s.points[i].missed), y(s.points[i].interval.low), y(s.points[i].interval.high), colour,
        `${s.subjects} subjects: FNIR ${percent(s.points[i].missed)} at FPIR ${short(s.points[i].rate)}`));
    });
    line(layer, sizes.map(s => [x(s.subjects), y(s.notFirst)]), QUIET, '5 4');
    legend('search', series.map(([i, colour]) => ({title: 'at FPIR ' + short(sizes[0].points[i].rate), colour}))
      .concat({title: 'not first, whatever the threshold', colour: QUIET, dash: '5 4'}));
  }

  function runs() {
    const x = d3.scaleBand().domain(data.runs.map(r => r.name)).padding(.25);
    const y = d3.scaleLinear().domain([0, Math.max(1, d3.max(data.runs, r => r.errors)) * 1.1]);
    const layer = frame('runs', {height: 280, x: Object.assign(t => x(t) + x.bandwidth() / 2, {range: r => x.range(r)}), y,
      xTicks: data.runs.map(r => r.name), yTicks: y.ticks(5).filter(Number.isInteger), xFormat: t => t.replace(/^run/, ''), yFormat: t => t,
      xTitle: 'run', yTitle: 'errors', description: 'Errors of each run'});
    data.runs.forEach(r => layer.append('rect').attr('x', x(r.name)).attr('width', x.bandwidth()).attr('y', y(r.errors))
      .attr('height', y(0) - y(r.errors)).attr('fill', MATED).append('title').text(`${r.name}: ${r.errors} of ${r.trials}`));
    const mean = d3.mean(data.runs, r => r.errors);
    line(layer, [[M.left, y(mean)], [W - M.right, y(mean)]], INK, '5 4');
  }

  function learning() {
    const points = data.learning, x = d3.scaleLinear().domain([0, d3.max(points, p => p.step)]);
    const series = [['FNMR at FMR 1 %', 'fnmr', OTHER], ['20-way error', 'error', MATED], ['EER', 'eer', THIRD]];
    const values = points.flatMap(p => series.map(s => p[s[1]])).filter(v => v > 0);
    const y = d3.scaleLog().domain([d3.min(values) / 1.15, d3.max(values) * 1.15]);
    const ticks = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1].filter(t => t >= y.domain()[0] && t <= y.domain()[1]);
    const layer = frame('learning', {height: 400, x, y, xTicks: x.ticks(8), yTicks: ticks, xFormat: d3.format(','), yFormat: short,
      xTitle: 'steps', yTitle: 'error rate', description: 'Learning curves'});
    series.forEach(([title, key, colour]) => {
      const own = points.filter(p => p[key] > 0);
      line(layer, own.map(p => [x(p.step), y(p[key])]), colour);
      own.forEach(p => layer.append('circle').attr('cx', x(p.step)).attr('cy', y(p[key])).attr('r', points.length > 60 ? 1.5 : 3)
        .attr('fill', colour).append('title').text(`step ${p.step}: ${title} ${percent(p[key])}`));
    });
    legend('learning', series.map(([title, , colour]) => ({title, colour})));
    const own = points.filter(p => Number.isFinite(p.loss));
    const z = d3.scaleLinear().domain(d3.extent(own, p => p.loss)).nice();
    const small = frame('loss', {height: 240, x, y: z, xTicks: x.ticks(8), yTicks: z.ticks(4), xFormat: d3.format(','),
      yFormat: t => +t.toFixed(6), xTitle: 'steps', yTitle: 'loss', description: 'Training loss'});
    line(small, own.map(p => [x(p.step), z(p.loss)]), QUIET);
  }

  [['det', det], ['scores', scores], ['reliability', reliability], ['search', search], ['runs', runs], ['learning', learning]]
    .filter(([id]) => document.getElementById(id)).forEach(([, draw]) => draw());
})();
