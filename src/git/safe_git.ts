import { TrialbookError } from '../core/errors';

/**
 * What is set before every command. A repository's own configuration may name programs to run (hooks, monitors, viewers of
 * differences, signers), and a partial clone fetches what it lacks; none of that may happen because somebody looks at a run.
 */
export const SAFE_CONFIG: readonly string[] = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.logAllRefUpdates=false',
  'core.splitIndex=false',
  'index.sparse=false',
  'log.showSignature=false',
  'diff.external=',
  'gc.auto=0',
  'maintenance.auto=false',
];

const SET = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  // Git before 2.45 does not know the line above; without a protocol that is allowed it can fetch nothing either.
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_TERMINAL_PROMPT: '0',
  GIT_PAGER: 'cat',
  LC_ALL: 'C',
};

/** Of git's own variables, those that say who the person is and where their configuration lies. */
const KEPT = /^GIT_(CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH|(AUTHOR|COMMITTER)_(NAME|EMAIL))$/;
const PROGRAMS = new Set(['EDITOR', 'VISUAL', 'PAGER', 'PREFIX', 'SSH_ASKPASS']);

/** The environment for git: ours without what would point it at another repository than the folder's, or at a program of its own. */
export function safeEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name, value]) => {
    const upper = name.toUpperCase();
    return value !== undefined && (upper.startsWith('GIT_') ? KEPT.test(upper) : !PROGRAMS.has(upper));
  });
  return { ...(Object.fromEntries(kept) as Record<string, string>), ...SET, ...more };
}

/** Throws `git-revision` for what is not the whole id of an object: names of branches move, and could be taken for options. */
export function checkObjectId(id: string): string {
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id)) throw new TrialbookError('git-revision', `Not the id of a git object: ${JSON.stringify(id.slice(0, 80))}.`);
  return id;
}

/** @param said what git printed as its error, or what the system said where git could not be started */
export function gitError(said: string): TrialbookError {
  if (/\bspawn git ENOENT\b/.test(said)) return new TrialbookError('git-missing', 'git was not found. Install it, or put it on the PATH.');
  if (said.includes('dubious ownership')) {
    const message = 'git does not trust this repository, because it belongs to somebody else. `git config --global --add safe.directory FOLDER` says that you do.';
    return new TrialbookError('git-untrusted', message);
  }
  const line = said.split('\n').find((text) => /^(fatal|error): /.test(text)) ?? said.trim().split('\n')[0];
  return new TrialbookError('git-failed', `git: ${(line ?? '').replace(/^(fatal|error): /, '') || 'it ended without a word'}`, { said });
}
