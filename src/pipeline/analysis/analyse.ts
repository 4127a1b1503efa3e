import type { Cell } from '../../notebook/notebook';
import type { PythonCell } from '../../notebook/python_cell';
import type { ParsedCell } from '../parsed_cell';
import type { Stmt } from '../syntax/ast';
import { cellSource, type CellSource } from './cell_source';
import { definedOnce } from './defined_once';
import { finish } from './finish';
import type { Flow } from './flow';
import { followUnit } from './follow_unit';
import { Interpreter } from './interpreter';
import type { Options } from './options';
import { ProblemList } from './problem_list';
import { UnitDraft } from './unit_draft';

/**
 * What each top-level statement of a notebook needs and changes, and what keeps statements together. Where that cannot be known
 * the more is said, so that nothing is missing.
 * @param cells code cells in the order of execution
 */
export function analyse(cells: readonly ParsedCell[], options: Options): Flow {
  const problems = new ProblemList();
  const readable = cells.flatMap((one) => readableCell(one, problems));
  const it = new Interpreter(options, definedOnce(readable.map(({ source }) => source)), problems);
  const units: UnitDraft[] = [];
  const { visitsAtMost = Infinity } = options;
  for (const { cell, python, body, source } of readable) {
    for (const node of body) {
      const displays = node.nodeType === 'Expr' && (python.showsAll || (!python.silent && node === body.at(-1)));
      const unit = new UnitDraft(units.length, cell.index, node, source, displays, cell.tags.includes('parameters'));
      units.push(unit);
      if (it.heap.visits <= visitsAtMost) followUnit(it, unit);
      else problems.leave(unit.id);
    }
  }
  problems.unit = undefined;
  return finish(it, units);
}

interface ReadableCell {
  readonly cell: Cell;
  readonly python: PythonCell;
  readonly body: readonly Stmt[];
  readonly source: CellSource;
}

/** None where the cell is not Python, which is a problem. */
function readableCell({ cell, python, parsed }: ParsedCell, problems: ProblemList): ReadableCell[] {
  if (!parsed.ok) {
    problems.addFault(cell.index, parsed);
    return [];
  }
  for (const node of parsed.topLevelAwaits) problems.addAwait(parsed.source.place(cell.index, 'iter' in node ? node.iter : node));
  const source = cellSource(cell.index, parsed.source, parsed.scopes);
  return [{ cell, python, body: parsed.body, source }];
}
