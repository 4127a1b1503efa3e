import type { Notebook } from '../../../notebook/notebook';
import type { Unit } from '../../analysis/flow';
import type { Plan } from '../../plan';
import type { GeneratedFile } from '../generated_file';
import { requirementsFile, type ModuleVersions } from '../requirements_file';
import type { Templates } from '../templates';
import { BroughtNames } from './brought_names';
import { definitionsModule } from './definitions_module';
import { isBrought } from './import_head';
import { NotebookText, type CodeCell } from './notebook_text';
import { parametersFile, parameterValues } from './parameters_file';
import { readme } from './readme';
import { StepModule } from './step_module';
import { runnerText } from './steps_table';

export interface PythonSource {
  readonly notebook: Notebook;
  /** its code cells */
  readonly cells: readonly CodeCell[];
  readonly plan: Plan;
  /** for people, as a title */
  readonly name: string;
  /** the notebook, and the folder that its code runs in, relative to the pipeline's folder, with `/` */
  readonly path: string;
  readonly work: string;
  readonly versions: ModuleVersions;
  readonly templates: Templates;
  /** by name, JSON: values of parameters in place of the notebook's */
  readonly parameters?: ReadonlyMap<string, string>;
  /** around each cell, calls by which Check looks at the variables */
  readonly probe?: boolean;
  /** seeds the global generators of each step with this, in place of handing their states on */
  readonly seed?: number;
}

/**
 * The files of a pipeline that runs with nothing but Python: a module a step, what they share, the runner.
 * @throws TrialbookError `pipeline-unwritable` where a step's text cannot be the body of a function
 */
export function writePython(source: PythonSource): GeneratedFile[] {
  const { notebook, cells, plan, templates, parameters = new Map<string, string>(), probe = false } = source;
  const brought = new BroughtNames(boundNames(plan, cells));
  const texts = new NotebookText(notebook, cells, plan, brought);
  const definitions = definitionsModule(plan, texts, brought);
  const shared: GeneratedFile[] = [
    { path: 'steps/shared/__init__.py', text: '' },
    ...(definitions === undefined ? [] : [{ path: 'steps/shared/definitions.py', text: definitions }]),
    ...Object.entries(templates.shared).map(([name, text]) => ({ path: `steps/shared/${name}`, text })),
    ...(probe ? [{ path: 'steps/shared/probe.py', text: templates.probe }] : []),
  ];
  const set = new Set(parameterValues(plan.parameters, parameters).keys());
  const settings = { notebook: source.path, work: source.work, seed: source.seed ?? null, parameters: set };
  return [
    { path: 'pipeline.py', text: runnerText(templates.runner, plan.steps, settings) },
    { path: 'steps/__init__.py', text: '' },
    ...plan.steps.map((step) => ({ path: `steps/${step.id}.py`, text: new StepModule(step, plan, texts, brought, probe).text() })),
    ...shared,
    parametersFile(plan.parameters, parameters),
    requirementsFile(plan.modules, plan.requirements, source.versions),
    readme(source),
    { path: '.gitignore', text: '.runs/\n.cache/\n__pycache__/\n' },
  ];
}

/** Names that mean something of the notebook's own, so that what the pipeline brings along must be called otherwise. */
function boundNames(plan: Plan, cells: readonly CodeCell[]): ReadonlySet<string> {
  const importedFrom = ({ cell: index, place }: Unit): string | undefined => {
    const line = cells.find(({ cell }) => cell.index === index)?.python.text.split('\n')[place.line - 1] ?? '';
    return /^\s*(from\s+\S+)\s+import\b/.exec(line)?.[1]?.replace(/\s+/g, ' ');
  };
  const names = plan.units.filter(({ role }) => role !== 'nothing').flatMap((unit) => {
    const subjects = unit.writes.map(({ subject }) => subject);
    if (unit.role !== 'import' || !subjects.includes('display')) return subjects;
    return subjects.filter((name) => !isBrought(importedFrom(unit), { name, asname: undefined }));
  });
  return new Set([...names, ...plan.steps.map(({ id }) => id), ...plan.parameters.map(({ name }) => name)]);
}
