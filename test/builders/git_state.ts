import type { GitState } from '../../src/core/run';

/** A clean state on `main`, with what a test cares about. */
export function gitState(parts: Partial<GitState> = {}): GitState {
  const commit = parts.commit ?? '3f2c9a10b7d84e56f0123456789abcdef0123456';
  return {
    root: '/w',
    commit,
    branch: 'main',
    remote: null,
    dirty: false,
    subject: null,
    snapshot: commit,
    leftOut: { count: 0, bytes: 0, files: [] },
    changed: [],
    submodules: [],
    operation: null,
    problem: null,
    ...parts,
  };
}
