import { beforeEach, describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/core/csv';
import { takeSnapshot } from '../../../src/git/snapshot';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository } from '../../builders/git_repository';
import { Project } from './project';

const project = Project.forEachTest();
let work: GitRepository;

beforeEach(() => {
  work = new GitRepository(project.folder);
  work.git('init', '-q', '-b', 'main');
  work.write({ '.gitignore': '.trialbook\n', 'train.py': 'def train():\n    return 1\n', 'model.py': 'DEPTH = 3\n' }).commit('First');
});

/** A run of the work tree as it is. */
async function run(name: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { id, commit, branch, dirty } = await takeSnapshot(await work.open(), '0123456789abcdef');
  project.run(name).record('git', { root: work.root, commit, branch, dirty, subject: 'First', snapshot: id, ...more }).end();
  return id;
}

const uncommit = () => work.write({ 'train.py': 'def train():\n    return 2\n', 'notes.txt': 'new\n' });

describe('show', () => {
  it('tells what was uncommitted, file by file', async () => {
    uncommit();
    const snapshot = await run('calm-heron');
    const { stdout } = await project.trialbook('show', 'calm-heron');
    expect(stdout).toMatch(/code +main@[0-9a-f]{10} "First" with uncommitted changes in 2 files/);
    expect(stdout).toContain(snapshot);
    expect(stdout).toMatch(/uncommitted changes\n +M train\.py +\+1 −1 · train\n +A notes\.txt +\+1\n/);
  });

  it('tells of a clean run its commit alone', async () => {
    await run('calm-heron');
    const { stdout } = await project.trialbook('show', 'calm-heron');
    expect(stdout).toMatch(/code +main@[0-9a-f]{10} "First"\n/);
    expect(stdout).not.toMatch(/snapshot|uncommitted/);
  });

  it('tells what is recorded where the repository is gone', async () => {
    uncommit();
    const snapshot = await run('calm-heron');
    rmSync(join(work.root, '.git'), { recursive: true });
    const { stdout, status } = await project.trialbook('show', 'calm-heron');
    expect(stdout).toMatch(/code +main@[0-9a-f]{10} "First" with uncommitted changes/);
    expect([stdout.includes(snapshot), status]).toEqual([true, 0]);
  });

  it('tells what the snapshot lacks, and what may not be right in it', async () => {
    const files = [{ path: '.env', size: 40, why: 'secret' }, { path: 'big.bin', size: 24_000_000, why: 'size' }];
    await run('calm-heron', {
      left_out: { count: 3, bytes: 30_000_000, files }, changed: ['train.py'], operation: 'merge',
      submodules: [{ path: 'libs/x', commit: '3f2c9a10b7d84e56f0123456789abcdef0123456', dirty: true }],
    });
    const { stdout } = await project.trialbook('show', 'calm-heron');
    expect(stdout).toContain('left out    3 files (30 MB): .env (may hold a secret, 40 B); big.bin (too large, 24 MB)');
    expect(stdout).toContain('changed     while the run began, so it may have used another content: train.py');
    expect(stdout).toContain('state       a merge was under way');
    expect(stdout).toContain('submodules  libs/x at 3f2c9a1, with changes inside');
  });
});

describe('compare', () => {
  const filesOf = async (...args: readonly string[]) => {
    const { stdout } = await project.trialbook('compare', ...args, '--csv');
    return parseCsv(stdout, ',', 100).find(([what, name]) => what === 'code' && name === 'files')?.slice(2);
  };

  it('says in which files the code of each run differs from the first one', async () => {
    await run('clean');
    uncommit();
    await run('dirty');
    await run('dirty-too');
    expect(await filesOf('clean', 'dirty', 'dirty-too')).toEqual(['base', 'differs in 2 files: train.py, notes.txt', 'differs in 2 files: train.py, notes.txt']);
    expect(await filesOf('dirty', 'dirty-too', '--all')).toEqual(['base', 'same code']);
  });

  it('says where another commit is the same code', async () => {
    await run('before');
    work.git('commit', '-q', '--allow-empty', '-m', 'Nothing');
    await run('after');
    expect(await filesOf('before', 'after')).toEqual(['base', 'same code']);
  });

  it('knows equal snapshots where no repository is', async () => {
    await run('clean');
    await run('clean-too');
    uncommit();
    await run('dirty');
    renameSync(join(work.root, '.git'), join(work.root, 'gone'));
    expect(await filesOf('clean', 'clean-too', 'dirty')).toEqual(['base', 'same code', 'not known']);
  });

  it('gives files and lines with --json', async () => {
    await run('clean');
    uncommit();
    await run('dirty');
    const { codeChanges } = await project.json<{ codeChanges: { differing: number; files: { path: string; added: number }[] }[] }>('compare', 'clean', 'dirty');
    expect(codeChanges.map(({ files }) => files.map(({ path, added }) => [path, added]))).toEqual([[], [['notes.txt', 1], ['train.py', 1]]]);
  });
});

it('exported runs have their snapshot', async () => {
  uncommit();
  const snapshot = await run('calm-heron');
  await project.trialbook('export', '--out', 'out');
  const [head, row] = parseCsv(readFileSync(join(project.folder, 'out', 'runs.csv'), 'utf8'), ',', 10);
  expect(row?.[head?.indexOf('snapshot') ?? -1]).toBe(snapshot);
});
