import type { CellDetail, CellRow } from '../core/cell';
import type { Experiment, Goal, RunDetail, RunRow } from '../core/run';
import type { Point, SeriesView, SeriesX } from '../core/series';

/**
 * What the store offers to the editor and to the command line. `Store` does it at once on its own thread (the command line's
 * main thread, the editor's worker); `Remote<StoreService>` is the same over a message port. Errors meant for people are TrialbookErrors on both sides.
 */
export interface StoreService {
  info(): StoreInfo;
  experiments(): Experiment[];
  runs(request: RunsRequest): RunsReply;
  /** The groups into which the asked runs fall, the one with the latest run first. */
  groups(request: GroupsRequest): RunGroup[];
  /** Throws `run-not-found`. `ref`: a run id, a unique beginning of one (≥ 4 digits), or a name that only one run has. */
  resolve(ref: string): string;
  detail(runId: string): RunDetail;
  /** Names that occur, most used first. */
  columns(): Columns;
  series(request: SeriesRequest): SeriesView[];
  points(request: PointsRequest): Point[];
  log(request: LogRequest): LogReply;
  /** Executions of notebook cells, in the order in which they began. */
  cells(request: CellsRequest): CellsReply;
  /** Throws `cell-not-found`. */
  cell(id: number): CellDetail;
  edit(edit: Edit): void;
  /** Reads what waits in journals until nothing is left. */
  sync(): SyncReply;
  gc(request: GcRequest): GcReply;
  /** The snapshots of all runs; those of deleted ones too, until they are forgotten. Runs that are in the bin for longer than `binDays` do not count. */
  snapshots(binDays: number): SnapshotUse[];
  /** To be called when nothing keeps these any more. Those that a run uses are not forgotten. */
  forgetSnapshots(snapshots: readonly string[]): void;
  /** Forgets what was read from printed text and reads it again by today's rules. */
  reapplyPrintedRules(): { runs: number; points: number };
}

export type Remote<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never;
};

export interface StoreInfo {
  /** the `.trialbook` folder */
  readonly dir: string;
  readonly schemaVersion: number;
  readonly mode: 'wal' | 'rollback' | 'readonly';
  readonly runCount: number;
  /** bytes in journals that are not in the store yet */
  readonly pendingBytes: number;
  readonly notices: readonly Notice[];
}

/** Something that degrades or was repaired, for the person, once. */
export interface Notice {
  readonly code: string;
  readonly message: string;
}

export type SortKey =
  | { readonly by: 'started' | 'name' | 'status' | 'duration' | 'starred' | 'experiment'; readonly descending: boolean }
  | { readonly by: 'metric' | 'param' | 'tag'; readonly key: string; readonly descending: boolean };

export interface RunsRequest {
  /** the query language, docs/query.md; a wrong one throws `query-syntax` with `details.offset`, `details.length` */
  readonly query?: string;
  readonly experiment?: string;
  /** only children of this run; null: only runs without a parent; absent: both */
  readonly parent?: string | null;
  readonly runIds?: readonly string[];
  /** only those of one group, as `groups` gave it */
  readonly group?: { readonly by: GroupBy; readonly key: string | null };
  readonly bin?: boolean;
  /** only what changed after this cursor, the binned included */
  readonly changedSince?: number;
  readonly sort?: readonly SortKey[];
  readonly offset?: number;
  /** default 1000 */
  readonly limit?: number;
  readonly metrics?: readonly string[];
  readonly params?: readonly string[];
  readonly tags?: readonly string[];
}

export interface RunsReply {
  readonly rows: RunRow[];
  /** how many there are without offset and limit */
  readonly total: number;
  /** for `changedSince` */
  readonly cursor: number;
  /** runs deleted for good since `changedSince` */
  readonly removed: string[];
}

/** What runs may have in common. `day`: the local day of the start, as `2026-11-22`. */
export type GroupBy = 'experiment' | 'branch' | 'commit' | 'status' | 'day';

export type GroupsRequest = Pick<RunsRequest, 'query' | 'parent' | 'bin'> & { readonly by: GroupBy };

export interface RunGroup {
  /** null where the runs have none: outside of git, on no branch */
  readonly key: string | null;
  /** kernel sessions included */
  readonly runCount: number;
  readonly sessionCount: number;
  /** those that run; a kernel that waits for its next cell does not count */
  readonly runningCount: number;
  readonly lastStartMs: number;
  /** of a commit: the first line of its message */
  readonly subject?: string | null;
}

