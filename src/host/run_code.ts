import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import type { RunDetail } from '../core/run';
import { isInside } from '../git/inside';
import type { Repository } from '../git/open_repository';
import { hasCommit, repositoryWith } from '../git/repository_with';
import type { RunRef } from './open_store';
import type { Stores } from './stores';

/** Where a run's files are. */
export interface CodeOfRun {
  readonly ref: RunRef;
  readonly detail: RunDetail;
  readonly repository: Repository;
  /** id of HEAD's commit as the run began; null where there was none yet */
  readonly commit: string | null;
  /** id of the commit that holds the files the run used */
  readonly snapshot: string;
}

/** Finds the code of runs in the repositories of this machine. */
export class RunCode {
  constructor(private readonly stores: Pick<Stores, 'byDir'>) {}

  /**
   * The code of a run. Throws `code-untrusted`, `store-gone`, `run-not-found`, `code-unknown` (no snapshot was taken), `code-gone` (it is in no
   * repository that is here), and as `openRepository`.
   */
  async of(ref: RunRef, signal?: AbortSignal): Promise<CodeOfRun> {
    const store = this.stores.byDir(ref.storeDir);
    if (!store) throw new TrialbookError('store-gone', `${ref.storeDir} is no longer open in this window.`);
    const detail = await store.service.detail(ref.runId);
    const { git, row } = detail;
    if (!git?.snapshot) {
      const why = git?.problem ? ` (${git.problem})` : '';
      throw new TrialbookError('code-unknown', `The code of ${row.name} was not kept${why}.`);
    }
    requireTrust();
    const repository = await repositoryWith(git.snapshot, [openHere(git.root), dirname(ref.storeDir), git.root], signal);
    if (!repository) {
      const message = `The code of ${row.name} is commit ${git.snapshot.slice(0, 10)}, which is not in the repository of ${dirname(ref.storeDir)}. Open the folder in which it ran.`;
      throw new TrialbookError('code-gone', message);
    }
    return { ref, detail, repository, commit: git.commit, snapshot: git.snapshot };
  }

  /** The code of two runs, by a repository that has both. Throws as `of`; `code-apart` where there is none. */
  async both(first: RunRef, second: RunRef, signal?: AbortSignal): Promise<[CodeOfRun, CodeOfRun]> {
    const [a, b] = [await this.of(first, signal), await this.of(second, signal)];
    if (await hasCommit(a.repository, b.snapshot, signal)) return [a, { ...b, repository: a.repository }];
    if (await hasCommit(b.repository, a.snapshot, signal)) return [{ ...a, repository: b.repository }, b];
    throw new TrialbookError('code-apart', `${a.detail.row.name} and ${b.detail.row.name} ran in different repositories, so their code can't be compared.`);
  }
}

/**
 * A work tree that this window has open. What people call here and now is what they see, and not another work tree of the same repository in
 * which the run happened to run.
 */
function openHere(root: string | null): string | null {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  return root !== null && folders.some((folder) => isInside(folder, root) || isInside(root, folder)) ? root : null;
}

/** git runs what a repository's configuration names in more ways than can be closed for certain. */
function requireTrust(): void {
  if (!vscode.workspace.isTrusted) {
    throw new TrialbookError('code-untrusted', 'The code of runs is shown in trusted workspaces only, since git would be run in this one.');
  }
}
