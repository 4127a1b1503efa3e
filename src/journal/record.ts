import type { CellNames, CellOutput } from '../core/cell';
import type { GitState } from '../core/run';

/** Every record has these, as docs/journal.md says. */
export interface Stamp {
  /** its number in the journal */
  readonly n: number;
  /** milliseconds since 1970 */
  readonly time: number;
}

export interface HeaderRecord extends Stamp {
  readonly type: 'journal';
  readonly journal: string;
  readonly part: number;
  readonly run: string;
  readonly client: string;
  readonly host: string;
  readonly pid: number;
  readonly pidStart: string | null;
  readonly boot: string | null;
  readonly pidNs: string | null;
}

export interface RunRecord extends Stamp {
  readonly type: 'run';
  readonly name: string | null;
  readonly experiment: string | null;
  readonly parent: string | null;
  readonly kind: 'script' | 'module' | 'notebook' | 'session' | 'sweep' | 'import';
  readonly resumed: boolean;
  readonly rank: number;
}

export interface CommandRecord extends Stamp {
  readonly type: 'command';
  readonly argv: readonly string[];
  readonly cwd: string | null;
  readonly script: string | null;
  readonly user: string | null;
  readonly interpreter: string | null;
}

export interface EnvironmentRecord extends Stamp {
  readonly type: 'environment';
  readonly python: string;
  readonly implementation: string;
  readonly platform: string;
  readonly hardware: Readonly<Record<string, unknown>>;
  readonly packages: Readonly<Record<string, string>>;
  readonly variables: readonly string[];
}

export interface GitRecord extends Stamp, GitState {
  readonly type: 'git';
}

export interface ParamsRecord extends Stamp {
  readonly type: 'params';
  readonly values: Readonly<Record<string, unknown>>;
  readonly source: string;
}

export interface MetricsRecord extends Stamp {
  readonly type: 'metrics';
  readonly values: Readonly<Record<string, unknown>>;
  /** as it was written; see `readStep` */
  readonly step: unknown;
}

export interface TagsRecord extends Stamp {
  readonly type: 'tags';
  readonly values: Readonly<Record<string, unknown>>;
}

export interface OutputRecord extends Stamp {
  readonly type: 'output';
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

export interface ArtifactRecord extends Stamp {
  readonly type: 'artifact';
  readonly path: string;
  readonly size: number;
  readonly sha256: string | null;
  readonly kind: string;
  readonly step: number | null;
  readonly key: string | null;
}

export interface InputRecord extends Stamp {
  readonly type: 'input';
  readonly name: string;
  readonly digest: string | null;
  readonly source: string | null;
  readonly context: string | null;
  readonly schema: string | null;
  readonly profile: string | null;
}

export interface FileRecord extends Stamp {
  readonly type: 'file';
  readonly path: string;
  /** `import`: a module of the workspace that the program imported */
  readonly mode: 'read' | 'write' | 'import';
  readonly size: number;
  readonly mtimeMs: number;
  readonly hash: string | null;
  readonly hashKind: string | null;
}

export interface SessionRecord extends Stamp {
  readonly type: 'session';
  readonly notebook: string | null;
  readonly kernel: string | null;
  readonly language: string | null;
}

/** Which of the two sources of cells speaks. */
export type CellSource = 'kernel' | 'editor';

export interface CellRecord extends Stamp {
  readonly type: 'cell';
  readonly execution: number;
  readonly source: string;
  readonly by: CellSource;
  readonly count: number | null;
  readonly cell: string | null;
  readonly handle: string | null;
  readonly index: number | null;
  readonly tags: readonly string[] | null;
  readonly notebook: string | null;
  readonly language: string | null;
  readonly startMs: number | null;
  /** when its texts were taken out, or null */
  readonly redactedMs: number | null;
}

export interface CellOutputRecord extends Stamp {
  readonly type: 'cell_output';
  readonly execution: number;
  readonly output: CellOutput;
  /** id of a display that may be rewritten */
  readonly display: string | null;
  /** what the execution gave before was taken away */
  readonly cleared: boolean;
}

export interface CellEndRecord extends Stamp {
  readonly type: 'cell_end';
  readonly execution: number;
  readonly status: 'ok' | 'error' | 'interrupted';
  readonly count: number | null;
  readonly error: RunError | null;
  /** null: not known */
  readonly names: CellNames | null;
  readonly cpuMs: number | null;
  readonly memory: number | null;
  readonly endMs: number | null;
}

export interface InCellRecord extends Stamp {
  readonly type: 'in_cell';
  readonly session: string;
  readonly execution: number | null;
}

export interface HeartbeatRecord extends Stamp {
  readonly type: 'heartbeat';
}

export interface EndRecord extends Stamp {
  readonly type: 'end';
  readonly status: 'FINISHED' | 'FAILED' | 'KILLED';
  readonly exitCode: number | null;
  readonly error: RunError | null;
}

export interface RunError {
  readonly type: string;
  readonly message: string;
  readonly traceback: string;
}

export interface LeaveRecord extends Stamp {
  readonly type: 'leave';
}

export interface ProblemRecord extends Stamp {
  readonly type: 'problem';
  readonly code: string;
  readonly message: string;
}

export interface SealRecord extends Stamp {
  readonly type: 'seal';
  readonly next: boolean;
}

export type JournalRecord =
  | HeaderRecord
  | RunRecord
  | CommandRecord
  | EnvironmentRecord
  | GitRecord
  | ParamsRecord
  | MetricsRecord
  | TagsRecord
  | OutputRecord
  | ArtifactRecord
  | InputRecord
  | FileRecord
  | SessionRecord
  | CellRecord
  | CellOutputRecord
  | CellEndRecord
  | InCellRecord
  | HeartbeatRecord
  | EndRecord
  | LeaveRecord
  | ProblemRecord
  | SealRecord;
