import { describe, expect, it } from 'vitest';
import { readAt } from '../../../../webview/shared/chart/reading';
import { readingsAt, type ChartRun } from '../../../../webview/shared/chart/chart_model';
import { seriesOf } from '../../../builders/series';

const run = (name: string): ChartRun => ({ runId: name, name, ink: { colour: 0, dash: 0 }, startMs: 0 });

describe('reading a series at a place of x', () => {
  const sparse = seriesOf([10, 20, 30]);

  it('takes the nearest point', () => {
    expect(readAt(sparse, 1.4)?.value).toBe(20);
    expect(readAt(sparse, 1.6)?.value).toBe(30);
  });

  it('reads nothing well beyond the ends, and the end itself close to it', () => {
    expect(readAt(sparse, 5, 1)).toBeUndefined();
    expect(readAt(sparse, -0.5, 1)?.value).toBe(10);
  });

  it('gives a NaN as one', () => {
    expect(readAt(seriesOf([1, null]), 1)?.value).toBeNull();
  });

  it('of thinned data takes the bucket that x lies in, with its extremes', () => {
    expect(readAt(seriesOf([1, 9, 2, 3, 4, 5], { perBucket: 3 }), 1)?.bucket).toMatchObject({ max: 9, last: 2 });
  });
});

describe('the values of all runs at the crosshair', () => {
  const series = [['a', 0.5], ['b', 0.9], ['c', null], ['d', 0.1]] as const;
  const all = series.map(([name, value]) => ({ view: seriesOf([value]), run: run(name), xShift: 0 }));
  const order = (goal: 'min' | 'max' | null) => readingsAt(all, 0, 1, goal).map((reading) => reading.run.name);

  it('come best first, and NaN last', () => {
    expect(order('max')).toEqual(['b', 'a', 'd', 'c']);
    expect(order('min')).toEqual(['d', 'a', 'b', 'c']);
  });

  it('come the greatest first where nothing says what is better', () => {
    expect(order(null)).toEqual(['b', 'a', 'd', 'c']);
  });
});
