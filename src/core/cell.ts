/** What became of an execution. `running`: it has not ended; `unknown`: its session is over, and how it ended was not recorded. */
export type CellStatus = 'running' | 'ok' | 'error' | 'interrupted' | 'unknown';

/** One execution of one notebook cell. Times are milliseconds since 1970. */
export interface CellRow {
  /** its number in its store; another after the store was made anew */
  readonly id: number;
  /** the session: the run of the kernel in which it ran */
  readonly runId: string;
  /** runs that were open in it besides the session */
  readonly runs: readonly string[];
  /** absolute path, or a URI of what is no file; null where nobody knew */
  readonly notebook: string | null;
  /** the cell's id in the notebook's file, null in formats that have none */
  readonly cellId: string | null;
  /** what names the cell while its notebook is open in the editor */
  readonly handle: string | null;
  /** its place among all cells of the notebook when it ran, from 0 */
  readonly index: number | null;
  readonly tags: readonly string[];
  /** in VS Code's words: `python`, `r`, `julia` … */
  readonly language: string | null;
  /** the number beside the cell */
  readonly count: number | null;
  /** as it ran */
  readonly source: string;
  readonly startMs: number;
  readonly endMs: number | null;
  readonly status: CellStatus;
  /** the exception's type and message */
  readonly error: string | null;
  /** null where the kernel did not tell */
  readonly names: CellNames | null;
  /** who recorded it; what only the editor saw lacks names, CPU time and memory, and its times are the editor's */
  readonly by: 'kernel' | 'editor' | 'both';
  readonly cpuMs: number | null;
  /** bytes in use by the kernel after it */
  readonly memory: number | null;
  /** what it recorded: the last value of each key, logged ones before those read from its outputs */
  readonly metrics: readonly CellMetric[];
  /** numbers in its outputs that may be metrics, each key once with its last value; which of them are is for the person to say, notebook by notebook */
  readonly found: readonly FoundNumber[];
  readonly outputCount: number;
  /** when its source and outputs were taken out, or null */
  readonly redactedMs: number | null;
}

/** Variables of the session that a cell bound to new values, needed, and unbound; each sorted, each once. */
export interface CellNames {
  readonly defined: readonly string[];
  readonly read: readonly string[];
  readonly deleted: readonly string[];
}

export interface CellMetric {
  readonly key: string;
  /** NaN and the infinities as themselves */
  readonly value: number;
  readonly step: number | null;
  /** to which run it went: the session's, or one that was open */
  readonly runId: string;
  readonly source: 'log' | 'printed';
}

/** A number that stands in an output plainly enough to be a metric. */
export interface FoundNumber {
  readonly key: string;
  readonly value: number;
  readonly step: number | null;
  /** the metric it became; null: the person said it is none; undefined: not asked yet */
  readonly metric: string | null | undefined;
}

export type CellOutputKind = 'stdout' | 'stderr' | 'result' | 'display' | 'error';

/** One output of an execution, as it is kept. */
export interface CellOutput {
  readonly kind: CellOutputKind;
  /** plain text, with ANSI colours as they came; its middle is left out where it is longer than 64 KB */
  readonly text: string | null;
  /** how many characters were left out */
  readonly cut: number;
  /** every form it had */
  readonly mimes: readonly string[];
  /** files in the session's artifact folder */
  readonly artifacts: readonly CellArtifact[];
  /** forms that were too large to keep */
  readonly leftOut: readonly { readonly mime: string; readonly size: number }[];
}

export interface CellArtifact {
  readonly mime: string;
  /** relative to the run's artifact folder, `/` between parts */
  readonly path: string;
  readonly size: number;
}

export interface CellDetail {
  readonly row: CellRow;
  readonly outputs: readonly CellOutput[];
  readonly traceback: string | null;
  /** absolute folder of the session's artifacts */
  readonly artifactDir: string;
}
