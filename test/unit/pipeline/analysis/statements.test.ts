import { describe, expect, it } from 'vitest';
import { analyse } from '../../../../src/pipeline/analysis/analyse';
import { annotatedCases, described, notesOf, sorted } from './annotated_cases';
import { codeCell, OPTIONS } from './notebook_flow';

describe.each(annotatedCases())('what statements read and write: $file', ({ cases }) => {
  it.each(cases)('$title', ({ cells, statements, notes }) => {
    const flow = analyse(cells.map(({ source, tags }, index) => codeCell(index, source, tags)), OPTIONS);
    const found = flow.units.map((unit, index) => described(unit, statements[index]?.startsWith('[') ?? false));
    expect(found).toEqual(statements.map(sorted));
    expect(notesOf(flow)).toEqual([...notes].sort());
  });
});
