/** A line on its way from a cell to Python, and where it comes from. */
export interface SourceLine {
  readonly text: string;
  /** its number in the cell, from 1 */
  readonly number: number;
  /** the column of its first character in the cell */
  readonly column: number;
}

/** A line without its first `count` characters. */
export const without = (line: SourceLine, count: number): SourceLine => ({
  ...line,
  text: line.text.slice(count),
  column: line.column + Math.min(count, line.text.length),
});
