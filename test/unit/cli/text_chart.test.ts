import { describe, expect, it } from 'vitest';
import { sparkline } from '../../../src/cli/sparkline';
import { textChart } from '../../../src/cli/text_chart';
import type { Bucket } from '../../../src/core/series';

/** One point; NaN as the store gives it. */
const point = (x: number, value: number): Bucket => {
  const known = Number.isNaN(value) ? null : value;
  const nanCount = known === null ? 1 : 0;
  return { count: 1, nanCount, sum: known ?? 0, xFirst: x, first: known, xLast: x, last: known, xMin: x, min: known, xMax: x, max: known };
};
const points = (...values: number[]): Bucket[] => values.map((value, x) => point(x, value));

describe('a sparkline', () => {
  it('spans the levels', () => expect(sparkline(points(0, 1, 2, 3, 4, 5, 6, 7), 8)).toBe('▁▂▃▄▅▆▇█'));
  it('is level where nothing changes', () => expect(sparkline(points(3, 3), 8)).toBe('▅▅'));
  it('shows NaN as a gap, and infinities at the ends', () => expect(sparkline(points(0, NaN, 10, Infinity, -Infinity), 8)).toBe('▁·██▁'));
  it('is no longer than asked', () => expect(sparkline(points(...Array.from({ length: 100 }, (_, x) => x)), 10)).toHaveLength(10));
  it('of nothing is nothing', () => expect(sparkline([], 10)).toBe(''));
});

describe('a chart', () => {
  const draw = (buckets: Bucket[], width = 5, height = 3): string[] => textChart(buckets, { width, height }, String);

  it('puts the highest value on top and the lowest at the bottom', () => {
    expect(draw(points(0, 1, 2, 1, 0))).toEqual(['2 ┤  •', '  ┤ • •', '0 ┤•   •', '  └─────', '   0   4']);
  });

  it('reaches over all values of a column', () => {
    const bucket: Bucket = { ...point(2, 1), count: 9, min: 0, max: 2 };
    expect(draw([point(0, 1), bucket, point(4, 1)]).slice(0, 3)).toEqual(['2 ┤  │', '  ┤• │ •', '0 ┤  │']);
  });

  it('has no gap inside of a bucket', () => {
    expect(draw([{ ...point(0, 1), xLast: 4, count: 5 }])[1]).toBe('1 ┤•••••');
  });

  it('leaves a gap where there are no points', () => {
    expect(draw([point(0, 1), point(9, 2)], 10)[3]).toBe('  └──────────');
    expect(draw([point(0, 1), point(9, 2)], 10)[0]).toBe('2 ┤         •');
  });

  it('marks NaN on the axis, and infinities at the edges', () => {
    expect(draw(points(0, NaN, Infinity, -Infinity, 1))).toEqual(['1 ┤  ^ •', '  ┤', '0 ┤•  v', '  └─×───', '   0   4']);
  });

  it('of one point has one', () => {
    expect(draw([point(7, 0.5)])).toEqual(['    ┤', '0.5 ┤•', '    ┤', '    └─────', '     7']);
  });

  it('of nothing is nothing', () => expect(draw([])).toEqual([]));
});
