import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { cellAsks, cellLine } from '../../../src/protocol/run_cells';
import { cellRow } from '../../builders/cell_row';

const metric = (key: string, value: number) => ({ key, value, step: null, runId: 'a'.repeat(32), source: 'log' as const });

describe('the line of an execution', () => {
  it('has the first line that does something', () => {
    expect(cellLine(cellRow({ source: '# comment\n\nmodel.fit(X, y)\nmore' })).line).toBe('model.fit(X, y)');
  });

  it('has nothing of a source that was taken out', () => {
    expect(cellLine(cellRow({ source: '', redactedMs: 5 })).line).toBeNull();
  });

  it('has the first metrics, and tells how many there are; those of the machine are none', () => {
    const metrics = [metric('system/cpu', 3), metric('a', 1), metric('b', NaN), metric('c', 2), metric('d', 3)];
    expect(cellLine(cellRow({ metrics }))).toMatchObject({ metrics: [{ key: 'a', value: 1 }, { key: 'b', value: NaN }, { key: 'c', value: 2 }], metricCount: 4 });
  });
});

describe('the host refuses a Run page', () => {
  it('more executions at once than it shows', () => {
    expect(v.is(cellAsks.cells, { offset: 9800, limit: 200 })).toBe(true);
    expect(v.is(cellAsks.cells, { offset: 0, limit: 501 })).toBe(false);
    expect(v.is(cellAsks.cells, { offset: -1, limit: 10 })).toBe(false);
  });

  it('commands for cells that it does not offer', () => {
    expect(v.is(cellAsks.actOnCell, { id: 3, action: 'redactCell' })).toBe(true);
    expect(v.is(cellAsks.actOnCell, { id: 3, action: 'deleteForever' })).toBe(false);
  });
});
