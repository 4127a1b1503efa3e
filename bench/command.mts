import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The JSON that a program prints. What it says on stderr is shown when it fails. */
export async function jsonOf<T>(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<T> {
  const { stdout } = await run(program, args, { env: { ...process.env, ...env }, maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as T;
}
