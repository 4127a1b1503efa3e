import type { CellRow, CellStatus } from '../../core/cell';
import type { RunKind } from '../../core/run';
import type { Why } from './execution';

/** How a number, or what a cell did, was made. */
export interface Made {
  readonly run: MadeRun;
  /** the session in which the cells ran; the run itself where it is one */
  readonly session: MadeRun;
  /** null where a cell was asked for that recorded no number */
  readonly number: MadeNumber | null;
  /** the execution in which it was made, the last of several */
  readonly target: CellRow;
  /** in the order in which they ran */
  readonly kept: readonly MadeCell[];
  /** executions up to the target that do not lead to it */
  readonly left: readonly Pick<CellRow, 'id' | 'count'>[];
  /** what cannot be repeated, or is not known; plain text, names of code in backquotes */
  readonly notes: readonly string[];
  /** false where it is known that the executions cannot run again as they are: a part of them is not known */
  readonly runnable: boolean;
  /** as in VS Code */
  readonly language: string;
  /** name of the kernel spec */
  readonly kernel: string | null;
  /** absolute; where the session began, or else the notebook's */
  readonly folder: string | null;
  /** path or URI of the notebook */
  readonly notebook: string | null;
  readonly python: string | null;
  readonly packages: readonly { readonly name: string; readonly version: string }[];
  /** data files that are read from outside */
  readonly files: readonly { readonly path: string; readonly hash: string | null; readonly hashKind: string | null }[];
  readonly commit: string | null;
  readonly snapshot: string | null;
}

export interface MadeRun {
  readonly runId: string;
  readonly name: string;
  readonly kind: RunKind;
  readonly experiment: string;
}

export interface MadeNumber {
  readonly key: string;
  /** NaN and the infinities as themselves */
  readonly value: number;
  readonly step: number | null;
}

/** An execution that leads to the number. */
export interface MadeCell {
  /** as `CellRow.id` */
  readonly id: number;
  readonly cellId: string | null;
  readonly handle: string | null;
  readonly count: number | null;
  readonly source: string;
  readonly tags: readonly string[];
  readonly status: CellStatus;
  readonly startMs: number;
  /** it ended before it was done, and may do so again */
  readonly raises: boolean;
  readonly redacted: boolean;
  /** never empty */
  readonly why: readonly Why[];
}
