import { addPoint, blockOf, bucketOf, type Block } from '../../src/core/block';
import type { SeriesView } from '../../src/core/series';

export interface SeriesOptions {
  readonly runId?: string;
  readonly key?: string;
  /** of the first point; each further one is at the next step, or a second later */
  readonly firstX?: number;
  /** how many points make a bucket; 1: every point is one */
  readonly perBucket?: number;
}

/** A series as the store gives it, of values one step apart; null is NaN. */
export function seriesOf(values: readonly (number | null)[], { runId = 'a'.repeat(32), key = 'loss', firstX = 0, perBucket = 1 }: SeriesOptions = {}): SeriesView {
  const blocks: Block[] = [];
  values.forEach((value, index) => {
    const last = blocks.at(-1);
    if (last && last.count < perBucket) addPoint(last, firstX + index, 0, value);
    else blocks.push(blockOf(firstX + index, 0, value));
  });
  const buckets = blocks.map((block) => bucketOf(block, 'step', 0));
  return { runId, key, x: 'step', count: values.length, total: values.length, raw: perBucket === 1, buckets };
}
