import type { Cell, Notebook } from '../../notebook/notebook';
import type { Place } from '../../notebook/place';
import type { Problem } from '../../notebook/problem';
import type { Role, Subject } from '../../pipeline/analysis/flow';
import type { Plan } from '../../pipeline/plan';
import type { PipelineCell, PipelineCheck, PipelineLine, PipelineProblem, PipelineSubject, PipelineView } from '../../protocol/pipeline_page';

const mostLines = 40;
const mostLineLength = 400;

/** What the page shows beside the plan itself. */
export interface PipelineSituation {
  /** the notebook's file name */
  readonly name: string;
  readonly uri: string;
  readonly order: 'document' | 'recorded';
  /** cells that the person left out */
  readonly dropped: readonly number[];
  readonly arranged: boolean;
  readonly check: PipelineCheck | null;
  readonly written: string | null;
}

/** A plan as the page draws it. */
export function pipelineView(notebook: Notebook, plan: Plan, situation: PipelineSituation): PipelineView {
  const { name, uri, order, dropped, arranged, check, written } = situation;
  const stepOf = new Map(plan.steps.flatMap(({ id, cells }) => cells.map((cell) => [cell, id] as const)));
  const rolesOf = Map.groupBy(plan.units, ({ cell }) => cell);
  const verdictOf = new Map(check && !check.outdated ? check.cells.map(({ cell, verdict }) => [cell, verdict] as const) : []);
  const lines = notebook.cells.map(({ source }) => source.split('\n'));
  const lineOf = ({ cell, line }: Place): PipelineLine => ({ cell, line, text: (lines[cell]?.[line - 1] ?? '').slice(0, mostLineLength) });
  return {
    notebook: name,
    uri,
    status: plan.status,
    cells: notebook.cells.map((cell): PipelineCell => {
      const step = stepOf.get(cell.index) ?? null;
      const roles = new Set((rolesOf.get(cell.index) ?? []).map(({ role }) => role));
      return { ...excerpt(cell), step, elsewhere: step === null ? elsewhere(cell, roles, dropped) : null, verdict: verdictOf.get(cell.index) ?? null };
    }),
    steps: plan.steps.map(({ id, title, inputs, outputs, parameters, report }) => ({
      id, title, parameters, report,
      inputs: inputs.map((input) => input.name),
      outputs: outputs.map((output) => output.name),
    })),
    flows: [...Map.groupBy(plan.flows, ({ from, to }) => JSON.stringify([from, to])).values()].map((same) => ({
      from: same[0]?.from ?? '',
      to: same[0]?.to ?? '',
      subjects: same.map(({ subject, causes }) => ({
        ...subjectWords(subject),
        causes: causes.map(({ made, used, through }) => ({ made: lineOf(made), used: lineOf(used), through: through.map(lineOf) })),
      })),
    })),
    problems: plan.problems.map((problem): PipelineProblem => ({
      severity: problem.severity, message: problem.message, at: lineOf(problem.place), fixes: fixesOf(problem),
    })),
    parameters: plan.parameters.map(({ name, literal }) => ({ name, literal })),
    order, arranged, check, written,
  };
}

function excerpt({ index, type, executionCount, source }: Cell): Pick<PipelineCell, 'index' | 'type' | 'executionCount' | 'source' | 'moreLines'> {
  const lines = source.split('\n');
  const shown = lines.slice(0, mostLines).map((line) => (line.length > mostLineLength ? `${line.slice(0, mostLineLength)}…` : line));
  return { index, type, executionCount, source: shown.join('\n'), moreLines: lines.length - shown.length };
}

const elsewhereWords: Readonly<Partial<Record<Role, string>>> = {
  import: 'imports',
  constant: 'shared definitions',
  definition: 'shared definitions',
  'local-definition': 'repeated in the steps that use it',
  setting: 'settings, repeated in each step',
  parameter: 'parameters',
};

function elsewhere(cell: Cell, roles: ReadonlySet<Role>, dropped: readonly number[]): string | null {
  if (dropped.includes(cell.index)) return 'left out';
  const words = [...roles].flatMap((role) => elsewhereWords[role] ?? []);
  return words.length > 0 ? [...new Set(words)].join(', ') : null;
}

function subjectWords(subject: Subject): Pick<PipelineSubject, 'name' | 'kind'> {
  if (subject === 'file:*') return { name: 'a file', kind: 'file' };
  if (subject.startsWith('file:')) return { name: subject.slice('file:'.length), kind: 'file' };
  if (subject.startsWith('random:')) return { name: subject.slice('random:'.length), kind: 'random' };
  return { name: subject, kind: 'variable' };
}

function fixesOf({ code, severity }: Problem): PipelineProblem['fixes'] {
  if (severity === 'note') return [];
  if (code === 'out-of-order') return ['document-order', 'recorded-order'];
  return code === 'layout' || code === 'not-portable' || code === 'random' ? [] : ['drop-cell'];
}
