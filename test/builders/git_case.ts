import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LeftOut, Submodule } from '../../src/core/run';

type Name = string | { readonly base64: string };

type Step =
  | { readonly git: readonly string[]; readonly in?: string; readonly fails?: boolean }
  | { readonly commit: string; readonly in?: string }
  | FileStep
  | { readonly delete: Name }
  | { readonly link: Name; readonly to: string }
  | { readonly mode: Name; readonly to: string }
  | { readonly fifo: Name }
  | { readonly touch: Name; readonly time: number };

interface FileStep {
  readonly write: Name;
  readonly text?: string;
  readonly base64?: string;
  readonly size?: number;
  readonly mode?: string;
}

/** A case of test/cases/git; its README says what the fields mean. */
export interface GitCase {
  readonly about: string;
  readonly needs?: 'modes' | 'links' | 'fifo' | 'bytes';
  readonly steps: readonly Step[];
  readonly in?: string;
  readonly expect: {
    readonly root?: string;
    readonly commit: string | null;
    readonly branch: string | null;
    readonly dirty: boolean;
    readonly snapshot: string | null;
    readonly tree?: readonly (readonly [string, string, string])[];
    readonly left_out?: LeftOut;
    readonly submodules?: readonly Submodule[];
    readonly operation?: string;
    readonly problem?: string;
  };
}

const FOLDER = join(import.meta.dirname, '..', 'cases', 'git');

export function gitCases(): { readonly file: string; readonly case: GitCase }[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json') && name !== 'names.json');
  return files.flatMap((file) => {
    const { cases } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { cases: GitCase[] };
    return cases.map((one) => ({ file: file.replace('.json', ''), case: one }));
  });
}

export interface GitNames {
  readonly secret: readonly string[];
  readonly not_secret: readonly string[];
  readonly source: readonly string[];
  readonly not_source: readonly string[];
}

export function gitNames(): GitNames {
  return JSON.parse(readFileSync(join(FOLDER, 'names.json'), 'utf8')) as GitNames;
}

/** Whether the machine can build the case. */
export function canBuild({ needs }: GitCase): boolean {
  if (process.platform === 'win32') return needs === undefined;
  return needs !== 'bytes' || process.platform === 'linux';
}

export interface BuiltCase {
  /** the folder in which all was built, `work` among it */
  readonly folder: string;
  /** where the snapshot is asked for */
  readonly asked: string;
  /** to be set while it is taken */
  readonly environment: Readonly<Record<string, string>>;
}

/** Builds the case's repository with git itself. */
export function buildGitCase({ steps, in: asked = '.' }: GitCase): BuiltCase {
  const folder = mkdtempSync(join(tmpdir(), 'trialbook-case-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const work = join(folder, 'work');
  mkdirSync(work);
  writeFileSync(join(folder, 'empty'), '');
  const environment = { GIT_CONFIG_GLOBAL: join(folder, 'empty'), GIT_CONFIG_SYSTEM: join(folder, 'empty') };
  const builder = new Builder(work, environment);
  for (const step of steps) builder.take(step);
  rmSync(join(folder, 'empty'));
  return { folder, asked: join(work, asked), environment };
}

class Builder {
  private readonly environment: NodeJS.ProcessEnv;

  constructor(
    private readonly work: string,
    configuration: Readonly<Record<string, string>>,
  ) {
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
    const by = { NAME: 'Ada', EMAIL: 'ada@example.org', DATE: '1767323045 +0000' };
    const person = Object.entries(by).flatMap(([name, value]) => [`GIT_AUTHOR_${name}`, `GIT_COMMITTER_${name}`].map((variable) => [variable, value]));
    this.environment = {
      ...(Object.fromEntries([...others, ...person]) as NodeJS.ProcessEnv),
      ...configuration,
      ...{ GIT_CONFIG_COUNT: '2', GIT_CONFIG_KEY_0: 'init.defaultBranch', GIT_CONFIG_VALUE_0: 'main' },
      ...{ GIT_CONFIG_KEY_1: 'protocol.file.allow', GIT_CONFIG_VALUE_1: 'always', LC_ALL: 'C' },
    };
  }

  take(step: Step): void {
    if ('git' in step) this.git(step.git, step.in, step.fails);
    else if ('commit' in step) {
      this.git(['add', '--all'], step.in);
      this.git(['commit', '--quiet', '--message', step.commit], step.in);
    } else if ('write' in step) this.write(step);
    else if ('delete' in step) rmSync(this.place(step.delete), { recursive: true });
    else if ('link' in step) {
      const place = this.place(step.link);
      rmSync(place, { recursive: true, force: true });
      symlinkSync(step.to, place);
    } else if ('mode' in step) chmodSync(this.place(step.mode), parseInt(step.to, 8));
    else if ('fifo' in step) execFileSync('mkfifo', [String(this.place(step.fifo))]);
    else utimesSync(this.place(step.touch), step.time, step.time);
  }

  private git(args: readonly string[], folder = '.', fails = false): void {
    const cwd = join(this.work, folder);
    mkdirSync(cwd, { recursive: true });
    const { status, stderr } = spawnSync('git', args, { cwd, env: this.environment, encoding: 'utf8' });
    if ((status !== 0) !== fails) throw new Error(`git ${args.join(' ')}: ${status} ${stderr}`);
  }

  private write({ write, text, base64, size, mode }: FileStep): void {
    const place = this.place(write);
    const isNew = !existsSync(place);
    if (!isNew && lstatSync(place).isSymbolicLink()) rmSync(place);
    writeFileSync(place, base64 === undefined ? (text ?? '') : Buffer.from(base64, 'base64'));
    if (size !== undefined) truncateSync(place, size);
    if (mode !== undefined || isNew) chmodSync(place, parseInt(mode ?? '644', 8));
  }

  private place(name: Name): string | Buffer {
    if (typeof name !== 'string') {
      const path = Buffer.concat([Buffer.from(`${this.work}/`), Buffer.from(name.base64, 'base64')]);
      mkdirSync(path.subarray(0, path.lastIndexOf('/')), { recursive: true });
      return path;
    }
    mkdirSync(dirname(join(this.work, name)), { recursive: true });
    return join(this.work, name);
  }
}
