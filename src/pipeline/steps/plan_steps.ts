import type { Notebook } from '../../notebook/notebook';
import type { Problem } from '../../notebook/problem';
import type { Flow } from '../analysis/flow';
import type { Layout, Plan, Step } from '../plan';
import { arrange } from './arrange';
import { bodies } from './body';
import { mergeBonded } from './bonds';
import { carry } from './carry';
import type { Draft } from './draft';
import { stepFlows } from './flows';
import { giveFreeNames } from './free_names';
import { identifiers } from './identifiers';
import { layoutProblems } from './layout_problems';
import { allBefore, orderOf } from './order';
import { parametersOf, textAt } from './parameters';
import { runsAfter } from './runs_after';
import { Statements } from './statements';
import { isVariable } from './subjects';
import { skippedByTag } from './tag_sections';

/**
 * A notebook's cells in steps, and exactly what each of them needs and gives. Pure; a layout that is not possible is a problem
 * in the plan, whose steps are there all the same.
 * @param layout steps as a person wants them, before tags and headings
 */
export function planSteps(notebook: Notebook, flow: Flow, layout?: Layout): Plan {
  const dropped = new Set([...skippedByTag(notebook.cells), ...(layout?.dropped ?? [])]);
  const statements = new Statements(flow, dropped);
  const arrangement = arrange(notebook, statements, layout, dropped);
  const { drafts, merges } = mergeBonded(arrangement.drafts, statements);
  const unordered = bodies(drafts, statements);
  const { order, cycle } = orderOf(unordered, allBefore(unordered, statements));
  const all = order.flatMap((at) => unordered[at] ?? []);
  const before = allBefore(all, statements);
  const { steps: carried, refused } = carry(all, statements);
  const names = giveFreeNames(notebook, all, statements);
  const ids = identifiers(all.map(({ draft }) => draft.title), freeNamesOf(statements));
  const after = runsAfter(all.length, before, carried);
  const idOf = (at: number): string => ids[at] ?? '';

  const steps = all.flatMap((body, at): Step[] => {
    const [free, flows] = [names.steps[at], carried[at]];
    if (!free || !flows) return [];
    return [
      {
        id: idOf(at),
        title: body.draft.title,
        cells: cellsInOrder(body.draft, notebook, statements),
        ...free,
        parameters: flows.parameters,
        inputs: flows.inputs.map(({ name, from, optional }) => ({ name, from: idOf(from), optional })),
        outputs: flows.outputs,
        random: flows.random.map(({ source, from }) => ({ source, from: from === null ? null : idOf(from) })),
        after: (after[at] ?? []).map(idOf),
        report: flows.outputs.length === 0 && flows.random.length === 0 && body.draft.units.every((id) => statements.unit(id).shows),
        readsName: [...free.units, ...free.prelude].some((id) => /\b__name__\b/.test(textAt(notebook, statements.unit(id).place))),
      },
    ];
  });
  const problems = [
    ...flow.problems.filter(({ place }) => !dropped.has(place.cell)),
    ...layoutProblems({ notebook, statements, layout, arrangement, merges, all, cycle, titles: unordered.map(({ draft }) => draft.title), refused }),
  ].sort(byPlace);
  return {
    status: problems.some(({ severity }) => severity === 'error') ? 'refused' : 'ready',
    steps,
    flows: stepFlows(all, before, carried, statements).map(({ from, to, ...rest }) => ({ from: idOf(from), to: idOf(to), ...rest })),
    parameters: parametersOf(notebook, statements),
    shared: names.shared,
    sharedImports: names.sharedImports,
    modules: flow.modules,
    requirements: [],
    problems,
    units: flow.units,
  };
}

/** The cells of a step as they run; a cell of text stands above the code that it stands above in the notebook. */
function cellsInOrder({ cells, units }: Draft, notebook: Notebook, statements: Statements): number[] {
  const runs = new Map<number, number>();
  for (const id of [...units].reverse()) runs.set(statements.unit(id).cell, id);
  let next = Infinity;
  const keyed = cells.toReversed().map((cell) => {
    if (notebook.cells[cell]?.type === 'code') next = runs.get(cell) ?? next;
    return { cell, key: next };
  });
  return keyed.sort((a, b) => (a.key === b.key ? a.cell - b.cell : a.key - b.key)).map(({ cell }) => cell);
}

/** Names that stand at the head of some step's module: a step called like one would hide it. */
function freeNamesOf(statements: Statements): ReadonlySet<string> {
  const roles = ['import', 'constant', 'definition', 'local-definition'] as const;
  return new Set(roles.flatMap((role) => statements.withRole(role)).flatMap(({ writes }) => writes.map(({ subject }) => subject)).filter(isVariable));
}

/** As they stand in the notebook. */
export function byPlace(one: Problem, other: Problem): number {
  return one.place.cell - other.place.cell || one.place.line - other.place.line || one.place.column - other.place.column;
}
