/** Cells that are to be one step, before it is known what flows. */
export interface Draft {
  /** for people; '' where nothing names it */
  readonly title: string;
  /** titles of the headings above its own, outermost first; drafts are merged under the same ones first */
  readonly under: readonly string[];
  /** indexes of code and Markdown cells, in the notebook's order */
  readonly cells: readonly number[];
  /** ids of the tied statements of these cells, in the order of execution; never empty */
  readonly units: readonly number[];
}

/** Cells under a title: what an arrangement begins with. */
export interface Section {
  readonly title: string;
  readonly under: readonly string[];
  readonly cells: readonly number[];
}
