import * as v from 'valibot';
import type { CellDetail } from '../core/cell';
import type { CodeChanges } from '../core/code_changes';
import type { Goal, RunDetail } from '../core/run';
import type { ArtifactPreview } from './artifact_preview';
import type { PackedSeries } from './packed_series';
import { cellAsks, type CellLines } from './run_cells';

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const count = (most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(most));

/** Commands of Trialbook that the page offers for its run. */
export const runActions = [
  'compare', 'star', 'unstar', 'tag', 'bin', 'restore', 'copyRunId', 'revealScript', 'revealArtifacts', 'runAgain', 'runAgainChanged', 'stop',
  'openCode', 'compareCode', 'compareCodeWithNow', 'compareCodeWithCommit', 'restoreBeside', 'restoreFiles', 'commitCode', 'runAgainExactly',
] as const;
export type RunAction = (typeof runActions)[number];

/** What the Run page asks of its host. Each is about the page's own run. */
export const runPageAsks = {
  /** first of all, and again after the page was hidden */
  ready: v.object({}),
  series: v.object({
    keys: v.pipe(v.array(text(1000)), v.maxLength(200)),
    x: v.picklist(['step', 'time']),
    from: v.exactOptional(v.pipe(v.number(), v.finite())),
    to: v.exactOptional(v.pipe(v.number(), v.finite())),
    px: v.pipe(count(8000), v.minValue(1)),
  }),
  log: v.object({ after: v.exactOptional(count(Number.MAX_SAFE_INTEGER)) }),
  preview: v.object({ path: text(4096) }),
  openArtifact: v.object({ path: text(4096) }),
  revealArtifact: v.object({ path: text(4096) }),
  openLog: v.object({}),
  /** a place that the run's traceback names */
  openPlace: v.object({ path: text(4096), line: v.pipe(count(100_000_000), v.minValue(1)) }),
  /** what was uncommitted; git is asked, and an error's message says why nothing is known */
  code: v.object({}),
  /** a file among those that were uncommitted */
  openCodeChange: v.object({ path: text(4096) }),
  openRun: v.object({ runId: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'not the id of a run')) }),
  rename: v.object({ name: text(1000) }),
  note: v.object({ note: text(1_000_000) }),
  act: v.object({ action: v.picklist(runActions) }),
  ...cellAsks,
};

export interface RunPageReplies {
  ready: { readonly address: { readonly storeDir: string; readonly runId: string }; readonly snapshot: RunSnapshot };
  /** in the order of keys; a key without points is left out */
  series: PackedSeries;
  log: LogPart;
  preview: ArtifactPreview;
  openArtifact: null;
  revealArtifact: null;
  openLog: null;
  openPlace: null;
  code: UncommittedCode;
  openCodeChange: null;
  openRun: null;
  rename: null;
  note: null;
  act: null;
  cells: CellLines;
  cell: CellDetail;
  cellPreview: ArtifactPreview;
  openCellArtifact: null;
  actOnCell: null;
}

export interface RunPageEvents {
  /** the parts of the snapshot that are not what they were, each of them whole; log and series may have moved as well */
  changed: Partial<RunSnapshot>;
  /** the run or its store went away */
  gone: { readonly message: string };
}

export interface RunPageContract {
  readonly asks: typeof runPageAsks;
  readonly replies: RunPageReplies;
  readonly events: RunPageEvents;
}

/** All that the page shows but points, log and artifacts' contents. */
export interface RunSnapshot extends RunDetail {
  readonly headline: Headline | null;
}

/** The metric by which the runs of the experiment are told apart, and where this run stands. */
export interface Headline {
  readonly metric: string;
  readonly goal: Goal;
  readonly value: number;
  /** 1 is the best; null while it is not known */
  readonly rank: number | null;
  readonly of: number;
}

export interface LogPart {
  readonly pieces: readonly { readonly timeMs: number; readonly stream: 'stdout' | 'stderr'; readonly text: string }[];
  /** to ask on from */
  readonly next: number;
  /** earlier output was left out */
  readonly cut: boolean;
}

export interface UncommittedCode {
  /** from HEAD's commit to the snapshot, the first files of many; null where there was no commit yet */
  readonly changes: CodeChanges | null;
}
