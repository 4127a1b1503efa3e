import type { Cell } from '../../../../src/notebook/notebook';
import { toPython } from '../../../../src/notebook/ipython/to_python';
import { analyse } from '../../../../src/pipeline/analysis/analyse';
import type { Flow } from '../../../../src/pipeline/analysis/flow';
import type { Options } from '../../../../src/pipeline/analysis/options';
import { parsedCell, type ParsedCell } from '../../../../src/pipeline/parsed_cell';

export const OPTIONS: Options = { stars: new Map(), localModules: new Set() };

/** A code cell as it is analysed. */
export function codeCell(index: number, source: string, tags: readonly string[] = []): ParsedCell {
  const cell: Cell = { index, id: `cell-${index}`, type: 'code', source, tags, executionCount: null, raised: null };
  return parsedCell(cell, toPython(cell));
}

/** The flow of a notebook that has these code cells. */
export function notebook(...sources: readonly string[]): Flow {
  return analyse(sources.map((source, index) => codeCell(index, source)), OPTIONS);
}