export interface Columns {
  readonly metrics: string[];
  readonly params: string[];
  readonly tags: string[];
}

export interface SeriesRequest {
  readonly runIds: readonly string[];
  readonly keys: readonly string[];
  readonly x: SeriesX;
  readonly from?: number;
  readonly to?: number;
  /** width of the chart; about as many buckets of each series come back, at the most four times as many; fewer where there are many runs */
  readonly px: number;
}

export interface PointsRequest {
  readonly runId: string;
  readonly key: string;
  readonly offset?: number;
  /** default 10,000 */
  readonly limit?: number;
}

export interface LogRequest {
  readonly runId: string;
  /** `next` of the reply before, or absent for the beginning */
  readonly after?: number;
  /** only the last so many pieces */
  readonly tail?: number;
  readonly limit?: number;
}

export interface LogReply {
  readonly pieces: { readonly timeMs: number; readonly stream: 'stdout' | 'stderr'; readonly text: string }[];
  readonly next: number;
}

/** All that are given must hold. */
export interface CellsRequest {
  /** those of this session, or that ran while this run was open */
  readonly runId?: string;
  /** those of this notebook, in any session: as `CellRow.notebook` */
  readonly notebook?: string;
  readonly cellId?: string;
  /** only what changed after this cursor */
  readonly changedSince?: number;
  /** the latest first */
  readonly descending?: boolean;
  readonly offset?: number;
  /** default 1000 */
  readonly limit?: number;
}

export interface CellsReply {
  readonly rows: CellRow[];
  /** how many there are without offset and limit */
  readonly total: number;
  /** for `changedSince` */
  readonly cursor: number;
  /** since `changedSince`: those that turned out to be the same execution as another one, or went with their session */
  readonly removed: number[];
}

/** What people change. Each is one transaction; `runIds` that are not there throw `run-not-found` and nothing is changed. */
export type Edit =
  | { readonly op: 'rename'; readonly runId: string; readonly name: string }
  | { readonly op: 'note'; readonly runId: string; readonly note: string }
  | { readonly op: 'tag'; readonly runIds: readonly string[]; readonly key: string; readonly value: string | null }
  | { readonly op: 'star'; readonly runIds: readonly string[]; readonly starred: boolean }
  | { readonly op: 'bin'; readonly runIds: readonly string[]; readonly binned: boolean }
  | { readonly op: 'delete'; readonly runIds: readonly string[] }
  /** Takes sources and outputs out of the store, its backups and its sealed journals; those that are still written follow when they are sealed. */
  | { readonly op: 'redact-cells'; readonly ids: readonly number[] }
  /**
   * Which numbers found in a notebook's outputs are metrics, and under what name; null: it is none; undefined: to be asked again. Holds
   * for what ran before, too. The key `*` stands for all keys of which nothing else was said, the notebook `*` for all notebooks, and
   * the name `*` for the key itself: a setting `always` is `{ notebook: '*', choices: { '*': '*' } }`, `never` is `{ '*': null }`, `ask` is `{ '*': undefined }`.
   */
  | { readonly op: 'found-numbers'; readonly notebook: string; readonly choices: Readonly<Record<string, string | null | undefined>> }
  | { readonly op: 'metric'; readonly experiment: string; readonly metric: string | null; readonly goal: Goal };

export interface SyncReply {
  readonly runs: number;
  readonly points: number;
  readonly records: number;
  readonly skipped: number;
  readonly bytes: number;
}

export interface GcRequest {
  /** delete runs that are in the bin for longer than this */
  readonly binDays: number;
  readonly journalDays: number;
  readonly dryRun: boolean;
}

export interface GcReply {
  readonly runs: number;
  readonly journals: number;
  readonly artifactBytes: number;
  readonly freedBytes: number;
}

export interface SnapshotUse {
  /** top of the work tree in which the run began; it may be elsewhere by now */
  readonly root: string;
  /** id of the commit */
  readonly snapshot: string;
  /** by a run, the bin's included */
  readonly used: boolean;
}

/** What the store's thread tells without being asked. */
export type StoreEvent =
  | { readonly event: 'changed'; readonly cursor: number }
  | { readonly event: 'ingest'; readonly pendingBytes: number }
  | { readonly event: 'notice'; readonly notice: Notice };
