import type { Cell } from '../notebook/notebook';
import type { PythonCell } from '../notebook/python_cell';
import type { SyntaxFault } from './syntax/fault';
import { parsePython, type ParsedModule } from './syntax/parse';

/** A code cell with what it is as Python, parsed once for all who ask. */
export interface ParsedCell {
  readonly cell: Cell;
  readonly python: PythonCell;
  readonly parsed: ParsedModule | SyntaxFault;
}

export function parsedCell(cell: Cell, python: PythonCell): ParsedCell {
  return { cell, python, parsed: parsePython(python.text) };
}
