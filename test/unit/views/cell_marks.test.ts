import { describe, expect, it } from 'vitest';
import type { CellMetric, CellRow } from '../../../src/core/cell';
import { cellMarks, type CellMark, type NotebookNow, type ShownCell } from '../../../src/views/notebook/cell_marks';
import { askedText, markTooltip, metricText, spoken, staleText, type MarkContext } from '../../../src/views/notebook/cell_mark_text';
import { recordedCell } from '../../builders/recorded_cell';

const SESSION = 'a'.repeat(32);
const shown = (row: CellRow, fields: Partial<ShownCell> = {}): ShownCell => ({ key: 'one', id: 'one', handle: null, index: 0, source: row.source, language: 'python', count: row.count, ...fields });
const acc = (value: number, key = 'acc'): CellMetric => ({ key, value, step: null, runId: SESSION, source: 'log' });

function markOf(rows: readonly CellRow[], fields: Partial<NotebookNow> = {}): CellMark | undefined {
  const cellOf = new Map(rows.map(({ id, cellId }) => [id, cellId ?? '']));
  const namesOf = ({ names }: CellRow) => ({ names, inferred: false });
  return cellMarks({ cells: [shown(rows.at(-1)!)], rows, cellOf, session: SESSION, headline: null, namesOf, ...fields }).get('one');
}

const context: MarkContext = { numberOf: (key) => ({ one: 1, two: 3 })[key] ?? null, sessionName: () => 'session 14:02', params: [] };

describe('the metric below a cell', () => {
  it('is compared with the best that the notebook recorded before, in any session', () => {
    const rows = [recordedCell({ metrics: [acc(0.931)], runId: 'b'.repeat(32), cellId: 'two' }), recordedCell({ metrics: [acc(0.9)] }), recordedCell({ metrics: [acc(0.942)] })];
    expect(metricText(markOf(rows)!)).toBe('◍ acc 0.942 ▲ +0.011 vs best');
  });

  it('is not compared with what came after it', () => {
    const first = recordedCell({ metrics: [acc(0.9)] });
    const rows = [first, recordedCell({ metrics: [acc(0.99)], cellId: 'two' })];
    expect(metricText(markOf(rows, { cells: [shown(first)] })!)).toBe('◍ acc 0.9');
  });

  it('takes less for better where that is so', () => {
    const rows = [recordedCell({ metrics: [acc(0.5, 'loss')] }), recordedCell({ metrics: [acc(0.4, 'loss')] }), recordedCell({ metrics: [acc(0.45, 'loss')] })];
    expect(metricText(markOf(rows)!)).toBe('◍ loss 0.45 ▲ +0.05 vs best');
    expect(markTooltip(markOf(rows)!, context)).toContain('Worse than the best of this notebook before');
  });

  it('is the one that tells the runs of the experiment apart, and goes where the person said', () => {
    const rows = [recordedCell({ metrics: [acc(2, 'speed'), acc(0.9)] }), recordedCell({ metrics: [acc(3, 'speed'), acc(0.9)] })];
    const mark = markOf(rows, { headline: { key: 'speed', goal: 'max' } })!;
    expect(metricText(mark)).toBe('◍ speed 3 ▲ +1 vs best');
  });

  it('is compared with the last where nobody knows what is better', () => {
    const rows = [recordedCell({ metrics: [acc(7, 'rows')] }), recordedCell({ metrics: [acc(5, 'rows')] }), recordedCell({ metrics: [acc(6, 'rows')] })];
    expect(metricText(markOf(rows)!)).toBe('◍ rows 6 ▲ +1 vs last');
  });

  it('passes over what was not a number, and says that it is none', () => {
    expect(metricText(markOf([recordedCell({ metrics: [acc(Number.NaN)] }), recordedCell({ metrics: [acc(0.5)] })])!)).toBe('◍ acc 0.5');
    expect(metricText(markOf([recordedCell({ metrics: [acc(0.5)] }), recordedCell({ metrics: [acc(Number.NaN)] })])!)).toBe('◍ acc NaN');
  });

  it('is never one of the machine', () => {
    expect(metricText(markOf([recordedCell({ metrics: [acc(80, 'system/cpu')] })])!)).toBeNull();
  });

  it('draws no icon that stands in a key', () => {
    expect(metricText(markOf([recordedCell({ metrics: [acc(1, '$(flame)')] })])!)).not.toContain('$(');
  });

  it('is read aloud in words', () => {
    expect(spoken('◍ acc 0.942 ▲ +0.011 vs best')).toBe('Trialbook: acc 0.942 up 0.011 from the best before');
    expect(spoken('$(warning) stale: cell 3 changed since')).toBe('Trialbook: stale: cell 3 changed since');
  });
});

describe('numbers that were found in outputs', () => {
  const found = (key: string, value: number, metric?: string | null) => ({ key, value, step: null, metric });

  it('wait below the cell for a yes, the telling one first', () => {
    expect(askedText(markOf([recordedCell({ found: [found('rows', 9), found('accuracy', 0.93)] })])!)).toBe('◍ accuracy 0.93 +1 · record?');
  });

  it('ask no more after a yes or a no', () => {
    expect(askedText(markOf([recordedCell({ found: [found('accuracy', 0.93, 'acc'), found('rows', 9, null)] })])!)).toBeNull();
  });
});

describe('the mark of what is stale', () => {
  const reads = (read: string[], defined: string[] = []) => ({ names: { read, defined, deleted: [] } });
  const upper = (fields: Partial<CellRow> = {}) => recordedCell({ cellId: 'two', ...reads([], ['x']), ...fields });
  const both = (rows: CellRow[], source = 'x = 1') => ({ cells: [shown(rows[0]!, { key: 'two', source }), shown(rows[1]!, { index: 1 })] });

  it('names the cell that changed', () => {
    const rows = [upper(), recordedCell(reads(['x'])), upper({ source: 'x = 2' })];
    expect(staleText(markOf(rows, both(rows, 'x = 2'))!, context)).toBe('$(warning) stale: cell 3 changed since');
  });

  it('says that it is not sure of what follows from an edit that has not run', () => {
    const rows = [upper(), recordedCell(reads(['x']))];
    expect(staleText(markOf(rows, both(rows, 'x = 2'))!, context)).toBe('$(question) may be stale: cell 3 was edited and not run since');
  });

  it('names the variables in the tooltip', () => {
    const rows = [upper(), recordedCell(reads(['x'])), upper()];
    expect(markTooltip(markOf(rows, both(rows))!, context)).toContain('It read x: cell 3 ran again since');
  });

  it('tells an earlier session', () => {
    expect(staleText(markOf([recordedCell()], { session: 'b'.repeat(32) })!, context)).toBe('$(history) from an earlier session');
  });

  it('waits until a cell has ended', () => {
    const row = recordedCell({ status: 'running' });
    expect(staleText(markOf([row], { cells: [shown(row, { source: 'x = 2' })] })!, context)).toBeNull();
  });
});

describe('a cell without a mark', () => {
  it('is one that was cleared', () => {
    const row = recordedCell();
    expect(markOf([row], { cells: [shown(row, { count: null })] })).toBeUndefined();
  });

  it('is one that shows another output than the recorded one', () => {
    const row = recordedCell({ count: 4 });
    expect(markOf([row], { cells: [shown(row, { count: 7 })] })).toBeUndefined();
  });
});
