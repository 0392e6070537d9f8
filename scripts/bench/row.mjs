/** One figure, as a line of JSON for `scripts/bench.mjs`, which makes the table. All are texts; `ratio` is ours to the peer's. */
export function row({ what, ours, peer = '', ratio = '', goal = '' }) {
  console.log(JSON.stringify({ what, ours, peer, ratio: text(ratio), goal }));
}

/** What could not be measured, and why. */
export function unmeasured(what, why) {
  console.log(JSON.stringify({ what, ours: 'not measured', peer: why, ratio: '', goal: '' }));
}

function text(ratio) {
  return typeof ratio === 'number' ? ratio.toFixed(2) : ratio;
}

/** A goal, and whether a figure meets it. */
export const goal = (text, isMet) => `${text}: ${isMet ? 'met' : 'NOT met'}`;

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
export const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** Medians of two that take turns, after some turns to warm up; the ratio is of pairs, so that a drifting machine slows both. */
export async function compare(ours, peer, { runs, warm = 1 }) {
  const pairs = [];
  for (let i = 0; i < runs + warm; i++) pairs.push([await ours(), await peer()]);
  const counted = pairs.slice(warm);
  return {
    ours: median(counted.map(([a]) => a)),
    peer: median(counted.map(([, b]) => b)),
    ratio: median(counted.map(([a, b]) => a / b)),
  };
}

export async function timed(run) {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** The slope of a straight line through points, by least squares: what one more costs. */
export function slope(points) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([a]) => a)), mean(points.map(([, b]) => b))];
  const up = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return up / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}
