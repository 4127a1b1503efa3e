/** A notebook as its file holds it, of whatever nbformat it was. Made by `readNotebook`. */
export interface Notebook {
  /** the kernel's language in lower case, `python` where the file names none */
  readonly language: string;
  readonly cells: readonly Cell[];
}

/** One cell of a notebook's file. */
export interface Cell {
  /** its place among all cells of the notebook, from 0 */
  readonly index: number;
  /** the cell's own id, or `cell-<index>` in formats that have none */
  readonly id: string;
  readonly type: 'code' | 'markdown' | 'raw';
  /** lines end with `\n` alone */
  readonly source: string;
  readonly tags: readonly string[];
  /** the number beside the cell when the notebook was saved, null where it was not run */
  readonly executionCount: number | null;
  /** the exception that was saved among its outputs */
  readonly raised: { readonly name: string; readonly message: string } | null;
}
