import { describe, expect, it } from 'vitest';
import { traceOf, type Trace } from '../../../../webview/shared/chart/trace';
import { randomNumbers } from '../../../builders/random';
import { seriesOf } from '../../../builders/series';

/** The line as pairs; a gap is a null. */
function line({ xs, ys }: Trace): ([number, number] | null)[] {
  return [...xs].map((x, index) => (Number.isNaN(ys[index]) ? null : [x, ys[index] ?? NaN]));
}

describe('the line of a series', () => {
  it('goes through every point where every point is there', () => {
    expect(line(traceOf(seriesOf([3, 1, 2])))).toEqual([[0, 3], [1, 1], [2, 2]]);
  });

  it('goes through the first, least, greatest and last point of a bucket, each at its place', () => {
    const bucket = seriesOf([5, 2, 4, 9, 7, 6], { perBucket: 6 });
    expect(line(traceOf(bucket))).toEqual([[0, 5], [1, 2], [3, 9], [5, 6]]);
  });

  it('hides no minimum and no maximum, however the series is thinned', () => {
    const random = randomNumbers(7);
    const values = Array.from({ length: 5000 }, () => (random() < 0.002 ? 100 : 1) * (random() - 0.5));
    const { ys } = traceOf(seriesOf(values, { perBucket: 73 }));
    for (let start = 0; start < values.length; start += 73) {
      const part = values.slice(start, start + 73);
      expect(ys).toContain(Math.min(...part));
      expect(ys).toContain(Math.max(...part));
    }
  });

  it('never goes back in x', () => {
    const random = randomNumbers(3);
    const { xs } = traceOf(seriesOf(Array.from({ length: 1000 }, random), { perBucket: 17 }));
    expect([...xs]).toEqual([...xs].sort((a, b) => a - b));
  });

  it('is interrupted by a NaN, which is marked where it was', () => {
    const trace = traceOf(seriesOf([1, null, 3]));
    expect(line(trace)).toEqual([[0, 1], null, [2, 3]]);
    expect(trace.marks).toEqual([{ kind: 'nan', x: 1, xEnd: 1, count: 1 }]);
  });

  it('marks how many NaNs a bucket of numbers holds, and from where to where', () => {
    const { marks } = traceOf(seriesOf([1, null, null, 4], { perBucket: 4 }));
    expect(marks).toEqual([{ kind: 'nan', x: 0, xEnd: 3, count: 2 }]);
  });

  it('marks infinities at the edge that they lie behind', () => {
    const trace = traceOf(seriesOf([1, Infinity, 2, -Infinity]));
    expect(line(trace)).toEqual([[0, 1], null, [2, 2], null]);
    expect(trace.marks.map(({ kind, x }) => [kind, x])).toEqual([['above', 1], ['below', 3]]);
  });

  it('marks an infinity inside a bucket once', () => {
    expect(traceOf(seriesOf([1, Infinity, 2], { perBucket: 3 })).marks.map(({ kind, x }) => [kind, x])).toEqual([['above', 1]]);
  });

  it('marks what a logarithmic axis has no place for', () => {
    const trace = traceOf(seriesOf([1, 0, -2, 3]), { logY: true });
    expect(line(trace)).toEqual([[0, 1], null, null, [3, 3]]);
    expect(trace.marks.map(({ kind, x }) => [kind, x])).toEqual([['below', 1], ['below', 2]]);
  });

  it('is moved as a whole', () => {
    expect(line(traceOf(seriesOf([1, 2], { firstX: 100 }), { xShift: -100 }))).toEqual([[0, 1], [1, 2]]);
  });
});
