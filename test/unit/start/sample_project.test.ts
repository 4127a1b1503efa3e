import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editWithoutCommit, isComplete, makeSampleProject, markComplete } from '../../../scripts/start/sample_project.mjs';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'trialbook-sample-'));
  folder = join(parent, 'digits');
  makeSampleProject(folder);
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const git = (...args: string[]): string[] => spawnSync('git', args, { cwd: folder, encoding: 'utf8' }).stdout.split('\n').filter((line) => line !== '');

describe('the sample project', () => {
  it('has a history, and nothing that is not committed', () => {
    expect(git('log', '--format=%s')).toHaveLength(4);
    expect(git('status', '--porcelain')).toEqual([]);
  });

  it('has one edit that nobody committed, once it is made', () => {
    editWithoutCommit(folder);
    expect(git('status', '--porcelain')).toEqual([' M train.py']);
  });

  it('counts as made only when it is marked so', () => {
    const before = isComplete(folder);
    markComplete(folder);
    expect([before, isComplete(folder)]).toEqual([false, true]);
  });

  it('takes the place of what an interrupted start left', () => {
    editWithoutCommit(folder);
    makeSampleProject(folder);
    expect([git('status', '--porcelain'), existsSync(join(folder, '.trialbook'))]).toEqual([[], false]);
  });
});
