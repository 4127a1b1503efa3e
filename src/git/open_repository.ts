import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TrialbookError } from '../core/errors';
import { asGitError, gitClient } from './git_client';

/** A work tree and the repository behind it. All paths are absolute. */
export interface Repository {
  /** the work tree's top */
  readonly root: string;
  /** of this work tree alone: HEAD, the index */
  readonly gitDir: string;
  /** shared by all linked work trees: objects, branches */
  readonly commonDir: string;
  /** set for git beside the safe environment; empty, except where objects lie outside of the repository */
  readonly environment: Readonly<Record<string, string>>;
}

/** No repository here, or one without files: bare, or the inside of a `.git`. */
const NO_WORK_TREE = /not a git repository|must be run in a work tree/;

/**
 * The repository in whose work tree a folder is, or null where it is in none.
 * Throws `git-missing`, `git-untrusted` (it belongs to another user), `git-failed`.
 */
export async function openRepository(folder: string, signal?: AbortSignal): Promise<Repository | null> {
  if (!existsSync(folder)) return null;
  try {
    const answer = await gitClient(folder, signal).raw('rev-parse', '--show-toplevel', '--absolute-git-dir', '--git-common-dir');
    // The last is relative to where the folder really is; git knows `--path-format` since 2.31 only.
    const real = await realpath(folder);
    const [root, gitDir, commonDir] = answer.split('\n').map((line) => resolve(real, line));
    return { root: root!, gitDir: gitDir!, commonDir: commonDir!, environment: {} };
  } catch (thrown) {
    const error = asGitError(thrown, signal);
    if (error instanceof TrialbookError && error.code === 'git-failed' && NO_WORK_TREE.test(String(error.details.said))) return null;
    throw error;
  }
}
