import type { Notebook } from '../../notebook/notebook';
import type { Place } from '../../notebook/place';
import type { Parameter } from '../plan';
import type { Statements } from './statements';

/** The notebook's parameters in its order, those that a step uses and those that nothing does. */
export function parametersOf(notebook: Notebook, statements: Statements): Parameter[] {
  return statements.withRole('parameter').flatMap(({ place, writes }) =>
    writes.slice(0, 1).map(({ subject }) => ({ name: subject, literal: literalOf(textAt(notebook, place)), place })),
  );
}

/** The text behind the first `=` of `name = …` or `name: type = …`. */
function literalOf(statement: string): string {
  return /^[^=]*=\s*([\s\S]*?);?\s*$/.exec(statement)?.[1] ?? '';
}

/** A stretch of the notebook as the person wrote it. */
export function textAt(notebook: Notebook, { cell, line, column, endLine, endColumn }: Place): string {
  const lines = (notebook.cells[cell]?.source ?? '').split('\n').slice(line - 1, endLine);
  return lines.map((text, at) => text.slice(line + at === line ? column : 0, line + at === endLine ? endColumn : undefined)).join('\n');
}
