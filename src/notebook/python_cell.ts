import type { Problem } from './problem';

/**
 * A code cell as plain Python. It has exactly as many lines as the cell's source, and what was Python before stands
 * where it stood, so that a place in one is a place in the other. What was IPython's own has become Python that means the
 * same outside of it: calls of `shell`, `shell_lines` and `script`, which the pipeline brings along, or nothing.
 */
export interface PythonCell {
  readonly text: string;
  /** IPython's own syntax, in order */
  readonly specials: readonly Special[];
  /** requirements as pip reads them, from `%pip install` and `!pip install` */
  readonly requirements: readonly string[];
  readonly problems: readonly Problem[];
  /** the value of the last expression is not shown, because the cell ends with a semicolon or is captured */
  readonly silent: boolean;
  /** the value of each expression is shown, not only that of the last statement; never together with `silent` */
  readonly showsAll: boolean;
}

export interface Special {
  /** first and last line in the cell, from 1 */
  readonly line: number;
  readonly endLine: number;
  /** as the person wrote it */
  readonly original: string;
  /** what it has become */
  readonly meaning: 'python' | 'subprocess' | 'requirement' | 'nothing' | 'refused';
}
