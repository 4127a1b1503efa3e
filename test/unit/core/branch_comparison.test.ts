import { describe, expect, it } from 'vitest';
import { bestOfBranches, type BranchCommits, type ValuedRun } from '../../../src/core/branch_comparison';
import type { RunRow } from '../../../src/core/run';
import { runDetail } from '../../builders/run_detail';

/** `old` is before the merge base `base`, and `new` is what the other branch has had since. */
const COMMITS: BranchCommits = { head: 'tip', own: new Set(['first', 'tip']), theirs: ['base', 'old', 'new'] };

function run(name: string, commit: string | null, value: number | null, parts: Partial<RunRow> = {}): ValuedRun {
  return { row: runDetail(name, { row: { commit, dirty: false, ...parts } }).row, value };
}

function names(runs: readonly ValuedRun[], goal: 'max' | 'min' = 'max', commits = COMMITS): (string | undefined)[] {
  const { branch, against } = bestOfBranches(runs, commits, goal);
  return [branch?.row.name, against?.row.name];
}

describe('the best runs of two branches', () => {
  it('are of each by the commits their runs began from', () => {
    expect(names([run('a', 'first', 0.5), run('b', 'tip', 0.7), run('c', 'base', 0.6), run('d', 'base', 0.9)])).toEqual(['b', 'd']);
  });

  it('follow the goal', () => {
    expect(names([run('a', 'first', 0.5), run('b', 'tip', 0.7), run('c', 'base', 0.6), run('d', 'base', 0.9)], 'min')).toEqual(['a', 'c']);
  });

  it('are none of commits that neither has', () => {
    expect(names([run('a', 'elsewhere', 1), run('b', null, 1)])).toEqual([undefined, undefined]);
  });

  it('are of the nearest commit on the other side, not of its whole past', () => {
    expect(names([run('better then', 'old', 0.99), run('now', 'base', 0.9), run('later', 'new', 0.95)])).toEqual([undefined, 'now']);
  });

  it('count uncommitted changes on the other side only where there is nothing else', () => {
    expect(names([run('dirty', 'base', 0.99, { dirty: true }), run('clean', 'new', 0.9)])).toEqual([undefined, 'clean']);
    expect(names([run('dirty', 'base', 0.99, { dirty: true })])).toEqual([undefined, 'dirty']);
  });

  it('count uncommitted changes on HEAD as the branch, where it has no commit of its own yet', () => {
    const commits = { head: 'base', own: new Set<string>(), theirs: ['base'] };
    expect(names([run('tried', 'base', 0.8, { dirty: true }), run('before', 'base', 0.9)], 'max', commits)).toEqual(['tried', 'before']);
  });
});

describe('the verdict on a branch', () => {
  const verdict = (branch: number | null, against: number | null, goal: 'max' | 'min' = 'max') => {
    const bests = bestOfBranches([run('a', 'tip', branch), run('b', 'base', against)], COMMITS, goal);
    return [bests.verdict, bests.difference];
  };

  it('is by the goal, the difference by the numbers', () => {
    expect(verdict(0.75, 0.5)).toEqual(['better', 0.25]);
    expect(verdict(0.75, 0.5, 'min')).toEqual(['worse', 0.25]);
    expect(verdict(0.5, 0.5)).toEqual(['same', 0]);
  });

  it('is worse for NaN beside a number', () => expect(verdict(null, 0.5)).toEqual(['worse', NaN]));
  it('is the same for NaN on both sides', () => expect(verdict(null, null)).toEqual(['same', 0]));
  it('is none where one side has no run', () => expect(bestOfBranches([run('a', 'tip', 1)], COMMITS, 'max')).toMatchObject({ verdict: null, difference: null }));
});
