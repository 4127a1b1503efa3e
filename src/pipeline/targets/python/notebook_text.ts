import type { Cell, Notebook } from '../../../notebook/notebook';
import type { PythonCell } from '../../../notebook/python_cell';
import type { Unit } from '../../analysis/flow';
import type { Plan, Step } from '../../plan';
import type { Stmt } from '../../syntax/ast';
import { walk } from '../../syntax/children';
import { parsePython } from '../../syntax/parse';
import type { BroughtNames } from './brought_names';
import { CellText, type Rewrite, type Statement } from './cell_text';
import { Drawing } from './drawing';
import { fromClause, isFutureImport, type ImportSource } from './import_head';

/** A code cell with what it is as Python. */
export interface CodeCell {
  readonly cell: Cell;
  readonly python: PythonCell;
}

/** The text of a notebook's cells, statements and comments, for whoever puts them in their new places. */
export class NotebookText {
  /** imports that change how the text after them is read */
  readonly futures: readonly number[];
  private readonly statements = new Map<Unit, Statement>();
  private readonly cells = new Map<number, CellText>();
  private readonly drawing: Drawing;
  private readonly stars = new Map<string, Set<string>>();

  readonly notebook: Notebook;

  constructor(notebook: Notebook, cells: readonly CodeCell[], readonly plan: Plan, private readonly brought: BroughtNames) {
    this.notebook = { ...notebook, cells: notebook.cells.map((cell) => (cell.type === 'code' ? cell : { ...cell, source: printable(cell.source) })) };
    const inSteps = new Set(plan.steps.flatMap(({ units }) => units));
    const cellsOfSteps = new Set(plan.steps.flatMap((step) => step.cells));
    // A text that stands alone does nothing, and is there to be read as a comment is.
    const stays = (statement: Statement, cell: number): boolean => {
      const { unit, node } = statement;
      if (unit === undefined || unit.role === 'nothing') return isText(node) && cellsOfSteps.has(cell);
      return inSteps.has(unit.id) && !isFutureImport(statement);
    };
    for (const { cell, python } of cells) {
      const units = plan.units.filter((unit) => unit.cell === cell.index);
      this.cells.set(cell.index, new CellText(cell, python, units, (statement) => stays(statement, cell.index), brought));
    }
    for (const { statements } of this.cells.values()) {
      for (const statement of statements) {
        if (statement.unit) this.statements.set(statement.unit, statement);
        this.noteStars(statement);
      }
    }
    this.futures = [...this.statements].filter(([, statement]) => isFutureImport(statement)).map(([{ id }]) => id);
    this.drawing = new Drawing([...this.cells.values()].flatMap((each) => each.statements.map((statement) => ({ statement, text: each.text(statement) }))));
  }

  /** What stays of a cell in its step's body; empty where nothing does. */
  body(cell: number): string {
    return this.cells.get(cell)?.body(this.shown) ?? '';
  }

  /** Whether a cell may leave figures open. */
  draws(cell: number, step: Step): boolean {
    const units = new Set(step.units);
    return this.cells.get(cell)?.statements.some(({ unit }) => unit && units.has(unit.id) && this.drawing.draws(unit)) ?? false;
  }

  /** A statement with its own comments. */
  own(id: number): string {
    const unit = this.unit(id);
    return this.cells.get(unit.cell)?.own(unit) ?? '';
  }

  imports(ids: readonly number[]): ImportSource[] {
    return [...ids].sort((a, b) => a - b).flatMap((id) => {
      const statement = this.statements.get(this.unit(id));
      return statement ? [{ statement, text: this.own(id), isApart: this.cells.get(this.unit(id).cell)?.isApart(this.unit(id)) ?? false }] : [];
    });
  }

  /** What `from x import *` stands for, by its beginning `from x`, where that is known. */
  starNames(clause: string): ReadonlySet<string> {
    return this.stars.get(clause) ?? new Set();
  }

  unit(id: number): Unit {
    const unit = this.plan.units[id];
    if (!unit) throw new Error(`the plan names unit ${id}, which it does not have`);
    return unit;
  }

  private noteStars({ node, unit }: Statement): void {
    for (const inner of walk(node)) {
      if (inner.nodeType !== 'ImportFrom' || inner.names[0]?.name !== '*') continue;
      const names = unit?.writes.filter(({ how }) => how !== 'delete').map(({ subject }) => subject) ?? [];
      this.stars.set(fromClause(inner), new Set([...this.starNames(fromClause(inner)), ...names]));
    }
  }

  /** The last expression of a cell shows its value. */
  private readonly shown: Rewrite = ({ node, unit }, text) => {
    if (unit?.role !== 'display' || node.nodeType !== 'Expr') return text;
    const { value } = node;
    // These print or show by themselves, and give nothing that could be shown.
    const silent = ['print', 'exec', ...(['display', 'shell', 'script'] as const).map((name) => this.brought.name(name))];
    if (value.nodeType === 'Call' && value.func.nodeType === 'Name' && silent.includes(value.func.id)) return text;
    const bareTuple = value.nodeType === 'Tuple' && !isParenthesised(text);
    return bareTuple ? `${this.brought.name('display')}((${text}))` : `${this.brought.name('display')}(${text})`;
  };
}

/** Whether the parenthesis that a tuple begins with is its own: not so in `(a), (b)`, which is no call behind a name either. */
function isParenthesised(tuple: string): boolean {
  if (!tuple.startsWith('(')) return false;
  const parsed = parsePython(`f${tuple}`);
  const statement = parsed.ok ? parsed.body[0] : undefined;
  return statement?.nodeType === 'Expr' && statement.value.nodeType === 'Call';
}

/** Python's source may not have all characters that JSON can hold, not even in its comments. */
function printable(text: string): string {
  return text.replace(/[\0-\x08\v\f\x0e-\x1f\x7f]/g, ' ');
}

function isText(node: Stmt): boolean {
  return node.nodeType === 'Expr' && node.value.nodeType === 'Constant' && node.value.type === 'str';
}
