import type { MetricSummary } from './series';

/** As docs/journal.md defines them. `CRASHED`: known to have vanished; `UNKNOWN`: not heard of, and not checkable from here. */
export type RunStatus = 'RUNNING' | 'FINISHED' | 'FAILED' | 'KILLED' | 'CRASHED' | 'UNKNOWN';

export type RunKind = 'script' | 'module' | 'notebook' | 'session' | 'sweep' | 'import';

/** What a list shows of a run. Times are milliseconds since 1970. */
export interface RunRow {
  /** 32 lower-case hex digits */
  readonly runId: string;
  readonly name: string;
  readonly experiment: string;
  readonly parentRunId: string | null;
  readonly kind: RunKind;
  readonly status: RunStatus;
  readonly startMs: number;
  readonly endMs: number | null;
  /** the exception's type and message, of a failed run */
  readonly error: string | null;
  readonly starred: boolean;
  readonly note: string;
  /** when it was put into the bin, or null */
  readonly binnedMs: number | null;
  /** the command as a person would type it, or '' */
  readonly command: string;
  /** absolute path of the script or notebook */
  readonly script: string | null;
  readonly commit: string | null;
  readonly branch: string | null;
  readonly dirty: boolean | null;
  /** id of the commit that holds the files it ran with; see GitState */
  readonly snapshot: string | null;
  readonly childCount: number;
  /** executions of notebook cells: of a session all, of another run those in which it was open */
  readonly cellCount: number;
  /** records skipped, values refused … : see RunDetail.problems */
  readonly problemCount: number;
  /** the chosen columns, in the order in which they were asked for; null where the run has none */
  readonly metrics: readonly (MetricSummary | null)[];
  readonly params: readonly (string | null)[];
  readonly tags: readonly (string | null)[];
}

export interface Param {
  readonly name: string;
  readonly value: string;
  /** `log`, `argparse`, `argv`, `sweep` … */
  readonly source: string;
}

export interface Artifact {
  /** relative to the run's artifact folder, `/` between parts */
  readonly path: string;
  readonly size: number;
  readonly kind: string;
  readonly sha256: string | null;
  readonly step: number | null;
  readonly timeMs: number;
}

export interface Dataset {
  readonly name: string;
  readonly digest: string | null;
  readonly source: string | null;
  readonly context: string | null;
}

export interface DataFile {
  readonly path: string;
  readonly mode: 'read' | 'write';
  readonly size: number;
  readonly mtimeMs: number;
  readonly hash: string | null;
  readonly hashKind: string | null;
}

export interface Environment {
  readonly python: string;
  readonly implementation: string;
  readonly platform: string;
  readonly hardware: Readonly<Record<string, unknown>>;
  readonly packages: Readonly<Record<string, string>>;
  readonly variables: readonly string[];
}

/** The state of the repository a run began in, as docs/git.md defines it. Paths are relative to `root`, with `/`. */
export interface GitState {
  /** absolute path of the work tree's top */
  readonly root: string | null;
  /** id of HEAD's commit */
  readonly commit: string | null;
  readonly branch: string | null;
  readonly remote: string | null;
  readonly dirty: boolean | null;
  readonly subject: string | null;
  /** id of the commit that holds the files it ran with: `commit` itself where nothing had changed; null where none could be made */
  readonly snapshot: string | null;
  /** what the snapshot lacks of the work tree */
  readonly leftOut: LeftOut;
  /** files that changed while the snapshot was taken, so that the run may have used another content */
  readonly changed: readonly string[];
  /** those that differ from what `commit` has of them */
  readonly submodules: readonly Submodule[];
  /** what git was in the middle of */
  readonly operation: string | null;
  readonly problem: string | null;
}

/** Why a file is not in a snapshot, in the order in which they are listed: what is rare and telling comes first. docs/git.md says what each means. */
export const LEFT_OUT_REASONS = ['secret', 'repository', 'submodule', 'special', 'unreadable', 'vanished', 'size', 'total'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

export interface LeftOut {
  /** how many files there are, and their bytes together; `files` may name only some of them */
  readonly count: number;
  readonly bytes: number;
  readonly files: readonly { readonly path: string; readonly size: number; readonly why: LeftOutReason }[];
}

export interface Submodule {
  readonly path: string;
  /** id of the commit that is checked out in it, if any */
  readonly commit: string | null;
  /** whether files in it differ from that commit */
  readonly dirty: boolean;
}

/** A kernel from its start to its end, or to its restart. */
export interface KernelSession {
  /** absolute path, or a URI of what is no file; the last name it had */
  readonly notebook: string | null;
  /** name of the kernel spec */
  readonly kernel: string | null;
  readonly language: string | null;
}

export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly timeMs: number;
}

/** A process, with what tells it from others that had or will have its number; null where its system does not say. */
export interface RunProcess {
  readonly host: string;
  readonly pid: number;
  readonly pidStart: string | null;
  readonly boot: string | null;
  readonly pidNs: string | null;
}

/** All of one run but its points and its log. */
export interface RunDetail {
  /** its metrics, params and tags are empty here: they are below, whole */
  readonly row: RunRow;
  readonly params: readonly Param[];
  readonly metrics: readonly MetricSummary[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly artifacts: readonly Artifact[];
  readonly datasets: readonly Dataset[];
  readonly files: readonly DataFile[];
  readonly environment: Environment | null;
  readonly git: GitState | null;
  /** of a kernel session */
  readonly session: KernelSession | null;
  readonly argv: readonly string[];
  readonly cwd: string | null;
  readonly interpreter: string | null;
  readonly user: string | null;
  readonly host: string | null;
  readonly pid: number | null;
  /** the process that started it, or took it up again last */
  readonly process: RunProcess | null;
  readonly exitCode: number | null;
  readonly traceback: string | null;
  readonly problems: readonly Problem[];
  readonly children: readonly RunRow[];
  readonly parent: RunRow | null;
  /** absolute folder of its artifacts; it may not exist */
  readonly artifactDir: string;
}

export type Goal = 'max' | 'min';

export interface Experiment {
  readonly name: string;
  /** the metric by which its runs are told apart: chosen by the person, else by `headlineMetric` */
  readonly metric: string | null;
  readonly goal: Goal;
  readonly chosen: boolean;
  /** runs outside the bin, children not counted */
  readonly runCount: number;
  /** kernel sessions not counted: they wait for cells */
  readonly runningCount: number;
  readonly lastStartMs: number;
  readonly best: { readonly runId: string; readonly name: string; readonly value: number } | null;
}
