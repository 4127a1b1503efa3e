import { TrialbookError } from '../../../core/errors';
import type { Step } from '../../plan';
import { pythonLiteral, type PythonValue } from './python_literal';

const BEGIN = '# --- steps: begin';
const END = '# --- steps: end';

export interface RunnerSettings {
  /** relative to the pipeline's folder, with `/`: the notebook, and the folder that its code runs in */
  readonly notebook: string;
  readonly work: string;
  /** each step seeds the global generators with this */
  readonly seed: number | null;
  /** names of those that are set in the file of parameters */
  readonly parameters: ReadonlySet<string>;
}

/** The runner with the table of a pipeline's steps. */
export function runnerText(template: string, steps: readonly Step[], settings: RunnerSettings): string {
  const begin = template.indexOf(BEGIN);
  const end = template.indexOf(END);
  if (begin < 0 || end < begin) throw new TrialbookError('pipeline-template', 'the runner that pipelines are written with is damaged; install Trialbook again');
  return template.slice(0, begin) + table(steps, settings) + template.slice(end);
}

function table(steps: readonly Step[], { notebook, work, seed, parameters }: RunnerSettings): string {
  const settings = [
    ['NOTEBOOK', pythonLiteral(notebook)],
    ['WORK', pythonLiteral(work)],
    ['PARAMETERS', pythonLiteral('parameters.json')],
    ['SEED_STEPS', pythonLiteral(seed)],
  ];
  return [
    BEGIN,
    ...settings.map(([name, value]) => `${name} = ${value}`),
    'STEPS = [',
    ...steps.flatMap((step) => stepLines(step, parameters)),
    ']',
    '',
  ].join('\n');
}

function stepLines(step: Step, parameters: ReadonlySet<string>): string[] {
  const groups = Map.groupBy(step.outputs, ({ group }) => group);
  const fields: [string, PythonValue][] = [
    ['name', step.id],
    ['title', step.title],
    ['inputs', Object.fromEntries(step.inputs.map(({ name, from }) => [name, from]))],
    ['optional_inputs', step.inputs.filter(({ optional }) => optional).map(({ name }) => name)],
    ['outputs', step.outputs.map(({ name }) => name)],
    ['uncertain', step.outputs.filter(({ certain }) => !certain).map(({ name }) => name)],
    ['groups', Object.fromEntries([...groups].filter(([, members]) => members.length > 1).map(([group, members]) => [group, members.map(({ name }) => name)]))],
    ['parameters', step.parameters.filter((name) => parameters.has(name))],
    ['random', Object.fromEntries(step.random.map(({ source, from }) => [source, from]))],
    ['after', [...step.after]],
    ['cells', [...step.cells]],
  ];
  const told = fields.filter(([name, value]) => name === 'name' || name === 'title' || !isEmpty(value));
  return ['    Step(', ...told.map(([name, value]) => `        ${name}=${pythonLiteral(value)},`), '    ),'];
}

/** What the runner takes a field for that is not told. */
function isEmpty(value: PythonValue): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
