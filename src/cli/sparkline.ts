import type { Bucket } from '../core/series';

const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * A curve in one line of text, a character for each so many buckets: the mean of each. `·` where there is nothing but NaN,
 * and an infinite value is the highest or the lowest level. '' for no points.
 */
export function sparkline(buckets: readonly Bucket[], width: number): string {
  const means = columnsOf(buckets, width).map(meanOf);
  const finite = means.filter((mean) => mean !== null && Number.isFinite(mean)) as number[];
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  return means.map((mean) => (mean === null ? '·' : (LEVELS[level(mean, low, high)] ?? ''))).join('');
}

function level(mean: number, low: number, high: number): number {
  if (mean === Infinity) return LEVELS.length - 1;
  if (mean === -Infinity) return 0;
  if (high === low) return Math.floor(LEVELS.length / 2);
  return Math.min(LEVELS.length - 1, Math.floor(((mean - low) / (high - low)) * LEVELS.length));
}

function meanOf(buckets: readonly Bucket[]): number | null {
  const count = buckets.reduce((sum, bucket) => sum + bucket.count - bucket.nanCount, 0);
  return count === 0 ? null : buckets.reduce((sum, bucket) => sum + bucket.sum, 0) / count;
}

/** The buckets in at most `width` groups of neighbours. */
function columnsOf(buckets: readonly Bucket[], width: number): Bucket[][] {
  const count = Math.min(width, buckets.length);
  return Array.from({ length: count }, (_, at) =>
    buckets.slice(Math.floor((at * buckets.length) / count), Math.floor(((at + 1) * buckets.length) / count)),
  );
}
