import { describe, expect, it } from 'vitest';
import type { CellRow } from '../../../src/core/cell';
import { matchCells, type NamedCell } from '../../../src/notebook/cell_match';
import { recordedCell } from '../../builders/recorded_cell';

const cell = (key: string, index: number, fields: Partial<NamedCell> = {}): NamedCell => ({ key, index, id: null, handle: null, source: `${key} = ${index}`, ...fields });
const keyOf = (cells: NamedCell[], row: CellRow, liveSession: string | null = null) => matchCells(cells, [row], liveSession).get(row.id);

describe('the cell of a recorded execution', () => {
  it('is known by its id, whatever its source has become', () => {
    const cells = [cell('a', 0, { id: 'one' }), cell('b', 1, { id: 'two', source: 'x = 1' })];
    expect(keyOf(cells, recordedCell({ cellId: 'one', source: 'x = 1' }))).toBe('a');
  });

  it('is another than all open ones where its id is gone and other ids hold', () => {
    const cells = [cell('a', 0, { id: 'one' })];
    const gone = recordedCell({ cellId: 'two', source: 'a = 0' });
    expect(matchCells(cells, [recordedCell({ cellId: 'one' }), gone], null).get(gone.id)).toBe('gone id two');
  });

  it('is known by its source where a tool gave all ids anew', () => {
    const cells = [cell('a', 0, { id: 'new-1' }), cell('b', 1, { id: 'new-2' })];
    expect(keyOf(cells, recordedCell({ cellId: 'old', source: 'b = 1' }))).toBe('b');
  });

  it('is known by its handle in the session that goes on', () => {
    const cells = [cell('a', 0, { handle: 'W0sZmlsZQ==' }), cell('b', 1, { handle: 'W1sZmlsZQ==' })];
    const row = recordedCell({ cellId: null, handle: 'W1sZmlsZQ%3D%3D', source: 'something else entirely' });
    expect(keyOf(cells, row, row.runId)).toBe('b');
  });

  it('is not told by a handle of an earlier session alone', () => {
    const cells = [cell('a', 0, { handle: 'W0', source: 'print(total)' }), cell('b', 1, { handle: 'W1', source: 'model = fit(rows)' })];
    expect(keyOf(cells, recordedCell({ cellId: null, handle: 'W0', source: 'model = fit(rows, lr)' }))).toBe('b');
  });

  it('is the same over sessions in which its handles differed', () => {
    const rows = [recordedCell({ cellId: null, handle: 'W7', runId: 'b'.repeat(32), source: 'show(rows)' }), recordedCell({ cellId: null, handle: 'W0', source: 'show(rows)' })];
    const keys = matchCells([cell('a', 0, { handle: 'W0', source: 'show(rows, 5)' })], rows, rows[1]!.runId);
    expect([...keys.values()]).toEqual(['a', 'a']);
  });

  it('is the nearest of those with the same source', () => {
    const cells = [cell('a', 0, { source: 'show()' }), cell('b', 5, { source: 'show()' })];
    expect(keyOf(cells, recordedCell({ cellId: null, source: 'show()', index: 4 }))).toBe('b');
  });

  it('is no open cell where none is like it', () => {
    const row = recordedCell({ cellId: null, source: 'model = fit(rows)' });
    expect(keyOf([cell('a', 0)], row)).toBe('gone source model = fit(rows)');
  });

  it('is one cell for all its executions, after it was deleted too', () => {
    const rows = [recordedCell({ cellId: 'gone', source: 'x = 1' }), recordedCell({ cellId: 'one' }), recordedCell({ cellId: 'gone', source: 'x = 2' })];
    const keys = matchCells([cell('a', 0, { id: 'one' })], rows, null);
    expect(rows.map(({ id }) => keys.get(id))).toEqual(['gone id gone', 'a', 'gone id gone']);
  });
});
