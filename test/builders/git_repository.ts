import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openRepository, type Repository } from '../../src/git/open_repository';

/** Nothing of who runs the tests, and every commit at one time, so that ids are the same everywhere. */
const ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_AUTHOR_DATE: '1700000000 +0100',
  GIT_COMMITTER_DATE: '1700000000 +0100',
};

/** A real repository in a folder of its own, which goes when the test is over. */
export class GitRepository {
  constructor(readonly root: string) {}

  /** One whose first commit has these files; none without files. */
  static make(files: Readonly<Record<string, string | Buffer>> = {}): GitRepository {
    const folder = mkdtempSync(join(tmpdir(), 'trialbook git ü-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const repository = new GitRepository(join(folder, 'work'));
    mkdirSync(repository.root);
    repository.git('init', '-q', '-b', 'main');
    if (Object.keys(files).length > 0) repository.write(files).commit('First');
    return repository;
  }

  /** Runs git as a person would; returns what it printed, without the last line's end. */
  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.root, env: { ...process.env, ...ENVIRONMENT }, encoding: 'utf8', stdio: 'pipe' }).trimEnd();
  }

  write(files: Readonly<Record<string, string | Buffer>>): this {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), content);
    }
    return this;
  }

  /** Commits all there is; returns the commit's id. */
  commit(message: string): string {
    this.git('add', '-A');
    this.git('commit', '-q', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  async open(): Promise<Repository> {
    const repository = await openRepository(this.root);
    if (!repository) throw new Error(`${this.root} is no work tree`);
    return repository;
  }
}
