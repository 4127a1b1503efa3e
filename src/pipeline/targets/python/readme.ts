import type { Notebook } from '../../../notebook/notebook';
import type { Plan } from '../../plan';
import type { GeneratedFile } from '../generated_file';
import { mermaid } from '../mermaid';
import { jsonOfLiteral } from './json_of_literal';

export interface ReadmeSource {
  readonly name: string;
  /** the notebook, relative to the pipeline's folder */
  readonly path: string;
  readonly notebook: Notebook;
  readonly plan: Plan;
}

/** What somebody who finds the folder wants to know: what it does, how to run it, where things are. */
export function readme(source: ReadmeSource): GeneratedFile {
  const { name, path, plan } = source;
  const file = path.slice(path.lastIndexOf('/') + 1);
  const parts = [
    `# ${markdown(name)}`,
    `A pipeline of ${counted(plan.steps.length, 'step')}, made by Trialbook from the notebook [${markdown(file)}](${encodeURI(path).replace(/[()]/g, encodeURIComponent)}).`,
    mermaid(plan),
    section('Run it', [
      '```sh', 'pip install -r requirements.txt', 'python pipeline.py', '```', '',
      'A step runs again only if its code, its parameters or what it reads has changed. Among the options:', '',
      '| | |', '| --- | --- |',
      ...(plan.parameters.length > 0 ? [`| \`--set ${plan.parameters[0]!.name}=VALUE\` | another value for this execution |`] : []),
      '| `--only STEP`, `--from STEP` | one step alone, or one and all that come after it |',
      '| `--explain` | which steps would run, and why; nothing runs |',
      '| `--force` | run everything again |',
      '| `--help` | all options |',
    ]),
    section('Steps', ['| step | what | cells | takes | gives |', '| --- | --- | --- | --- | --- |', ...plan.steps.map((step) => stepRow(step, source))]),
    ...(plan.parameters.length > 0 ? [parameters(plan)] : []),
    section('Where things are', [
      '- `steps/`: a module a step, with one function: its inputs and parameters are arguments, its outputs are returned. The code is the notebook\'s own.',
      ...(plan.shared.length > 0 ? ['- `steps/shared/definitions.py`: constants, functions and classes that steps share.'] : []),
      '- `parameters.json`: the values that executions start with.',
      '- `pipeline.py`: the table of steps, and the program that runs them. It needs nothing but Python.',
      '- `steps/shared/`, the rest of it: how variables are stored, what steps show, when a step need not run. It is the same in every pipeline.',
      '- `.runs/`: what each execution printed and drew; `report.html` in its folder shows it on one page.',
      '- `.cache/`: what steps returned. It can be removed at any time.',
    ]),
  ];
  return { path: 'README.md', text: `${parts.join('\n\n')}\n` };
}

function section(title: string, lines: readonly string[]): string {
  return [`## ${title}`, '', ...lines].join('\n');
}

function stepRow(step: Plan['steps'][number], { notebook }: ReadmeSource): string {
  const code = step.cells.filter((index) => notebook.cells[index]?.type !== 'markdown').map((index) => index + 1);
  const names = (list: readonly { readonly name: string }[]): string => list.map(({ name }) => `\`${name}\``).join(', ');
  return `| [${step.id}](steps/${encodeURIComponent(step.id)}.py) | ${markdown(step.title)} | ${ranges(code)} | ${names(step.inputs)} | ${names(step.outputs)} |`;
}

function parameters({ parameters: all }: Plan): string {
  const note = (literal: string): string => (jsonOfLiteral(literal) === undefined ? 'in the steps\' signatures: JSON has no such value' : '`parameters.json`');
  const rows = all.map(({ name, literal }) => `| \`${name}\` | ${code(literal)} | ${note(literal)} |`);
  return section('Parameters', ['| name | in the notebook | set in |', '| --- | --- | --- |', ...rows]);
}

/** `1, 2, 3, 5` as `1–3, 5`. */
function ranges(numbers: readonly number[]): string {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && last[1] + 1 === number) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Text on one line that Markdown, tables and HTML leave alone. */
function markdown(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/[\\`*{}[\]<>()#!|~&@$]|\b_|_\b/g, (character) => (character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`));
}

function code(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const shown = line.length > 60 ? `${line.slice(0, 59)}…` : line;
  const ticks = '`'.repeat(1 + Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)));
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return ticks + pad + shown.replaceAll('|', '\\|') + pad + ticks;
}
