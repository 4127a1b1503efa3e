/**
 * A stretch of a cell's source, as the person wrote it. Lines count from 1; columns count UTF-16 units from 0, as VS Code
 * does; the end is behind the last character.
 */
export interface Place {
  /** `Cell.index` */
  readonly cell: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
