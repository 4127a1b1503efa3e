import { describe, expect, it } from 'vitest';
import type { ComparisonRow } from '../../../../src/protocol/comparison_page';
import { deltaOf } from '../../../../webview/comparison/delta';
import { FoundRows } from '../../../../webview/comparison/row_source';
import { sortRows, type SortBy } from '../../../../src/core/sort_rows';
import { metricSummary, runDetail } from '../../../builders/run_detail';

const columns = { metrics: ['acc'], params: ['lr'] };

function row(name: string, { acc = null, lr = null, startMs = 0, endMs = 1 }: { acc?: number | null; lr?: string | null; startMs?: number; endMs?: number | null } = {}): ComparisonRow {
  const metrics = [acc === null ? null : metricSummary('acc', acc)];
  return { ...runDetail(name).row, startMs, endMs, metrics, params: [lr], storeDir: '/w/.trialbook' };
}
const order = (rows: readonly ComparisonRow[], sort: SortBy) => sortRows(rows, sort, columns, 100).map(({ name }) => name);

describe('sorting runs', () => {
  it('by a metric puts runs without it last, either way', () => {
    const rows = [row('none'), row('low', { acc: 0.1 }), row('high', { acc: 0.9 })];
    expect(order(rows, { by: 'metric', key: 'acc', descending: true })).toEqual(['high', 'low', 'none']);
    expect(order(rows, { by: 'metric', key: 'acc', descending: false })).toEqual(['low', 'high', 'none']);
  });

  it('by a param compares numbers as numbers, and before other texts', () => {
    const rows = [row('text', { lr: 'auto' }), row('ten', { lr: '10' }), row('small', { lr: '1e-3' }), row('none')];
    expect(order(rows, { by: 'param', key: 'lr', descending: false })).toEqual(['small', 'ten', 'text', 'none']);
  });

  it('by duration counts a run that goes on until now', () => {
    const rows = [row('running', { startMs: 0, endMs: null }), row('short', { startMs: 0, endMs: 5 })];
    expect(order(rows, { by: 'duration', descending: true })).toEqual(['running', 'short']);
  });

  it('keeps the order of runs that are equal', () => {
    const rows = [row('b', { acc: 1 }), row('a', { acc: 1 })];
    expect(order(rows, { by: 'metric', key: 'acc', descending: true })).toEqual(['b', 'a']);
  });
});

describe('the difference to the baseline', () => {
  it('has a sign, and says whether it is better', () => {
    expect(deltaOf(0.95, 0.9, 'max')).toEqual({ text: '+0.05', better: true });
    expect(deltaOf(0.95, 0.9, 'min')).toEqual({ text: '+0.05', better: false });
    expect(deltaOf(0.5, 0.9, null)).toEqual({ text: '−0.4', better: null });
  });

  it.each([[null, 1], [1, null], [2, 2], [Infinity, 1], [Infinity, Infinity]])('of %s to %s is none', (value, baseline) => {
    expect(deltaOf(value, baseline, 'max')).toBeNull();
  });
});

describe('runs that a filter finds', () => {
  function found(total: number) {
    const asked: number[] = [];
    const rows = new FoundRows(
      async (offset, limit) => {
        asked.push(offset);
        return { rows: Array.from({ length: Math.min(limit, total - offset) }, (_, index) => row(`run-${offset + index}`)), total };
      },
      () => undefined,
      () => undefined,
    );
    return { rows, asked };
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  it('are fetched in blocks around what is seen, each once', async () => {
    const { rows, asked } = found(100_000);
    await rows.begin();
    rows.want(0, 50);
    rows.want(50_190, 50_210);
    rows.want(50_195, 50_215);
    await settled();
    expect(rows.count).toBe(100_000);
    expect(asked).toEqual([0, 50_000, 50_200]);
    expect(rows.row(50_200)?.name).toBe('run-50200');
    expect(rows.row(70_000)).toBeUndefined();
  });

  it('are replaced where they stand', async () => {
    const { rows } = found(3);
    await rows.begin();
    const [, second] = rows.held;
    if (!second) throw new Error('there is no second row');
    rows.replace([{ ...second, note: 'new' }]);
    expect(rows.held.map(({ note }) => note)).toEqual(['', 'new', '']);
  });

  it('say what is wrong with the filter, and are asked for again afterwards', async () => {
    let fails = true;
    const rows = new FoundRows(
      async () => {
        if (fails) throw new Error('expected a value');
        return { rows: [row('a')], total: 1 };
      },
      () => undefined,
      () => undefined,
    );
    await expect(rows.begin()).rejects.toThrow('expected a value');
    fails = false;
    await rows.begin();
    expect(rows.count).toBe(1);
  });
});
