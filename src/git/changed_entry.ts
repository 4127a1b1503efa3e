import type { TreePath } from './tree_path';

/** A file git knows of, which differs from HEAD or the index. */
export interface ChangedEntry {
  readonly path: TreePath;
  /** git's modes (`100644` …), `000000` where there is none: in HEAD, and on disk as far as git tells disk and index apart */
  readonly headMode: string;
  readonly diskMode: string;
  /** id of what HEAD has, zeros for nothing */
  readonly headId: string;
  /** git itself has looked, and it is not on disk */
  readonly gone: boolean;
  /** of a submodule whose own files differ from its commit */
  readonly dirty: boolean;
}

/** The mode of a submodule. */
export const GITLINK = '160000';
/** The mode of what is not there. */
export const NOTHING = '000000';
