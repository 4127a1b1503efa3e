import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { comparisonPageAsks } from '../../../src/protocol/comparison_page';
import { runPageAsks } from '../../../src/protocol/run_page';

const runId = 'a'.repeat(32);
const run = { storeDir: '/w/.trialbook', runId };
const refused = (schema: v.GenericSchema, asks: readonly unknown[]) => asks.filter((ask) => v.is(schema, ask));

describe('the host refuses a Run page', () => {
  it('series in an unknown order, over an endless stretch, or without a width', () => {
    const fits = { keys: ['loss'], x: 'step', px: 300 };
    expect(v.is(runPageAsks.series, fits)).toBe(true);
    expect(refused(runPageAsks.series, [{ ...fits, x: 'z' }, { ...fits, from: Infinity }, { ...fits, from: NaN }, { ...fits, px: 0 }, { ...fits, keys: 'loss' }])).toEqual([]);
  });

  it('actions that it does not offer', () => {
    expect(v.is(runPageAsks.act, { action: 'star' })).toBe(true);
    expect(refused(runPageAsks.act, [{ action: 'deleteForever' }, { action: '' }, {}])).toEqual([]);
  });

  it('runs by anything but an id', () => {
    expect(refused(runPageAsks.openRun, [{ runId: '../x' }, { runId: 'A'.repeat(32) }, { runId: `${runId}\n` }, { runId: 5 }])).toEqual([]);
  });
});

describe('the host refuses a Comparison page', () => {
  it('more runs at once than it compares', () => {
    const runs = (count: number) => Array.from({ length: count }, () => run);
    expect(v.is(comparisonPageAsks.compare, { runs: runs(100) })).toBe(true);
    expect(v.is(comparisonPageAsks.compare, { runs: runs(101) })).toBe(false);
  });

  it('an order by something that runs do not have', () => {
    const fits = { query: '', sort: { by: 'metric', key: 'acc', descending: true }, columns: { metrics: [], params: [] }, offset: 0, limit: 10 };
    expect(v.is(comparisonPageAsks.find, fits)).toBe(true);
    expect(refused(comparisonPageAsks.find, [{ ...fits, sort: { by: 'metric', descending: true } }, { ...fits, sort: { by: 'rowid', descending: true } }, { ...fits, offset: -1 }])).toEqual([]);
  });
});
