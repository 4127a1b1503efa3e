import { changedEntries, type TreeChange } from './diff_tree';
import { runGit } from './git_process';
import type { Repository } from './open_repository';
import { checkObjectId } from './safe_git';

/** What a snapshot is made of. */
export interface SnapshotParts {
  readonly tree: string;
  /** the commit that it rests on: the snapshot itself where nothing was uncommitted; null where there was no commit yet */
  readonly base: string | null;
  /** where its tree differs from the commit's. Contents of these files are as they were on disk; all others are as git has them */
  readonly changes: readonly TreeChange[];
}

const SNAPSHOTTER = 'Trialbook <trialbook@localhost> ';

/** Reads a snapshot. Any commit is the snapshot of a work tree without changes. Throws `git-revision`, `git-failed`. */
export async function snapshotParts(repository: Repository, snapshot: string, signal?: AbortSignal): Promise<SnapshotParts> {
  const content = (await runGit(repository, ['cat-file', 'commit', checkObjectId(snapshot)], { signal })).toString();
  const header = content.slice(0, content.indexOf('\n\n')).split('\n');
  const all = (name: string): string[] => header.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const tree = all('tree')[0]!;
  if (![...all('author'), ...all('committer')].every((person) => person.startsWith(SNAPSHOTTER))) return { tree, base: snapshot, changes: [] };
  const base = all('parent')[0] ?? null;
  const changes = await changedEntries(repository, base ?? (await emptyTree(repository, signal)), snapshot, signal);
  return { tree, base, changes };
}

/** Git knows the tree without files even where nobody wrote it; its id depends on the repository's kind of hash. */
async function emptyTree(repository: Repository, signal: AbortSignal | undefined): Promise<string> {
  return (await runGit(repository, ['hash-object', '-t', 'tree', '--stdin'], { input: '', signal })).toString().trim();
}
