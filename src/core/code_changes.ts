/** What differs between the files of two commits. */
export interface CodeChanges {
  /** nothing differs but the outputs and metadata of notebooks, and the ends of lines */
  readonly same: boolean;
  /** how many files differ in more than that */
  readonly differing: number;
  /** how many files differ at all; more than `files` has where they are very many */
  readonly total: number;
  /** by path */
  readonly files: readonly FileChange[];
}

export type FileChangeKind = 'added' | 'deleted' | 'modified' | 'renamed' | 'mode' | 'submodule';

/** One file that differs. Paths are relative to the work tree's top, `/` between their parts. */
export interface FileChange {
  readonly path: string;
  /** where it was before, of one that was moved */
  readonly oldPath: string | null;
  /** `mode`: only whether it may be executed; `renamed`: its content may differ too */
  readonly kind: FileChangeKind;
  readonly binary: boolean;
  /** lines; of a notebook, those of its cells' sources. Null where they are not counted: binary files, submodules, notebooks that are very large */
  readonly added: number | null;
  readonly removed: number | null;
  /**
   * Qualified names (`train`, `Model.forward`) of the innermost Python functions and classes that have a changed line in either version, in the
   * order of the text; the empty name, which comes first, is code outside of them. Empty where there are none to tell.
   */
  readonly functions: readonly string[];
  /** of a notebook: whether more than outputs and metadata differs */
  readonly notebook: 'outputs only' | 'differs' | null;
  /** it differs in the ends of its lines (`\r\n`, `\n`) and in nothing else */
  readonly lineEndsOnly: boolean;
}

/** Whether a file that differs is another code. */
export function isCodeChange(file: FileChange): boolean {
  return file.kind !== 'modified' || (file.notebook !== 'outputs only' && !file.lineEndsOnly);
}
