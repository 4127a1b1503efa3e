import { TrialbookError } from '../core/errors';
import { askGit, runGit } from './git_process';
import type { Repository } from './open_repository';
import { gitError } from './safe_git';
import { treePath, type TreePath } from './tree_path';

/** One entry of a comparison of two trees. The id of what is not there is all zeros, its mode `000000`. */
export interface TreeChange {
  readonly path: TreePath;
  /** of a rename, where it was */
  readonly oldPath: TreePath | null;
  /** `A`, `D`, `M`, `R`, or `T` for another kind of file */
  readonly status: string;
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldId: string;
  readonly newId: string;
}

/** Lines added and removed; null in a binary file. */
export interface LineCount {
  readonly added: number | null;
  readonly removed: number | null;
}

export interface TreeDifference {
  readonly changes: readonly TreeChange[];
  /** by path; a file may be missing that differs in nothing but the ends of its lines. Null where contents are not at hand */
  readonly lines: ReadonlyMap<TreePath, LineCount> | null;
}

export const SUBMODULE = '160000';
export const SYMLINK = '120000';
export const EXECUTABLE = '100755';

/** Files that were added and deleted are compared for renames up to so many of each. */
const RENAME_LIMIT = 1000;
/** A clone without all contents has the trees, and can't count lines. */
const LACKS_CONTENTS = /unable to (read|find)|could not fetch|missing|bad object|promisor/i;

const COMPARE = ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-ext-diff', '--no-textconv'];

/** Compares two trees or commits with renames and counted lines; a `\r` before a line's end is no difference. */
export async function compareTrees(repository: Repository, from: string, to: string, signal?: AbortSignal): Promise<TreeDifference> {
  const renames = ['-M', `-l${RENAME_LIMIT}`];
  const { status, output, said } = await askGit(repository, [...COMPARE, ...renames, '--numstat', '--ignore-cr-at-eol', from, to], { signal });
  if (status === 0) return parseDifference(output);
  if (!LACKS_CONTENTS.test(said)) throw gitError(said);
  return { changes: await changedEntries(repository, from, to, signal), lines: null };
}

/** Which entries of two trees or commits differ: no renames, and no content is looked at. */
export async function changedEntries(repository: Repository, from: string, to: string, signal?: AbortSignal): Promise<readonly TreeChange[]> {
  return parseDifference(await runGit(repository, [...COMPARE, '--no-renames', from, to], { signal })).changes;
}

/** Reads what `git diff-tree -z --raw --numstat` writes: first all entries, then all counts. */
export function parseDifference(output: Buffer): TreeDifference {
  const fields = output.toString('latin1').split('\0');
  fields.pop();
  const changes: TreeChange[] = [];
  const lines = new Map<TreePath, LineCount>();
  for (let at = 0; at < fields.length; ) {
    const field = fields[at++]!;
    const path = (): TreePath => treePath(Buffer.from(fields[at++] ?? '', 'latin1'));
    if (field.startsWith(':')) {
      const [oldMode, newMode, oldId, newId, status] = field.slice(1).split(' ') as [string, string, string, string, string];
      const moved = /^[RC]/.test(status);
      const oldPath = moved ? path() : null;
      changes.push({ path: path(), oldPath, status: status[0]!, oldMode, newMode, oldId, newId });
      continue;
    }
    const counted = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(field);
    if (!counted) throw new TrialbookError('git-failed', 'git compared two commits and answered in a way that is not understood.', { said: field });
    const [, added, removed, name] = counted as unknown as [string, string, string, string];
    // Of a rename both names follow, the new one last.
    if (name === '') path();
    lines.set(name === '' ? path() : treePath(Buffer.from(name, 'latin1')), { added: count(added), removed: count(removed) });
  }
  return { changes, lines };
}

const count = (text: string): number | null => (text === '-' ? null : Number(text));
