import type { SeriesView } from '../../../src/core/series';
import { LineBuilder, type Trace } from './trace';

/**
 * An exponential moving average without the bias of its start: each value counts `weight` times as much as the one after
 * it. Of thinned data it takes each bucket's mean as that many equal points, which is close but not the same; a chart has
 * to say so. NaNs interrupt the line and are left out of the average; so are infinities.
 * @param weight from 0 (nothing is smoothed) to below 1
 */
export function smoothed(view: SeriesView, weight: number, { xShift = 0, logY = false } = {}): Trace {
  const line = new LineBuilder(logY);
  let average = 0;
  let seen = 0;
  for (const { xFirst, xLast, count, nanCount, sum } of view.buckets) {
    const x = (xFirst + xLast) / 2 + xShift;
    const numbers = count - nanCount;
    if (numbers === 0 || !Number.isFinite(sum)) {
      line.add(x, null);
      continue;
    }
    const kept = weight ** numbers;
    average = kept * average + (1 - kept) * (sum / numbers);
    seen += numbers;
    line.add(x, average / (1 - weight ** seen));
  }
  return line.build();
}
