import { describe, expect, it } from 'vitest';
import { checkLines, checkSummary } from '../../../../src/pipeline/check/check_words';
import type { CheckReport } from '../../../../src/pipeline/check/check_report';

const DIFFERENCE = { what: "scores['test'][3]", notebook: '0.91', pipeline: '0.89' };

function report(fields: Partial<CheckReport>): CheckReport {
  const compared = { cells: 9, values: 12, numbers: 4312, lines: 31, files: 0 };
  return { verdict: 'same', cells: [], failure: null, compared, notCompared: [], seconds: { notebook: 1 }, ...fields };
}

function cell(index: number, verdict: CheckReport['cells'][number]['verdict'], more = 0): CheckReport['cells'][number] {
  return { cell: index, verdict, differences: verdict === 'same' || verdict === 'not-run' ? [] : [DIFFERENCE], more };
}

describe('checkSummary', () => {
  it('says how much was the same', () => {
    expect(checkSummary(report({ cells: [cell(0, 'same')] }))).toBe(
      'The pipeline gives what the notebook gives: 12 variables, 4,312 numbers and 31 lines of output in 9 cells are the same, within rounding. Figures are not compared.',
    );
  });

  it('says what could not be compared in full, and what is out of date', () => {
    const summary = checkSummary(report({ cells: [cell(2, 'not-deterministic'), cell(3, 'stale'), cell(6, 'stale')] }));
    expect(summary).toContain('something else each time in cell 3,');
    expect(summary).toContain('saved in cells 4, 7 are not');
  });

  it('names the cells that differ', () => {
    expect(checkSummary(report({ verdict: 'differs', cells: [cell(3, 'differs'), cell(4, 'same')] }))).toBe('One cell gives something else in the pipeline: 4.');
    expect(checkSummary(report({ verdict: 'differs', cells: [cell(3, 'differs'), cell(4, 'differs')] }))).toContain('2 cells give something else in the pipeline: 4, 5.');
  });

  it('names where the notebook stops', () => {
    const failure = { where: 'notebook', step: null, cell: 4, line: 2, message: "NameError: name 'x' is not defined" } as const;
    expect(checkSummary(report({ verdict: 'failed', failure }))).toBe("The notebook itself stops at cell 5, line 2: NameError: name 'x' is not defined");
  });

  it('names where the pipeline stops', () => {
    const failure = { where: 'pipeline', step: 'train', cell: 4, line: null, message: 'ValueError: no' } as const;
    expect(checkSummary(report({ verdict: 'failed', failure }))).toBe('The pipeline stops in step train at cell 5: ValueError: no');
  });
});

describe('checkLines', () => {
  it('shows both sides of each difference', () => {
    expect(checkLines(report({ verdict: 'differs', cells: [cell(3, 'differs', 2)] })).slice(-5)).toEqual([
      'Cell 4: differs',
      "  scores['test'][3]",
      '    notebook 0.91',
      '    pipeline 0.89',
      '  and 2 more',
    ]);
  });

  it('says of a stale output what was saved and what is so now', () => {
    expect(checkLines(report({ cells: [cell(0, 'stale')] })).slice(-2)).toEqual(['    saved    0.91', '    now      0.89']);
  });

  it('keeps each side on one line', () => {
    const differences = [{ what: 'text', notebook: 'a\n  b', pipeline: 'c' }];
    expect(checkLines(report({ verdict: 'differs', cells: [{ ...cell(0, 'differs'), differences }] }))).toContain('    notebook a ⏎ b');
  });

  it('names what was compared by its type only', () => {
    const notCompared = Array.from({ length: 12 }, (_, index) => ({ cell: index, what: `rows${index}` }));
    expect(checkLines(report({ notCompared })).at(-1)).toMatch(/^Compared by their type only: rows0 \(cell 1\), .* and 2 more\.$/);
  });

  it('lists no cell that is the same', () => {
    expect(checkLines(report({ cells: [cell(0, 'same'), cell(1, 'not-run')] }))).toHaveLength(1);
  });
});
