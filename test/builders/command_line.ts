import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..', '..');

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly finished: Promise<Finished>;
  /** resolves once the output so far matches */
  readonly printed: (pattern: RegExp) => Promise<void>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** The `trialbook` command, bundled as it is shipped and run as a process of its own. */
export class CommandLine implements AsyncDisposable {
  private constructor(private readonly folder: string) {}

  static async build(): Promise<CommandLine> {
    const folder = mkdtempSync(join(tmpdir(), 'trialbook-cli-'));
    // Others may run it as well: see `runAsNobody`.
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'dist'));
    copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(root, 'python'), join(folder, 'python'), 'junction');
    const commandLine = new CommandLine(folder);
    const built = build({
      absWorkingDir: root, entryPoints: ['src/cli.ts'], outfile: join(folder, 'dist', 'cli.js'), bundle: true, platform: 'node', format: 'cjs',
      target: 'node12', external: ['better-sqlite3'], logLevel: 'error',
    });
    await built.catch(async (error: unknown) => {
      await commandLine[Symbol.asyncDispose]();
      throw error;
    });
    return commandLine;
  }

  start(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}, node: string = process.execPath, uid?: number): Started {
    const { TRIALBOOK_DIR: _, ...inherited } = process.env;
    const child = spawn(node, [join(this.folder, 'dist', 'cli.js'), ...args], {
      ...{ cwd, env: { ...inherited, NODE_PATH: join(root, 'node_modules'), ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const finished = new Promise<Finished>((resolve) => child.once('close', (status) => resolve({ status, stdout, stderr })));
    const printed = (pattern: RegExp): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = (): void => (pattern.test(stdout) ? resolve() : undefined);
        child.stdout.on('data', look);
        child.once('close', () => reject(new Error(`ended without ${String(pattern)}: ${stdout}${stderr}`)));
        look();
      });
    return { finished, printed, kill: (signal) => child.kill(signal) };
  }

  run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    return this.start(args, cwd, env).finished;
  }

  /** As somebody whom no permission is waived for; who tests is root in many containers. */
  runAsNobody(args: readonly string[], cwd: string): Promise<Finished> {
    return this.start(args, cwd, {}, process.execPath, process.getuid?.() === 0 ? 65534 : undefined).finished;
  }

  /** With another Node than the one that runs the tests. */
  runUnder(node: string, args: readonly string[], cwd: string): Promise<Finished> {
    return this.start(args, cwd, {}, node).finished;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
