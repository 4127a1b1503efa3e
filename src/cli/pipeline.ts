import { readFileSync } from 'node:fs';
import { basename, delimiter, dirname, join, relative, resolve } from 'node:path';
import { TrialbookError } from '../core/errors';
import { commandLine } from '../core/command_line';
import { checkPipeline } from '../pipeline/check/check_pipeline';
import type { CheckProgress } from '../pipeline/check/check_program';
import type { CheckReport } from '../pipeline/check/check_report';
import { checkLines } from '../pipeline/check/check_words';
import { generatePipeline, type ExportRequest } from '../pipeline/export_pipeline';
import { planNotebook, type PlannedNotebook } from '../pipeline/plan_notebook';
import { mayWriteFolder, writeFolder, type WrittenFolder } from '../pipeline/targets/write_folder';
import { UsageError, type Arguments } from './arguments';
import type { Command } from './command';
import { counted } from './counted';
import { findPython } from './find_python';
import { Interruption } from './interruption';
import { readLayout } from './layout_file';
import { parameterValues } from './parameter_values';
import { planJson, stepJson } from './plan_json';
import { writeProblems, writeSteps } from './plan_text';
import { printableLines } from './printable';
import type { Terminal } from './terminal';
import { packageRoot } from './version';

/** What the generators are seeded with by `--seed-steps`. */
const SEED = 0;
const RUNS: Readonly<Record<CheckProgress['run'], string>> = { notebook: 'Running the notebook', pipeline: 'Running the pipeline', again: 'Running the notebook once more, as something differs' };

export const pipeline: Command = {
  summary: 'a notebook as a pipeline that runs',
  operands: 'NOTEBOOK',
  examples: ['explore.ipynb', 'explore.ipynb --check', 'explore.ipynb --set C=0.5 --out small'],
  options: {
    target: { type: 'string', value: 'python', help: 'what runs it; python, a runner without dependencies, if not given' },
    out: { type: 'string', short: 'o', value: 'DIR', help: 'where it goes; NOTEBOOK_pipeline beside the notebook if not given' },
    plan: { type: 'boolean', help: 'write nothing; print steps, flows with their causes, and problems as JSON' },
    check: { type: 'boolean', help: 'run the notebook and the pipeline in clean folders and compare; write it only if it gives the same' },
    set: { type: 'string', multiple: true, value: 'NAME=VALUE', help: 'another value for a parameter; VALUE is JSON, else a text' },
    order: { type: 'string', value: 'document|recorded', help: 'which order the cells run in, for a notebook saved out of order' },
    python: { type: 'string', value: 'PATH', help: 'the Python with the packages; .venv or venv beside the notebook or here, else PATH, if not given' },
    'seed-steps': { type: 'boolean', help: 'seed each step by itself: more runs in parallel, other random numbers than in the notebook' },
    layout: { type: 'string', value: 'FILE', help: 'steps as you want them, as JSON' },
    force: { type: 'boolean', help: 'write over what was changed by hand' },
    json: { type: 'boolean', help: 'for programs' },
  },
  async run({ args, terminal, cwd, env }) {
    args.expectOperands(1, 1, 'one NOTEBOOK');
    args.choice('target', ['python']);
    if (args.flag('plan') && args.flag('check')) throw new UsageError('--plan and --check exclude each other');
    const order = args.choice('order', ['document', 'recorded']);
    const root = packageRoot();
    const notebook = resolve(cwd, args.operands[0] ?? '');
    const folder = dirname(notebook);
    const given = args.text('python');
    // A path is one from here; a name is looked for on PATH when it is started.
    const python = given === undefined ? findPython([folder, cwd], env) : /[/\\]/.test(given) ? resolve(cwd, given) : given;
    const layout = args.text('layout');
    const seedSteps = args.flag('seed-steps');
    using interruption = new Interruption();
    const { signal } = interruption;
    const planned = await planNotebook(readFileSync(notebook, 'utf8'), {
      ...{ folder, interpreter: python, root, order, seedSteps, signal },
      layout: layout === undefined ? undefined : readLayout(resolve(cwd, layout)),
    });
    if (given !== undefined && planned.modules.failure !== null) throw new TrialbookError('no-python', planned.modules.failure);
    const parameters = parameterValues(args.each('set'), planned.plan.parameters);
    const done = new Done(notebook, planned, args, terminal);
    if (args.flag('plan')) return done.plan();
    if (planned.plan.status === 'refused') return done.refuse();

    const out = args.text('out') === undefined ? defaultFolder(notebook) : resolve(cwd, args.text('out') ?? '');
    const force = args.flag('force');
    const request: ExportRequest = { planned, target: 'python', out, notebook, root, parameters, force, ...(seedSteps ? { seed: SEED } : {}) };
    const files = await generatePipeline(request);
    await mayWriteFolder(out, files, { force });
    done.steps();
    if (args.flag('check')) {
      if (python === undefined) throw new TrialbookError('no-python', 'no Python was found to check with; name one with --python');
      const checking = { notebook, cells: planned.cells, plan: planned.plan, files: await generatePipeline({ ...request, probe: true }) };
      const pipelineFolder = relative(folder, out).replaceAll('\\', '/');
      done.checked(await checkPipeline({ ...checking, pipelineFolder, python, root, parameters, onProgress: done.progress }, signal));
    }
    done.written(out, await writeFolder(out, files, { force }), runLine(cwd, out, python, env.PATH ?? ''));
  },
};

