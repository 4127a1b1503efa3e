import { describe, expect, it } from 'vitest';
import type { Experiment, RunRow } from '../../../src/core/run';
import { RowColumns } from '../../../src/views/explorer/row_columns';
import { runDescription, runSpoken, type RunSurroundings } from '../../../src/views/explorer/run_text';
import type { SortKey } from '../../../src/store/service';
import { metricSummary, runDetail } from '../../builders/run_detail';

const NOW = Date.UTC(2026, 10, 22, 12);
const STARTED: SortKey = { by: 'started', descending: true };
const DIGITS: Experiment = {
  name: 'digits', metric: 'acc', goal: 'max', chosen: false, runCount: 2, runningCount: 0, lastStartMs: NOW, best: { runId: 'other', name: 'other', value: 1 },
};

/** What is written beside a run that started two hours ago, with these values of the columns the explorer asks for. */
function described(row: Partial<RunRow>, values: Record<string, number | string> = {}, around: Partial<RunSurroundings> = {}): string {
  const { sort = STARTED } = around;
  const columns = RowColumns.of([DIGITS], sort);
  const metrics = columns.metrics.map((key) => (typeof values[key] === 'number' ? metricSummary(key, values[key]) : null));
  const params = columns.params.map((name) => (typeof values[name] === 'string' ? values[name] : null));
  const whole = { ...runDetail('a').row, startMs: NOW - 2 * 3_600_000, ...row, metrics, params };
  return runDescription(whole, columns, { experiment: DIGITS, best: undefined, stale: 0, sort, nowMs: NOW, ...around });
}

describe('what is written beside a run', () => {
  it('is its headline metric and its age', () => {
    expect(described({ status: 'FINISHED' }, { acc: 0.98123 })).toBe('acc 0.9812 · 2 h');
  });

  it('says when it is the best of its experiment', () => {
    const best = { ...DIGITS, best: { runId: 'f'.repeat(32), name: 'a', value: 0.9 } };
    expect(described({ runId: 'f'.repeat(32) }, { acc: 0.9 }, { experiment: best })).toBe('acc 0.9 best · 2 h');
  });

  it('is the kind of error of one that failed', () => {
    expect(described({ status: 'FAILED', error: 'ValueError: shapes\ndo not fit' })).toBe('ValueError · 2 h');
  });

  it.each([
    ['KILLED', 'stopped · 2 h'],
    ['CRASHED', 'crashed · 2 h'],
    ['UNKNOWN', 'not heard of · 2 h'],
  ] as const)('is a word for the state %s', (status, text) => {
    expect(described({ status })).toBe(text);
  });

  it('is how far a running one is', () => {
    expect(described({ status: 'RUNNING' }, { epoch: 7, epochs: '20' })).toBe('epoch 7/20 · 2 h');
  });

  it('names the commit, and marks changes that were not committed', () => {
    expect(described({ commit: '3f2c91a'.padEnd(40, '0'), branch: 'main', dirty: true })).toBe('2 h · main@3f2c91a ●');
  });

  it('begins with the star a person gave it', () => {
    expect(described({ starred: true })).toBe('★ 2 h');
  });

  it('counts the runs of a sweep and tells the best', () => {
    expect(described({ kind: 'sweep', childCount: 3 }, {}, { best: 0.979 })).toBe('3 runs · best 0.979 · 2 h');
  });

  it('counts the cells of a kernel session, and the runs that were marked in it', () => {
    expect(described({ kind: 'session', cellCount: 14 })).toBe('14 cells · 2 h');
    expect(described({ kind: 'session', cellCount: 1, childCount: 2, status: 'RUNNING' })).toBe('1 cell, 2 runs · 2 h');
    expect(described({ kind: 'session', cellCount: 14 }, {}, { stale: 2 })).toBe('14 cells, 2 stale · 2 h');
  });

  it('says of a kernel that it died', () => {
    expect(described({ kind: 'session', cellCount: 3, status: 'FAILED' })).toBe('3 cells · kernel died · 2 h');
  });

  it('is what the list is sorted by', () => {
    expect(described({}, { lr: '0.1', acc: 0.5 }, { sort: { by: 'param', key: 'lr', descending: false } })).toBe('lr 0.1 · 2 h');
  });

  it('marks a run that has problems', () => {
    expect(described({ problemCount: 2 })).toBe('2 h · ⚠');
  });
});

describe('a run in the Runs view, for the ear', () => {
  it.each([
    [{ status: 'KILLED' }, 'acc 0.9 · stopped · 2 h', 'a, stopped, acc 0.9, 2 h'],
    [{ status: 'RUNNING' }, 'acc 0.9 ↗ · 2 h', 'a, running, acc 0.9 rising, 2 h'],
    [{ status: 'FINISHED' }, '★ 2 h · main@3f2c91a ● · ⚠', 'a, finished, starred, 2 h, main@3f2c91a, with uncommitted changes, with problems'],
  ] as const)('is in words, its state once', (row, description, spoken) => {
    expect(runSpoken('a', { ...runDetail('a').row, ...row }, description)).toBe(spoken);
  });
});
