import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { TrialbookError } from '../../core/errors';

export interface Questions {
  /** modules whose `from module import *` is to be known; they are imported, so those of the notebook's folder should not be among them */
  readonly stars: readonly string[];
  /** modules, dotted or not, whose distribution is to be known; they are not imported */
  readonly modules: readonly string[];
}

export interface InterpreterAnswer {
  /** by module: the names that its star import binds, null where that raises or took too long */
  readonly stars: Readonly<Record<string, readonly string[] | null>>;
  /** by module: `{distribution: 'scikit-learn', version: '1.5.0'}` for `sklearn`; null for those of Python, unknown and unclear ones */
  readonly versions: Readonly<Record<string, ModuleVersion | null>>;
  /** top-level modules of the standard library */
  readonly stdlib: readonly string[];
  /** `3.11.7` */
  readonly python: string;
}

export interface ModuleVersion {
  readonly distribution: string;
  readonly version: string;
}

export interface AskOptions {
  /** the folder that the extension is installed in */
  readonly root: string;
  readonly signal?: AbortSignal | undefined;
  /** when nothing more was answered for so long, what is known is the answer */
  readonly timeoutMs?: number;
}

const Names = v.nullable(v.array(v.string()));
const Line = v.union([
  v.object({ python: v.string(), old: v.literal(true) }),
  v.object({
    python: v.string(),
    stdlib: v.array(v.string()),
    versions: v.record(v.string(), v.nullable(v.object({ distribution: v.string(), version: v.string() }))),
  }),
  v.object({ star: v.string(), names: Names }),
]);

const TIMEOUT_MS = 60_000;

/**
 * Starts a Python once and asks it about modules. What cannot be imported is null in the answer, never an error.
 * @param python what to start: a path, or a name on PATH
 * @param cwd the folder it is started in: the notebook's
 * @throws TrialbookError `no-python` where it cannot be started or gives no answer, `old-python` below 3.9; the signal's reason
 */
export async function askInterpreter(python: string, cwd: string, questions: Questions, { root, signal, timeoutMs = TIMEOUT_MS }: AskOptions): Promise<InterpreterAnswer> {
  signal?.throwIfAborted();
  if (!existsSync(cwd)) throw new TrialbookError('no-folder', `${cwd} is not there any more. Save the notebook in a folder.`);
  const env = { ...process.env, MPLBACKEND: 'Agg', PYTHONIOENCODING: 'utf-8' };
  const child = spawn(python, [join(root, 'python', 'pipeline', 'ask.py')], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  const stop = (): boolean => child.kill('SIGKILL');
  const timer = setTimeout(stop, timeoutMs);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-2_000)));
    const failed = new Promise<Error>((resolve) => child.once('error', resolve));
    const ended = new Promise<undefined>((resolve) => child.once('close', () => resolve(undefined)));
    // One that is gone before it was asked says so by having no answer.
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(questions));
    const [answer, failure] = await Promise.all([collect(child.stdout, questions, python, () => timer.refresh()), Promise.race([failed, ended])]);
    signal?.throwIfAborted();
    if (failure) throw new TrialbookError('no-python', `${python} cannot be started (${codeOf(failure)}). Choose another Python.`);
    if (!answer) throw new TrialbookError('no-python', `${python} gave no answer${errors.trim() === '' ? '' : `: ${errors.trim().split('\n').at(-1)}`}. Choose another Python.`);
    return answer;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    if (child.exitCode === null && child.signalCode === null) stop();
  }
}

async function collect(output: NodeJS.ReadableStream, questions: Questions, python: string, answered: () => void): Promise<InterpreterAnswer | undefined> {
  const stars: Record<string, readonly string[] | null> = Object.fromEntries(questions.stars.map((module) => [module, null]));
  let general: Omit<InterpreterAnswer, 'stars'> | undefined;
  for await (const text of createInterface({ input: output })) {
    const line = v.safeParse(Line, parsedJson(text));
    // Something else that a wrapper around Python prints, say.
    if (!line.success) continue;
    answered();
    if ('old' in line.output) throw new TrialbookError('old-python', `${python} is Python ${line.output.python}; pipelines need 3.9 or newer. Choose another Python.`);
    if ('star' in line.output) stars[line.output.star] = line.output.names;
    else general = line.output;
  }
  return general && { stars, ...general };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? error.message;
}
