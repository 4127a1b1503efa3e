import type { Cell } from '../../../notebook/notebook';
import type { Place } from '../../../notebook/place';
import type { PythonCell } from '../../../notebook/python_cell';
import type { Unit } from '../../analysis/flow';
import type { Stmt } from '../../syntax/ast';
import { parsePython, type ParsedModule } from '../../syntax/parse';
import type { SourceText } from '../../syntax/source_text';
import type { BroughtNames } from './brought_names';

/** A top-level statement in the text of its cell. */
export interface Statement {
  readonly node: Stmt;
  /** undefined where analysis has none for it */
  readonly unit: Unit | undefined;
  /** UTF-16 offsets, the end excluded */
  readonly start: number;
  readonly end: number;
}

/** Statements that share lines: `a = 1; b = 2`. */
interface Group {
  readonly statements: readonly Statement[];
  /** from 0, both included */
  readonly first: number;
  readonly last: number;
}

/** How a statement is written where its value is to be shown, or where it may not stand as it is. */
export type Rewrite = (statement: Statement, text: string) => string;

/**
 * The text of a code cell, to be taken apart: what stays in the body of its step, and what goes elsewhere with the comments
 * that belong to it. Nothing is printed anew: all are slices of the text.
 */
export class CellText {
  readonly statements: readonly Statement[];
  private readonly source: SourceText | undefined;
  private readonly groups: readonly Group[];
  /** as `statements`, for the comments above a group: whether they go where it goes */
  private readonly leaves: readonly boolean[];

  /**
   * @param units those of the cell
   * @param stays whether a statement runs in the body of the cell's step
   * @param brought by which names the text calls what IPython's own syntax has become
   */
  constructor(readonly cell: Cell, python: PythonCell, units: readonly Unit[], private readonly stays: (statement: Statement) => boolean, brought: BroughtNames) {
    const parsed = firstParsed(withOriginals(python, brought), python.text);
    this.source = parsed?.source;
    this.statements = parsed ? statementsOf(parsed, units) : [];
    this.groups = this.source ? grouped(this.statements, this.source) : [];
    this.leaves = this.groups.map((_, index) => this.commentsLeave(index));
  }

  /** What stays of the cell: code and comments; an empty text where nothing does. */
  body(rewrite: Rewrite): string {
    const lines: string[] = [];
    let next = 0;
    this.groups.forEach((group, index) => {
      lines.push(...this.lines(next, group.first));
      next = group.last + 1;
      if (this.isKept(group)) lines.push(this.keptText(group, rewrite));
      else if (this.leaves[index]) dropComments(lines);
    });
    lines.push(...this.lines(next, this.source?.lines.length ?? 0));
    return trimmed(lines);
  }

  /** A statement with its own comments, for another place. */
  own(unit: Unit): string {
    const index = this.groups.findIndex(({ statements }) => statements.some((statement) => statement.unit === unit));
    const group = this.groups[index];
    if (!group) return '';
    const at = group.statements.findIndex((statement) => statement.unit === unit);
    const statement = group.statements[at]!;
    const stays = this.stays(statement);
    const comments = at === 0 && (stays || this.leaves[index]) ? this.commentsAbove(index) : [];
    const behind = at === group.statements.length - 1 && (stays || !this.isKept(group)) ? this.commentBehind(group) : '';
    return [...comments, this.text(statement) + behind].join('\n');
  }

  /** Whether a blank line stands before a statement and its comments. */
  isApart(unit: Unit): boolean {
    const index = this.groups.findIndex(({ statements }) => statements.some((statement) => statement.unit === unit));
    if (index <= 0) return false;
    return this.lines(this.groups[index - 1]!.last + 1, this.groups[index]!.first).some((line) => line.trim() === '');
  }

  private isKept({ statements }: Group): boolean {
    return statements.some(this.stays);
  }

  /** Statements that stay, with what stands between them and their successors; then the rest of the line. */
  private keptText({ statements, last }: Group, rewrite: Rewrite): string {
    const kept = statements.filter(this.stays);
    const texts = kept.map((statement, index) => {
      const text = rewrite(statement, this.text(statement));
      if (index === kept.length - 1) return text;
      return text + this.slice(statement.end, statements[statements.indexOf(statement) + 1]!.start);
    });
    return texts.join('') + this.slice(statements.at(-1)!.end, this.lineEnd(last));
  }

