import type { Cell, Notebook } from '../notebook/notebook';
import type { Problem } from '../notebook/problem';
import type { PythonCell } from '../notebook/python_cell';
import { namesMentioned } from '../notebook/ipython/mentioned_names';
import { toPython } from '../notebook/ipython/to_python';
import { readNotebook } from '../notebook/read_notebook';
import { analyse } from './analysis/analyse';
import type { Flow } from './analysis/flow';
import { learnModules, type KnownModules, type ModuleSources } from './known_modules';
import type { Layout, Plan } from './plan';
import { orderProblems } from './refusals/order_problems';
import { otherLanguage } from './refusals/other_language';
import { recordedErrors } from './refusals/recorded_errors';
import { firstDifference } from './refusals/same_dataflow';
import { savedOrder } from './refusals/saved_order';
import { byPlace, planSteps } from './steps/plan_steps';
import { skippedByTag } from './steps/tag_sections';

/** What is known besides the notebook's text, and what a person chose. Its folder is the one that its code runs in. */
export interface PlanRequest extends ModuleSources {
  /** undefined: the document's, unless the notebook was saved out of order and it matters, which then refuses it */
  readonly order?: CellOrder | undefined;
  readonly layout?: Layout | undefined;
  /** each step seeds the generators anew, so that no state of theirs flows */
  readonly seedSteps?: boolean;
}

export type CellOrder = 'document' | 'recorded';

/** A code cell with what it is as Python. */
export interface PlannedCell {
  readonly cell: Cell;
  readonly python: PythonCell;
}

export interface PlannedNotebook {
  readonly notebook: Notebook;
  /** code cells in the order in which they run, without those that are left out */
  readonly cells: readonly PlannedCell[];
  readonly plan: Plan;
  /** what was learnt of the modules that the notebook imports */
  readonly modules: KnownModules;
}

/**
 * From a notebook's text to its plan. Whatever a notebook contains is a problem in the plan at most.
 * @throws TrialbookError `notebook-syntax` or `notebook-format` for text that is no notebook; the signal's reason
 */
export async function planNotebook(text: string, request: PlanRequest): Promise<PlannedNotebook> {
  const notebook = readNotebook(text);
  const foreign = otherLanguage(notebook);
  const left = new Set([...skippedByTag(notebook.cells), ...(request.layout?.dropped ?? [])]);
  const code = foreign.length > 0 ? [] : notebook.cells.filter(({ type, index }) => type === 'code' && !left.has(index));
  const names = namesMentioned(code);
  const converted = new Map(code.map((cell) => [cell, toPython(cell, names)]));
  const withPython = (cells: readonly Cell[]): PlannedCell[] => cells.flatMap((cell) => ({ cell, python: converted.get(cell) ?? toPython(cell) }));
  const modules = await learnModules(withPython(code), request);
  const flowOf = (cells: readonly Cell[]): Flow => analyse(withPython(cells), { ...modules, seedSteps: request.seedSteps ?? false });

  const saved = savedOrder(code);
  const ordered = request.order === 'recorded' && saved.recorded.length > 0 ? saved.recorded : code;
  const flow = flowOf(ordered);
  const outOfOrder = request.order === undefined && saved.late.length > 0;
  const difference = outOfOrder ? firstDifference(flowOf(saved.document), flowOf(saved.recorded)) : undefined;
  const plan = planSteps(notebook, flow, request.layout);
  const problems: Problem[] = [
    ...foreign,
    ...withPython(ordered).flatMap(({ python }) => python.problems),
    ...recordedErrors(ordered),
    ...(request.order === undefined ? orderProblems(saved, difference) : []),
    // Nothing runs in a notebook of another language, which is said already.
    ...(foreign.length > 0 ? [] : plan.problems),
  ];
  const cells = withPython(ordered);
  return { notebook, cells, modules, plan: withProblems({ ...plan, requirements: [...new Set(cells.flatMap(({ python }) => python.requirements))] }, problems) };
}

function withProblems(plan: Plan, problems: readonly Problem[]): Plan {
  const status = problems.some(({ severity }) => severity === 'error') ? 'refused' : 'ready';
  return { ...plan, status, problems: withoutRepetition(problems).sort(byPlace) };
}

/** Several parts may find the same. */
function withoutRepetition(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify([problem.code, problem.place, problem.message]), problem])).values()];
}
