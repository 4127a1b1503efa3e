import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { PYTHON } from './run_steps';

const root = join(import.meta.dirname, '..', '..');

export interface KernelSession {
  readonly folder: string;
  readonly cells: readonly string[];
}

export interface RunNotebook {
  readonly path: string;
  /** evaluated after its last cell */
  readonly expressions: readonly string[];
}

/** What became of a notebook: the `repr` of each expression. */
export type NotebookRan = { readonly values: readonly string[] } | { readonly error: string };

/** Runs cells in a real kernel each, where `import trialbook` is this repository's. @returns the status of each cell, by session */
export function runSessions(sessions: readonly KernelSession[]): Promise<readonly (readonly string[])[]> {
  return ask({ sessions }, {});
}

/** Runs notebooks from the top, each in a fresh kernel. @param storeDir where runs go that they start */
export function runNotebooks(notebooks: readonly RunNotebook[], storeDir: string): Promise<readonly NotebookRan[]> {
  return ask({ notebooks }, { TRIALBOOK_DIR: storeDir });
}

function ask<Answer>(question: object, env: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { env: { ...process.env, ...env, PYTHONPATH: join(root, 'python') }, maxBuffer: 1 << 26 };
    const child = execFile(PYTHON, [join(import.meta.dirname, 'kernel_sessions.py')], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stderr}`));
      else resolve(JSON.parse(stdout) as Answer);
    });
    child.stdin?.end(JSON.stringify(question));
  });
}
