import type { Layout, Plan } from '../plan';

/** A change of a plan's steps by a person. Steps are named by their ids in the plan. */
export type LayoutEdit =
  /** a step and the one behind it become one, under the title of the first */
  | { readonly op: 'merge'; readonly step: string }
  /** the step's cells from this one on become a step of their own, which is called as its text says */
  | { readonly op: 'split'; readonly cell: number }
  | { readonly op: 'rename'; readonly step: string; readonly title: string }
  /** puts a cell into another step */
  | { readonly op: 'move'; readonly cell: number; readonly step: string }
  /** leaves a cell out of the pipeline */
  | { readonly op: 'drop'; readonly cell: number }
  /** takes a cell that was left out back in, into the step of the cell before it */
  | { readonly op: 'keep'; readonly cell: number };

type Steps = Layout['steps'];

/**
 * The layout under which a plan becomes what a person makes of it; the steps that are not touched stay as they are. An edit
 * that there is nothing for, of a step or a cell that is not there, changes nothing.
 * @param layout the one that the plan was made with
 */
export function editLayout(plan: Plan, layout: Layout, edit: LayoutEdit): Layout {
  const steps = plan.steps.map(({ title, cells }) => ({ title, cells }));
  const { dropped } = layout;
  switch (edit.op) {
    case 'merge':
      return { steps: merged(steps, indexOf(plan, edit.step)), dropped };
    case 'split':
      return { steps: split(steps, edit.cell, new Set(plan.units.map(({ cell }) => cell))), dropped };
    case 'rename':
      return { steps: steps.map((step, at) => (plan.steps[at]?.id === edit.step ? { ...step, title: edit.title } : step)), dropped };
    case 'move':
      return { steps: moved(steps, edit.cell, indexOf(plan, edit.step)), dropped: dropped.filter((cell) => cell !== edit.cell) };
    case 'drop':
      return { steps: without(steps, edit.cell), dropped: [...new Set([...dropped, edit.cell])].sort((a, b) => a - b) };
    case 'keep': {
      const before = steps.findLastIndex(({ cells }) => cells.some((cell) => cell < edit.cell));
      return { steps: moved(steps, edit.cell, Math.max(0, before)), dropped: dropped.filter((cell) => cell !== edit.cell) };
    }
  }
}

function indexOf(plan: Plan, step: string): number {
  return plan.steps.findIndex(({ id }) => id === step);
}

function merged(steps: Steps, at: number): Steps {
  const [first, second] = [steps[at], steps[at + 1]];
  return first && second ? steps.toSpliced(at, 2, { title: first.title, cells: [...first.cells, ...second.cells] }) : steps;
}

/** @param code cells with statements; others right above the cell go with it, as text is about what is below it */
function split(steps: Steps, cell: number, code: ReadonlySet<number>): Steps {
  const step = steps.findIndex(({ cells }) => cells.includes(cell));
  const { title = '', cells = [] } = steps[step] ?? {};
  let at = cells.indexOf(cell);
  while (at > 0 && !code.has(cells[at - 1] ?? cell)) at--;
  if (!cells.slice(0, Math.max(0, at)).some((other) => code.has(other))) return steps;
  return steps.toSpliced(step, 1, { title, cells: cells.slice(0, at) }, { title: '', cells: cells.slice(at) });
}

function moved(steps: Steps, cell: number, to: number): Steps {
  if (!steps[to]) return steps;
  return steps
    .map(({ title, cells }, at) => {
      const others = cells.filter((other) => other !== cell);
      return { title, cells: at === to ? [...others, cell].sort((a, b) => a - b) : others };
    })
    .filter(({ cells }) => cells.length > 0);
}

function without(steps: Steps, cell: number): Steps {
  return steps.map(({ title, cells }) => ({ title, cells: cells.filter((other) => other !== cell) })).filter(({ cells }) => cells.length > 0);
}
