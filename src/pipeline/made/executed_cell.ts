import { MentionedNames } from '../../notebook/ipython/mentioned_names';
import { toPython } from '../../notebook/ipython/to_python';
import type { Cell } from '../../notebook/notebook';
import { parsedCell, type ParsedCell } from '../parsed_cell';
import type { Stmt } from '../syntax/ast';
import type { Execution } from './execution';

/** An execution as a cell of a program that has each once, in the order in which they ran. */
export interface ExecutedCell {
  readonly execution: Execution;
  /** its place in that program */
  readonly at: number;
  /** null where there is nothing to follow */
  readonly parsed: ParsedCell | null;
  /**
   * `followed`: its statements tell what it does. `idle`: it does nothing, as it is empty or was never begun. `unknown`: it may do anything.
   */
  readonly reading: 'followed' | 'idle' | 'unknown';
  /** it ended before it was done, so that each of its statements may have been reached or not */
  readonly broken: boolean;
}

const SYNTAX_ERROR = /^(?:SyntaxError|IndentationError|TabError)\b/;
/** Magics that do nothing to variables although a pipeline has no use for them. */
const WITHOUT_EFFECT = /^%(?:load|loadpy|notebook|save|recall|rep|hist(?:ory)?)\b/;

/** @param executions in the order in which they began */
export function executedCells(executions: readonly Execution[]): ExecutedCell[] {
  const cells = executions.map(cellOf);
  const names = new MentionedNames(cells);
  return executions.map((execution, at) => executedCell(execution, cells[at]!, at, names));
}

function cellOf({ id, source, tags, count }: Execution, index: number): Cell {
  return { index, id: `execution-${id}`, type: 'code', source: source.replace(/\r\n?/g, '\n'), tags, executionCount: count, raised: null };
}

function executedCell(execution: Execution, cell: Cell, at: number, names: MentionedNames): ExecutedCell {
  const broken = execution.status !== 'ok';
  const nothing = { execution, at, parsed: null, broken } as const;
  if (execution.redactedMs !== null) return { ...nothing, reading: 'unknown' };
  if (cell.source.trim() === '') return { ...nothing, reading: 'idle' };
  if (isOtherLanguage(execution.language)) return { ...nothing, reading: 'unknown' };
  const python = toPython(cell, names);
  const parsed = parsedCell(cell, python);
  if (!parsed.parsed.ok) return { ...nothing, reading: SYNTAX_ERROR.test(execution.error ?? '') ? 'idle' : 'unknown' };
  // A magic that IPython does not know ends a cell before it begins.
  if (/^\s*%%/.test(cell.source) && /^UsageError\b/.test(execution.error ?? '')) return { ...nothing, reading: 'idle' };
  const harmless = python.specials.filter(({ meaning, original }) => meaning === 'refused' && WITHOUT_EFFECT.test(original));
  const hidden = python.problems.some(({ code, severity, place }) => (code === 'magic' || code === 'language') && severity === 'error' && !harmless.some(({ line }) => line === place.line));
  return { execution, at, parsed: broken ? perhapsRun(parsed) : parsed, reading: hidden ? 'unknown' : 'followed', broken };
}

function isOtherLanguage(language: string | null): boolean {
  return language !== null && !/^i?python\d*$/i.test(language);
}

/** The same cell with each statement as one that may have been reached or not: as in `try: … except: pass`. */
function perhapsRun(cell: ParsedCell): ParsedCell {
  const { parsed } = cell;
  if (!parsed.ok) return cell;
  const [first] = parsed.body;
  const last = parsed.body.at(-1);
  if (!first || !last) return cell;
  const { lineno, col_offset } = first;
  const { end_lineno, end_col_offset } = last;
  const located = { lineno, col_offset, end_lineno, end_col_offset };
  const nothing: Stmt = { nodeType: 'Pass', ...located };
  const attempt: Stmt = {
    nodeType: 'Try',
    body: parsed.body,
    handlers: [{ nodeType: 'ExceptHandler', type: undefined, name: undefined, body: [nothing], ...located }],
    orelse: [],
    finalbody: [],
    ...located,
  };
  return { ...cell, parsed: { ...parsed, body: [attempt] } };
}
