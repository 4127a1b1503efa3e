import type { Cell, Notebook } from '../notebook/notebook';
import type { Problem } from '../notebook/problem';
import { interactivities } from '../notebook/ipython/interactivity';
import { MentionedNames } from '../notebook/ipython/mentioned_names';
import { toPython } from '../notebook/ipython/to_python';
import { readNotebook } from '../notebook/read_notebook';
import { analyse } from './analysis/analyse';
import type { Flow } from './analysis/flow';
import { importedModules, learnModules, type KnownModules, type ModuleSources } from './known_modules';
import { parsedCell, type ParsedCell } from './parsed_cell';
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

export interface PlannedNotebook {
  readonly notebook: Notebook;
  /** code cells in the order in which they run, without those that are left out */
  readonly cells: readonly ParsedCell[];
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
  const names = new MentionedNames(code);
  const shown = interactivities(code);
  const parsed = new Map(code.map((cell) => [cell, parsedCell(cell, toPython(cell, names, shown.get(cell)))]));
  const parsedOf = (cells: readonly Cell[]): ParsedCell[] => cells.flatMap((cell) => parsed.get(cell) ?? []);
  const imported = importedModules(parsedOf(code), request.folder);
  const learning = learnModules(imported, request);
  // Python answers while the statements are followed, which wait for it where they need names that it knows.
  const stars = imported.stars.length > 0 ? (await learning).stars : new Map<string, readonly string[]>();
  const options = { stars, localModules: imported.local, seedSteps: request.seedSteps ?? false };
  const flowOf = (cells: readonly Cell[]): Flow => analyse(parsedOf(cells), options);

  const saved = savedOrder(code);
  const ordered = request.order === 'recorded' && saved.recorded.length > 0 ? saved.recorded : code;
  const cells = parsedOf(ordered);
  const flow = flowOf(ordered);
  const outOfOrder = request.order === undefined && saved.late.length > 0;
  // Cells without a number have not run in either order; where there are none, the document's order is followed already.
  const documents = (): Flow => (saved.neverRun.length === 0 ? flow : flowOf(saved.document));
  const difference = outOfOrder ? firstDifference(documents(), flowOf(saved.recorded)) : undefined;
  const plan = planSteps(notebook, flow, request.layout);
  const problems: Problem[] = [
    ...foreign,
    ...cells.flatMap(({ python }) => python.problems),
    ...recordedErrors(ordered),
    ...(request.order === undefined ? orderProblems(saved, difference) : []),
    // Nothing runs in a notebook of another language, which is said already.
    ...(foreign.length > 0 ? [] : plan.problems),
  ];
  return { notebook, cells, modules: await learning, plan: withProblems({ ...plan, requirements: [...new Set(cells.flatMap(({ python }) => python.requirements))] }, problems) };
}

function withProblems(plan: Plan, problems: readonly Problem[]): Plan {
  const status = problems.some(({ severity }) => severity === 'error') ? 'refused' : 'ready';
  return { ...plan, status, problems: withoutRepetition(problems).sort(byPlace) };
}

/** Several parts may find the same. */
function withoutRepetition(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify([problem.code, problem.place, problem.message]), problem])).values()];
}
