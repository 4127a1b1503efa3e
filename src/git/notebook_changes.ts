import { TrialbookError } from '../core/errors';
import { toPython } from '../notebook/ipython/to_python';
import type { Cell, Notebook } from '../notebook/notebook';
import { readNotebook } from '../notebook/read_notebook';
import { compareLines } from './line_difference';
import { inEitherVersion, touchedFunctions } from './touched_functions';

/** How two versions of a notebook differ; see `FileChange`. */
export interface NotebookChange {
  readonly notebook: 'outputs only' | 'differs';
  readonly added: number;
  readonly removed: number;
  readonly functions: readonly string[];
}

/**
 * Compares two versions of a notebook by their cells' types and sources, in their order.
 * @param before, after the texts of the files, '' where there is none
 * @param functions whether those are told that differ
 * @returns null where one of them is no notebook
 */
export function compareNotebooks(before: string, after: string, functions: boolean): NotebookChange | null {
  const old = readOrNull(before);
  const now = readOrNull(after);
  if (!old || !now) return null;
  if (sameCells(old, now)) return { notebook: 'outputs only', added: 0, removed: 0, functions: [] };
  const oldLines = sourceLines(old);
  const newLines = sourceLines(now);
  const { removed, added } = compareLines(oldLines.map(keyOf), newLines.map(keyOf));
  const names = functions ? inEitherVersion(functionsOn(old, oldLines, removed), functionsOn(now, newLines, added)) : [];
  return { notebook: 'differs', added: added.length, removed: removed.length, functions: names };
}

interface SourceLine {
  readonly cell: Cell;
  /** in the cell, from 1 */
  readonly line: number;
  readonly text: string;
}

function readOrNull(text: string): Notebook | null {
  if (text === '') return { language: 'python', cells: [] };
  try {
    return readNotebook(text);
  } catch (error) {
    if (error instanceof TrialbookError) return null;
    throw error;
  }
}

function sameCells(a: Notebook, b: Notebook): boolean {
  return a.cells.length === b.cells.length && a.cells.every((cell, index) => cell.type === b.cells[index]!.type && cell.source === b.cells[index]!.source);
}

function sourceLines(notebook: Notebook): SourceLine[] {
  return notebook.cells.flatMap((cell) => (cell.source === '' ? [] : cell.source.split('\n').map((text, index) => ({ cell, line: index + 1, text }))));
}

/** The same words are another line in a cell of another type. */
const keyOf = ({ cell, text }: SourceLine): string => `${cell.type} ${text}`;

function functionsOn(notebook: Notebook, lines: readonly SourceLine[], touched: readonly number[]): string[] {
  if (notebook.language !== 'python') return [];
  const byCell = new Map<Cell, number[]>();
  for (const number of touched) {
    const { cell, line, text } = lines[number - 1]!;
    if (cell.type !== 'code' || text.trim() === '') continue;
    const inCell = byCell.get(cell);
    if (inCell) inCell.push(line);
    else byCell.set(cell, [line]);
  }
  return [...byCell].flatMap(([cell, inCell]) => touchedFunctions(toPython(cell).text, inCell));
}
