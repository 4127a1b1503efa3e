import { describe, expect, it } from 'vitest';
import type { ComparisonRow } from '../../../../src/protocol/comparison_page';
import { alignedText, metricLooks, runColumns, type RunCells } from '../../../../webview/comparison/run_columns';
import { metricSummary, runDetail } from '../../../builders/run_detail';

const row = (name: string, last: number, experiment = 'digits'): ComparisonRow => ({
  ...runDetail(name).row, experiment, metrics: [metricSummary('acc', last), metricSummary('loss', last)], params: ['0.1'], storeDir: '/w/.trialbook',
});
const chosen = { metrics: ['acc', 'loss'], params: ['lr'] };
const cells: RunCells = {
  columns: chosen, goals: new Map(), baseline: undefined, inks: new Map(), looks: new Map(), stores: new Map(), isChosen: () => true, choose: () => undefined, open: () => undefined,
};
const columnsOf = (...rows: ComparisonRow[]) => runColumns(chosen, rows, () => cells);

describe('the columns of the table of runs', () => {
  it('tell what came out and what was asked before the rest', () => {
    expect(columnsOf(row('a', 0.5)).map(({ title }) => title)).toEqual(['name', 'acc', 'lr', 'loss', 'duration', 'started']);
  });

  it('tell the experiment where there are several', () => {
    expect(columnsOf(row('a', 0.5, 'one'), row('b', 0.5, 'other')).map(({ title }) => title)).toContain('experiment');
  });

  it('are wider for longer values, within bounds', () => {
    const widthOf = (name: string) => columnsOf(row(name, 0.5))[0]?.width ?? 0;
    expect(widthOf('a-name-of-some-length')).toBeGreaterThan(widthOf('a'));
    expect(widthOf('x'.repeat(1000))).toBe(widthOf('x'.repeat(500)));
  });
});

describe('the values of a metric below each other', () => {
  const looks = metricLooks([row('a', 0.9733), row('b', 0.92), row('c', 3)], ['acc']).get('acc') ?? { digits: 0, decimals: 0 };

  it('have room for the decimals that others have, and no digits that they have not', () => {
    expect([0.9733, 0.92, 3].map((value) => alignedText(value, looks))).toEqual(['0.9733', '0.92\u2007\u2007', '3\u2008\u2007\u2007\u2007\u2007']);
  });

  it('stay as they are where they are no plain numbers', () => {
    expect([null, Infinity, 1e-9].map((value) => alignedText(value, looks))).toEqual(['NaN', 'inf', '1e-9']);
  });
});
