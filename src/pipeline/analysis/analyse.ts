import type { Cell } from '../../notebook/notebook';
import type { PythonCell } from '../../notebook/python_cell';
import { parsePython } from '../syntax/parse';
import { resolveScopes } from '../syntax/resolve_scopes';
import { cellSource } from './cell_source';
import type { Flow } from './flow';
import { followUnit } from './follow_unit';
import { finish } from './finish';
import { Interpreter } from './interpreter';
import type { Options } from './options';
import { UnitDraft } from './unit_draft';

export interface AnalysedCell {
  readonly cell: Cell;
  readonly python: PythonCell;
}

/**
 * What each top-level statement of a notebook needs and changes, and what keeps statements together. Where that cannot be known
 * the more is said, so that nothing is missing.
 * @param cells code cells in the order of execution
 */
export function analyse(cells: readonly AnalysedCell[], options: Options): Flow {
  const it = new Interpreter(options);
  const drafts: UnitDraft[] = [];
  for (const { cell, python } of cells) {
    const parsed = parsePython(python.text);
    if (!parsed.ok) {
      it.problems.addFault(cell.index, parsed);
      continue;
    }
    for (const node of parsed.topLevelAwaits) it.problems.addAwait(parsed.source.place(cell.index, 'iter' in node ? node.iter : node));
    const source = cellSource(cell.index, parsed.source, resolveScopes(parsed.module));
    parsed.body.forEach((node, index) => {
      const displays = index === parsed.body.length - 1 && node.nodeType === 'Expr' && !python.silent;
      const draft = new UnitDraft(drafts.length, cell.index, node, source, displays, cell.tags.includes('parameters'));
      drafts.push(draft);
      followUnit(it, draft);
    });
  }
  return finish(it, drafts);
}
