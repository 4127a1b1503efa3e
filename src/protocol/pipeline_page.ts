import * as v from 'valibot';

const count = (most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(most));
const cell = count(100_000);
const step = v.pipe(v.string(), v.maxLength(200));
const title = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120));

const edit = v.variant('op', [
  /** a step and the one that follows it in the list become one, under the title of the first */
  v.object({ op: v.literal('merge'), step }),
  /** the step's cells from this one on become a step of their own */
  v.object({ op: v.literal('split'), cell }),
  v.object({ op: v.literal('rename'), step, title }),
  /** puts a cell into another step */
  v.object({ op: v.literal('move'), cell, step }),
  /** leaves a cell out of the pipeline */
  v.object({ op: v.literal('drop'), cell }),
  /** takes a cell that was left out back in */
  v.object({ op: v.literal('keep'), cell }),
]);

/** One change of the steps by a person. */
export type PipelineEdit = v.InferOutput<typeof edit>;

/** What the Pipeline page asks of its host. Whatever changes the plan is answered when the new `view` has been told. */
export const pipelinePageAsks = {
  /** first of all, and again after the page was hidden */
  ready: v.object({}),
  /** shows a line of a cell in the notebook's own editor */
  reveal: v.object({ cell, line: count(10_000_000) }),
  edit: v.object({ edit }),
  /** back to the steps that tags and headings give */
  reset: v.object({}),
  undo: v.object({}),
  /** which order the cells are taken in */
  order: v.object({ order: v.picklist(['document', 'recorded']) }),
  /** runs the notebook and the pipeline and compares; told by `checking`, then `view` */
  check: v.object({}),
  stopCheck: v.object({}),
  /** asks for a folder and writes the pipeline there */
  write: v.object({}),
  /** shows the written folder, or runs the written pipeline in a terminal */
  openFolder: v.object({}),
  run: v.object({}),
};

export interface PipelinePageReplies {
  ready: PipelineView;
  reveal: null;
  edit: null;
  reset: null;
  undo: null;
  order: null;
  check: null;
  stopCheck: null;
  write: null;
  openFolder: null;
  run: null;
}

export interface PipelinePageEvents {
  view: PipelineView;
  /** what Check is doing, for people; null when it has ended */
  checking: { readonly message: string } | null;
}

export interface PipelinePageContract {
  readonly asks: typeof pipelinePageAsks;
  readonly replies: PipelinePageReplies;
  readonly events: PipelinePageEvents;
}

/** A notebook's plan, whole, as the page draws it. */
export interface PipelineView {
  /** the notebook's file name */
  readonly notebook: string;
  /** of the notebook, by which the page is found again after the window is loaded anew */
  readonly uri: string;
  readonly status: 'ready' | 'refused';
  readonly cells: readonly PipelineCell[];
  readonly steps: readonly PipelineStep[];
  readonly flows: readonly PipelineFlow[];
  readonly problems: readonly PipelineProblem[];
  readonly parameters: readonly { readonly name: string; readonly literal: string }[];
  readonly order: 'document' | 'recorded';
  /** the person changed the steps, so that `reset` and `undo` do something */
  readonly arranged: boolean;
  readonly check: PipelineCheck | null;
  /** the folder that was written from here, as the person knows it */
  readonly written: string | null;
}

export interface PipelineCell {
  /** its place among all cells of the notebook, from 0 */
  readonly index: number;
  readonly type: 'code' | 'markdown' | 'raw';
  readonly executionCount: number | null;
  /** at most 40 lines of its source */
  readonly source: string;
  /** lines left out at the end */
  readonly moreLines: number;
  /** the step it runs in; null where it is in none */
  readonly step: string | null;
  /** why it is in none, or where its statements went instead: "imports", "shared definitions", "left out" */
  readonly elsewhere: string | null;
  readonly verdict: CellVerdict | null;
}

export type CellVerdict = 'same' | 'differs' | 'not-deterministic' | 'stale' | 'not-run';

export interface PipelineStep {
  readonly id: string;
  readonly title: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly parameters: readonly string[];
  /** only shows: prints, plots, tables */
  readonly report: boolean;
}

/** What flows from one step to another, and which lines are the cause. */
export interface PipelineFlow {
  readonly from: string;
  readonly to: string;
  readonly subjects: readonly PipelineSubject[];
}

export interface PipelineSubject {
  /** `df`, `data/clean.csv`, `numpy` */
  readonly name: string;
  readonly kind: 'variable' | 'file' | 'random';
  readonly causes: readonly { readonly made: PipelineLine; readonly used: PipelineLine; readonly through: readonly PipelineLine[] }[];
}

export interface PipelineLine {
  readonly cell: number;
  /** from 1 */
  readonly line: number;
  /** the line as the notebook has it */
  readonly text: string;
}

export interface PipelineProblem {
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly at: PipelineLine;
  /** what can be done about it here */
  readonly fixes: readonly ('drop-cell' | 'document-order' | 'recorded-order')[];
}

export interface PipelineCheck {
  readonly verdict: 'same' | 'differs' | 'failed';
  /** one sentence: what was compared, or what went wrong */
  readonly summary: string;
  readonly cells: readonly {
    readonly cell: number;
    readonly verdict: CellVerdict;
    readonly differences: readonly { readonly what: string; readonly notebook: string; readonly pipeline: string }[];
  }[];
  /** the plan was changed since */
  readonly outdated: boolean;
}