  /**
   * A comment goes with the function or class below it. That above other statements is taken to be about all of its
   * paragraph, and goes only if no part of that stays.
   */
  private commentsLeave(index: number): boolean {
    const group = this.groups[index]!;
    if (this.isKept(group)) return false;
    if (/^(Async)?FunctionDef$|^ClassDef$/.test(group.statements[0]!.node.nodeType)) return true;
    for (let next = index + 1; next < this.groups.length; next++) {
      if (this.groups[next]!.first > this.groups[next - 1]!.last + 1) return true;
      if (this.isKept(this.groups[next]!)) return false;
    }
    return true;
  }

  private commentsAbove(index: number): string[] {
    const above = this.lines(index === 0 ? 0 : this.groups[index - 1]!.last + 1, this.groups[index]!.first);
    const comments = [...above];
    const rest = dropComments(comments);
    return above.slice(rest).map((line) => line.trim());
  }

  private commentBehind({ statements, last }: Group): string {
    const comment = /#.*$/.exec(this.slice(statements.at(-1)!.end, this.lineEnd(last)));
    return comment ? `  ${comment[0].trimEnd()}` : '';
  }

  private lines(from: number, to: number): readonly string[] {
    return this.source?.lines.slice(from, to) ?? [];
  }

  /** As it stands in the notebook. */
  text({ start, end }: Statement): string {
    return this.slice(start, end);
  }

  private slice(start: number, end: number): string {
    return this.source!.text.slice(start, end);
  }

  private lineEnd(line: number): number {
    const text = this.source!;
    return text.offset(line + 1, Number.MAX_SAFE_INTEGER);
  }
}

/** Takes comment lines from the end. @returns how many lines are left */
function dropComments(lines: string[]): number {
  while (/^\s*#/.test(lines.at(-1) ?? '')) lines.pop();
  return lines.length;
}

function trimmed(lines: readonly string[]): string {
  const from = lines.findIndex((line) => line.trim() !== '');
  const to = lines.findLastIndex((line) => line.trim() !== '');
  return from < 0 ? '' : lines.slice(from, to + 1).join('\n');
}

function firstParsed(...texts: readonly string[]): ParsedModule | undefined {
  for (const text of texts) {
    const parsed = parsePython(text);
    if (parsed.ok) return parsed;
  }
  return undefined;
}

function statementsOf({ body, source }: ParsedModule, units: readonly Unit[]): Statement[] {
  const at = ({ line, column }: Pick<Place, 'line' | 'column'>): string => `${line}:${column}`;
  const unitAt = new Map(units.map((unit) => [at(unit.place), unit]));
  return body.map((node) => {
    const { start, end } = source.range(node);
    return { node, unit: unitAt.get(at(source.placeOf(0, { start, end }))), start, end };
  });
}

function grouped(statements: readonly Statement[], source: SourceText): Group[] {
  const groups: { statements: Statement[]; first: number; last: number }[] = [];
  for (const statement of statements) {
    const first = source.lineAt(statement.start) - 1;
    const last = source.lineAt(statement.end) - 1;
    const group = groups.at(-1);
    if (group && group.last === first) {
      group.statements.push(statement);
      group.last = last;
    } else groups.push({ statements: [statement], first, last });
  }
  return groups;
}

/** The cell as Python, with what was IPython's own shown behind what it has become. */
function withOriginals(python: PythonCell, brought: BroughtNames): string {
  const lines = python.text.split('\n');
  for (const { line, endLine, original, meaning } of python.specials) {
    const text = lines[line - 1]?.trim();
    if (text?.startsWith('#') && (meaning === 'nothing' || meaning === 'requirement')) lines[line - 1] = '';
    if (meaning === 'subprocess') {
      lines[line - 1] = lines[line - 1]!.replace(/\b(shell|shell_lines|script)(?=\()/, (_, name: 'shell' | 'shell_lines' | 'script') => brought.name(name));
    }
    if (line !== endLine || !text || meaning === 'nothing' || meaning === 'requirement' || original.includes(text)) continue;
    lines[line - 1] += `  # ${original.trim()}`;
  }
  return lines.join('\n');
}
