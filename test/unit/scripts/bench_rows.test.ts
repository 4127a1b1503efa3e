import { describe, expect, it } from 'vitest';
import { isMet, median, type Row } from '../../../bench/row.mts';
import { cellsOf, markdownTable, plainTable } from '../../../bench/table.mts';

const row = (change: Partial<Row>): Row => ({ what: 'a call', unit: 'ms', values: [1], ...change });

describe('the median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[10, 9, 1, 2], 5.5],
    [[7], 7],
  ])('of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});

describe('a budget', () => {
  it('is kept by the median, whatever single rounds were', () => {
    expect(isMet(row({ values: [1, 2, 90], budget: { most: 2 } }))).toBe(true);
    expect(isMet(row({ values: [1, 3, 90], budget: { most: 2 } }))).toBe(false);
    expect(isMet(row({ values: [1, 300, 400], budget: { least: 300 } }))).toBe(true);
    expect(isMet(row({ values: [1, 299, 400], budget: { least: 300 } }))).toBe(false);
  });

  it('that was never given is neither kept nor missed', () => {
    expect(cellsOf(row({}))).toEqual(['a call', '', '1 ms', '', '']);
  });
});

describe('a row of the benchmarks', () => {
  it('shows the median with the least and the greatest, and the peer beside it', () => {
    const cells = cellsOf(row({ unit: 'points/s', values: [123456.7, 1, 200000], budget: { least: 100_000 }, peer: { how: 'in batches', values: [0.1234, 55] } }));
    expect(cells).toEqual(['a call', '≥ 100,000 points/s', '123,457 points/s (1–200,000)', 'yes', 'in batches: 27.6 points/s (0.123–55)']);
  });

  it('keeps its columns on a page and in a terminal', () => {
    expect(markdownTable([row({ what: 'a|b' })]).split('\n').at(-1)).toBe('| a\\|b |  | 1 ms |  |  |');
    const [head = '', line = ''] = plainTable([row({ budget: { most: 5 } })]).split('\n');
    expect(line.indexOf('≤ 5 ms')).toBe(head.indexOf('budget'));
  });
});
