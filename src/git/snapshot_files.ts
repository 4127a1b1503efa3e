import { createHash } from 'node:crypto';
import { TrialbookError } from '../core/errors';
import type { FileContent } from './file_content';
import { runGit } from './git_process';
import type { Repository } from './open_repository';
import { snapshotParts } from './snapshot_parts';
import { listTree, readBlob, type TreeFile } from './tree';
import type { TreePath } from './tree_path';

/** The files of a snapshot as they were on disk. */
export class SnapshotFiles {
  private constructor(
    private readonly repository: Repository,
    /** in git's order */
    readonly files: readonly TreeFile[],
    private readonly byPath: ReadonlyMap<string, TreeFile>,
    private readonly uncommitted: ReadonlySet<TreePath>,
  ) {}

  /** Throws `git-revision`, `git-failed`. */
  static async open(repository: Repository, snapshot: string, signal?: AbortSignal): Promise<SnapshotFiles> {
    const { changes } = await snapshotParts(repository, snapshot, signal);
    const files = await listTree(repository, snapshot, signal);
    return new SnapshotFiles(repository, files, new Map(files.map((file) => [file.path, file])), new Set(changes.map(({ path }) => path)));
  }

  /** @param path as it is shown */
  file(path: string): TreeFile | undefined {
    return this.byPath.get(path);
  }

  /**
   * What was on disk: of a file that was uncommitted the very bytes, of another what the person's git makes of it (ends of lines, LFS).
   * Throws `git-failed` where a filter fails.
   */
  async content(file: TreeFile, signal?: AbortSignal): Promise<FileContent> {
    if (file.kind === 'submodule') throw new TrialbookError('is-submodule', `${file.path} is a submodule; its files are not in the snapshot.`);
    const { kind, executable } = file;
    if (kind === 'link' || this.isUncommitted(file)) return { kind, executable, bytes: await readBlob(this.repository, file.id, signal) };
    const bytes = await runGit(this.repository, ['cat-file', '--filters', `--path=${file.path}`, file.id], { signal });
    return { kind, executable, bytes };
  }

  /** Whether a file was not as its commit has it. */
  isUncommitted(file: TreeFile): boolean {
    return this.uncommitted.has(file.treePath);
  }

  /** Whether what is on disk can be had back from this snapshot, the ends of lines of files without changes aside. */
  async holds(path: string, current: FileContent, signal?: AbortSignal): Promise<boolean> {
    const file = this.byPath.get(path);
    if (!file || file.kind !== current.kind) return false;
    if (file.id === blobId(current.bytes, file.id.length)) return true;
    return !this.isUncommitted(file) && file.kind === 'file' && sameText((await this.content(file, signal)).bytes, current.bytes);
  }
}

/** Equal, or equal but for `\r` before the ends of lines. */
export function sameText(a: Buffer, b: Buffer): boolean {
  return a.equals(b) || (a.includes('\r\n') !== b.includes('\r\n') && withoutCarriageReturns(a) === withoutCarriageReturns(b));
}

const withoutCarriageReturns = (bytes: Buffer): string => bytes.toString('latin1').replaceAll('\r\n', '\n');

/** The id that git gives a blob of these bytes. @param length of ids in the repository */
function blobId(bytes: Buffer, length: number): string {
  return createHash(length === 64 ? 'sha256' : 'sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
