import { spawn } from 'node:child_process';
import type { Repository } from './open_repository';
import { gitError, SAFE_CONFIG, safeEnvironment } from './safe_git';

export interface GitCall {
  /** given to git's standard input */
  readonly input?: Uint8Array | string;
  /** configuration on top of the safe one, as `name=value` */
  readonly config?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Ends git; the call then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface GitAnswer {
  readonly status: number;
  /** standard output, as it came */
  readonly output: Buffer;
  /** standard error, as text and as it came */
  readonly said: string;
  readonly saidBytes: Buffer;
}

/**
 * Runs git in a repository's work tree with the safe options, for what has to be given or taken as bytes; pathspecs are taken literally.
 * Resolves with its standard output. Throws `git-missing`, `git-untrusted`, `git-failed` (`details.said`: all that git said).
 */
export async function runGit(repository: Repository, args: readonly string[], call: GitCall = {}): Promise<Buffer> {
  const { status, output, said } = await askGit(repository, args, call);
  if (status !== 0) throw gitError(said || `${args[0]} ended with status ${status}`);
  return output;
}

/** As `runGit`, for commands whose exit status is an answer. Throws `git-missing` only. */
export function askGit(repository: Repository, args: readonly string[], call: GitCall = {}): Promise<GitAnswer> {
  const { input, config = [], environment = {}, signal } = call;
  signal?.throwIfAborted();
  const options = ['--no-pager', '--literal-pathspecs', ...[...SAFE_CONFIG, ...config].flatMap((setting) => ['-c', setting])];
  const child = spawn('git', [...options, ...args], {
    cwd: repository.root,
    env: safeEnvironment({ ...repository.environment, ...environment }),
    stdio: 'pipe',
    windowsHide: true,
  });
  return new Promise((resolve, reject) => {
    const end = (): void => {
      child.kill();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', end, { once: true });
    const output: Buffer[] = [];
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.once('error', (error) => {
      signal?.removeEventListener('abort', end);
      reject(gitError(error.message));
    });
    child.once('close', (status) => {
      signal?.removeEventListener('abort', end);
      const saidBytes = Buffer.concat(said);
      resolve({ status: status ?? 1, output: Buffer.concat(output), said: saidBytes.toString(), saidBytes });
    });
    // A git that ended early takes no more; what it said tells why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
