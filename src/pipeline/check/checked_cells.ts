import type { Cell } from '../../notebook/notebook';
import type { PythonCell } from '../../notebook/python_cell';
import type { Plan, Step } from '../plan';

/** A code cell as the check's program reads it. */
export interface CheckedCell {
  readonly cell: number;
  readonly source: string;
  readonly tags: readonly string[];
  /** variables to compare after the cell */
  readonly names: readonly string[];
  /** likewise, but the step need not have them: other names of something that the cell may have changed */
  readonly maybe: readonly string[];
  /** what its step was given, to compare before the cell, which is the step's first one */
  readonly before: readonly string[];
  /** whether to compare what it shows */
  readonly output: boolean;
  /** the step that runs statements of it; null where they all went elsewhere, to the heads of modules for one */
  readonly step: string | null;
}

/** Magics that show nothing, or only how long something took. */
const QUIET = /^\s*%{1,2}(?:matplotlib|load_ext|reload_ext|autoreload|config|time|timeit|precision|capture)\b/;

/** What to compare at each of the cells, which come in the order of execution. */
export function checkedCells(cells: readonly { readonly cell: Cell; readonly python: PythonCell }[], plan: Plan): CheckedCell[] {
  const order = new Map(cells.map(({ cell }, place) => [cell.index, place]));
  const names = new Map<number, Names>();
  for (const step of plan.steps) collect(names, step, plan, order);
  return cells.map(({ cell, python }) => {
    const { step, certain, maybe, before } = names.get(cell.index) ?? new Names(null);
    return {
      cell: cell.index,
      source: cell.source,
      tags: cell.tags,
      names: [...certain],
      maybe: [...maybe].filter((name) => !certain.has(name)),
      before: [...before],
      output: python.specials.every(({ meaning, original }) => meaning !== 'requirement' && (meaning !== 'nothing' || QUIET.test(original))),
      step,
    };
  });
}

class Names {
  readonly certain = new Set<string>();
  readonly maybe = new Set<string>();
  readonly before = new Set<string>();
  constructor(readonly step: string | null) {}
}

function collect(names: Map<number, Names>, step: Step, plan: Plan, order: ReadonlyMap<number, number>): void {
  const units = step.units.flatMap((id) => plan.units[id] ?? []);
  for (const { cell, role, writes } of units) {
    const found = names.get(cell) ?? new Names(step.id);
    names.set(cell, found);
    if (role !== 'work' && role !== 'display' && role !== 'constant') continue;
    for (const { subject, how } of writes) {
      if (!isVariable(subject) || how === 'delete') continue;
      (how === 'mutate' ? found.maybe : found.certain).add(subject);
    }
  }
  const first = units[0];
  const atFirst = first && names.get(first.cell);
  if (!first || !atFirst) return;
  const place = order.get(first.cell) ?? 0;
  for (const input of step.inputs) {
    if (!input.optional && writtenBefore(input, place, plan, order)) atFirst.before.add(input.name);
  }
}

/** Whether the step that gives a variable was through with it, in the notebook, before that place: else the notebook holds an older value there. */
function writtenBefore(input: { readonly name: string; readonly from: string }, place: number, plan: Plan, order: ReadonlyMap<number, number>): boolean {
  const from = plan.steps.find(({ id }) => id === input.from);
  return (from?.units ?? []).every((id) => {
    const unit = plan.units[id];
    return !unit?.writes.some(({ subject }) => subject === input.name) || (order.get(unit.cell) ?? 0) < place;
  });
}

function isVariable(subject: string): boolean {
  return !subject.includes(':');
}