/** Tells what was done, in text as it happens or as one JSON document at the end. */
class Done {
  private report: CheckReport | undefined;
  private runs = '';

  constructor(
    private readonly path: string,
    private readonly planned: PlannedNotebook,
    private readonly args: Arguments,
    private readonly terminal: Terminal,
  ) {}

  plan(): void {
    const { notebook, plan } = this.planned;
    this.terminal.json(planJson(notebook, plan));
    if (plan.status === 'refused') throw this.refusal();
  }

  refuse(): never {
    const { notebook, plan } = this.planned;
    if (this.isJson) this.terminal.json({ ...planJson(notebook, plan), out: null });
    else writeProblems(this.terminal, notebook, plan.problems);
    throw this.refusal();
  }

  steps(): void {
    const { notebook, plan, modules } = this.planned;
    if (this.isJson) return;
    writeSteps(this.terminal, plan);
    this.terminal.line();
    writeProblems(this.terminal, notebook, plan.problems);
    if (plan.problems.length > 0) this.terminal.line();
    for (const hint of hints(plan.modules, modules)) this.terminal.aside(hint);
  }

  readonly progress = ({ run }: CheckProgress): void => {
    if (this.isJson || !this.terminal.isInteractive || run === this.runs) return;
    this.runs = run;
    this.terminal.aside(`${RUNS[run]} …`);
  };

  /** @throws TrialbookError where the check did not find the same */
  checked(report: CheckReport): void {
    this.report = report;
    if (!this.isJson) {
      this.terminal.lines(checkLines(report).map(printableLines));
      this.terminal.line();
    }
    if (report.verdict === 'same') return;
    if (this.isJson) this.terminal.json({ ...this.exported(report.verdict), out: null });
    const why = report.verdict === 'differs' ? 'the pipeline does not give what the notebook gives' : 'the check failed';
    throw new TrialbookError('pipeline-differs', `${why}; nothing was written`);
  }

  written(out: string, folder: WrittenFolder, run: string): void {
    if (this.isJson) return this.terminal.json({ ...this.exported('exported'), out, ...folder });
    this.terminal.line(`${counted(this.planned.plan.steps.length, 'step')} written to ${out}`);
    this.terminal.line(`run it: ${run}`);
  }

  private exported(status: 'exported' | CheckReport['verdict']): Record<string, unknown> {
    const { notebook, plan } = this.planned;
    return { status, steps: plan.steps.map(stepJson), problems: planJson(notebook, plan).problems, check: this.report ?? null };
  }

  private get isJson(): boolean {
    return this.args.flag('json');
  }

  private refusal(): TrialbookError {
    const errors = this.planned.plan.problems.filter(({ severity }) => severity === 'error').length;
    return new TrialbookError('pipeline-refused', `${basename(this.path)} cannot become a pipeline as it is: ${counted(errors, 'problem')}`);
  }
}

/** What could not be found out, and what that means. */
function hints(imported: readonly string[], { python, failure, versions }: PlannedNotebook['modules']): string[] {
  if (python === null) return [`${failure ?? 'no Python was found'}: requirements.txt is without versions; name a Python with --python`];
  const missing = imported.filter((name) => versions[name] === null);
  return missing.length === 0 ? [] : [`not installed in this Python: ${missing.join(', ')}`];
}

function defaultFolder(notebook: string): string {
  return join(dirname(notebook), `${basename(notebook).replace(/\.ipynb$/i, '')}_pipeline`);
}

/** How to run it from here. */
function runLine(cwd: string, out: string, python: string | undefined, path: string): string {
  const fromHere = (file: string): string => (relative(cwd, file).startsWith('..') ? file : relative(cwd, file));
  const started = python === undefined ? 'python' : path.split(delimiter).includes(dirname(python)) ? basename(python) : fromHere(python);
  return commandLine([started, fromHere(join(out, 'pipeline.py'))]);
}
