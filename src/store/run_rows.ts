import type { Database } from 'better-sqlite3';
import type { RunKind, RunRow, RunStatus } from '../core/run';
import type { MetricSummary } from '../core/series';
import type { Names } from './names';
import { PreparedStatements } from './prepared_statements';

/** What `runsFrom` needs of each run; `r` is the run, `e` its experiment, `g` its git state. */
const COLUMNS = `r.id, r.run_id, r.name, e.name, r.parent_run_id, r.kind, r.status, r.start_ms, r.end_ms, r.error_type, r.error_message,
  r.starred, r.note, r.binned_ms, r.command, r.script, g.commit_id, g.branch, g.dirty, g.snapshot, r.base_ms, r.cell_count,
  (SELECT count(*) FROM run c WHERE c.parent_run_id = r.run_id AND c.binned_ms IS NULL),
  (SELECT count(*) FROM problem p WHERE p.run = r.id)`;

type Row = [
  number, string, string, string, string | null, RunKind | null, RunStatus, number, number | null, string | null, string | null,
  number, string, number | null, string, string | null, string | null, string | null, number | null, string | null, number, number, number, number,
];

export interface RunColumns {
  readonly metrics?: readonly string[] | undefined;
  readonly params?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** Rows of runs with the asked columns, in the order of their numbers. */
export class RunRows {
  private readonly statements: PreparedStatements;

  constructor(db: Database, private readonly names: Names) {
    this.statements = new PreparedStatements(db);
  }

  /** Numbers that are no run's are passed over. */
  load(ids: readonly number[], columns: RunColumns = {}): RunRow[] {
    const rows = this.statements
      .get(
        `SELECT ${COLUMNS} FROM json_each(?) AS wanted CROSS JOIN run r ON r.id = wanted.value JOIN experiment e ON e.id = r.experiment
         LEFT JOIN git_state g ON g.id = r.git ORDER BY wanted.key`,
      )
      .raw()
      .all(JSON.stringify(ids)) as Row[];
    const metrics = this.metrics(rows, columns.metrics ?? []);
    const params = this.texts('param', rows, columns.params ?? []);
    const tags = this.texts('tag', rows, columns.tags ?? []);
    return rows.map((row) => ({
      ...runOf(row),
      metrics: metrics.map((column) => column.get(row[0]) ?? null),
      params: params.map((column) => column.get(row[0]) ?? null),
      tags: tags.map((column) => column.get(row[0]) ?? null),
    }));
  }

  private metrics(rows: readonly Row[], keys: readonly string[]): Map<number, MetricSummary>[] {
    const select = this.statements
      .get(`SELECT ${SUMMARY_COLUMNS} FROM json_each(?) AS wanted CROSS JOIN series s ON s.run = wanted.value AND s.name = ?`)
      .raw();
    const bases = new Map(rows.map((row) => [row[0], row[20]]));
    return keys.map((key) => {
      const found = select.all(JSON.stringify([...bases.keys()]), this.names.find(key) ?? -1) as SummaryRow[];
      return new Map(found.map((row) => [row[0], summaryOf(row, key, bases.get(row[0]) ?? 0)]));
    });
  }

  private texts(table: 'param' | 'tag', rows: readonly Row[], keys: readonly string[]): Map<number, string>[] {
    const select = this.statements
      .get(`SELECT t.run, t.value FROM json_each(?) AS wanted CROSS JOIN ${table} t ON t.run = wanted.value AND t.name = ? WHERE t.value IS NOT NULL`)
      .raw();
    const ids = JSON.stringify(rows.map(([id]) => id));
    return keys.map((key) => new Map(select.all(ids, this.names.find(key) ?? -1) as [number, string][]));
  }
}

export const SUMMARY_COLUMNS = 's.run, s.source, s.count, s.nans, s.last, s.last_step, s.last_dt, s.min, s.min_step, s.max, s.max_step';

export type SummaryRow = [
  number, 'log' | 'printed', number, number, number | null, number, number, number | null, number | null, number | null, number | null,
];

export function summaryOf(row: SummaryRow, key: string, baseMs: number): MetricSummary {
  const [, source, count, nanCount, last, lastStep, lastDt, min, minStep, max, maxStep] = row;
  return { key, count, nanCount, last, lastStep, lastTimeMs: baseMs + lastDt, min, minStep, max, maxStep, source };
}

function runOf(row: Row): Omit<RunRow, 'metrics' | 'params' | 'tags'> {
  const [
    , runId, name, experiment, parentRunId, kind, status, startMs, endMs, errorType, errorMessage, starred, note, binnedMs, command,
    script, commit, branch, dirty, snapshot, , cellCount, childCount, problemCount,
  ] = row;
  return {
    runId, name, experiment, parentRunId, kind: kind ?? 'script', status, startMs, endMs,
    error: errorType === null ? null : errorMessage ? `${errorType}: ${errorMessage}` : errorType,
    starred: starred === 1, note, binnedMs, command, script, commit, branch, dirty: dirty === null ? null : dirty === 1, snapshot,
    childCount, cellCount, problemCount,
  };
}
