import { describe, expect, it } from 'vitest';
import type { CellRow } from '../../../src/core/cell';
import { historyItem } from '../../../src/views/notebook/history_items';
import { recordedCell } from '../../builders/recorded_cell';

const item = (fields: Partial<CellRow>, now: string | null = 'x = 1') => historyItem(recordedCell(fields), { now, shown: false, nowMs: 1e12 });

describe('an execution in the history of its cell', () => {
  it('tells what it recorded', () => {
    expect(item({ count: 12, metrics: [{ key: 'acc', value: 0.94, step: null, runId: 'r', source: 'log' }] }).label).toBe('$(pass) [12] acc 0.94');
  });

  it('tells the first line that is another now, as it was', () => {
    expect(item({ source: 'x = 1\ny = 2' }, 'x = 1\ny = 3').detail).toBe('line 2: y = 2');
    expect(item({ source: 'x = 1' }, 'x = 1\ny = 3').detail).toBe('line 2 was not there: y = 3');
    expect(item({ source: 'x = 1' }).detail).toBe('the same source as now');
  });

  it('tells how it failed', () => {
    expect(item({ status: 'error', error: 'ValueError: no' }).description).toContain('ValueError');
  });

  it('shows nothing of what was redacted', () => {
    expect(item({ source: '', redactedMs: 5 }).detail).toBe('redacted');
  });

  it('of a cell that is gone has its first line', () => {
    expect(item({ source: '\nfit()' }, null).detail).toBe('fit()');
  });

  it('draws no icon that stands in a source', () => {
    expect(item({ source: 'echo $(date)' }).detail).not.toContain('$(');
  });
});
