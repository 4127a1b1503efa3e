import type { Database } from 'better-sqlite3';
import { join } from 'node:path';
import { TrialbookError } from '../core/errors';
import type { Artifact, DataFile, Dataset, Environment, GitState, KernelSession, LeftOut, Param, Problem, RunDetail, RunProcess, Submodule } from '../core/run';
import type { MetricSummary } from '../core/series';
import type { Names } from './names';
import { PreparedStatements } from './prepared_statements';
import { RunRows, SUMMARY_COLUMNS, summaryOf, type SummaryRow } from './run_rows';

/** All that is known of one run, but its points and its log. */
export class RunDetails {
  private readonly rows: RunRows;
  private readonly statements: PreparedStatements;

  constructor(
    private readonly db: Database,
    names: Names,
    private readonly artifactsDir: string,
  ) {
    this.rows = new RunRows(db, names);
    this.statements = new PreparedStatements(db);
  }

  load(runId: string): RunDetail {
    return this.db.transaction(() => this.read(runId))();
  }

  private read(runId: string): RunDetail {
    const run = this.statements
      .get(
        `SELECT r.id, r.argv, r.cwd, r.interpreter, r.user, r.host, r.exit_code AS exitCode, r.traceback, r.base_ms AS baseMs,
           r.parent_run_id AS parent, r.environment, r.git FROM run r WHERE r.run_id = ?`,
      )
      .get(runId) as RunFields | undefined;
    const [row] = run ? this.rows.load([run.id]) : [];
    if (!run || !row) throw runNotFound(runId);
    const process = this.process(run.id);
    return {
      row,
      params: this.all<Param>('SELECT n.text AS name, p.value, p.source FROM param p JOIN name n ON n.id = p.name WHERE p.run = ? ORDER BY n.text', run.id),
      metrics: this.metrics(run.id, run.baseMs),
      tags: this.all('SELECT n.text AS key, t.value FROM tag t JOIN name n ON n.id = t.name WHERE t.run = ? AND t.value IS NOT NULL ORDER BY n.text', run.id),
      artifacts: this.all<Artifact>('SELECT path, size, kind, sha256, step, time_ms AS timeMs FROM artifact WHERE run = ? ORDER BY path', run.id),
      datasets: this.all<Dataset>(
        "SELECT d.name, d.digest, d.source, nullif(i.context, '') AS context FROM input i JOIN dataset d ON d.id = i.dataset WHERE i.run = ? ORDER BY d.name",
        run.id,
      ),
      files: this.all<DataFile>(
        "SELECT path, mode, size, mtime_ms AS mtimeMs, hash, hash_kind AS hashKind FROM file WHERE run = ? AND mode IN ('read', 'write') ORDER BY path, mode",
        run.id,
      ),
      environment: this.environment(run.environment),
      git: this.git(run.git),
      session: this.session(run.id),
      argv: run.argv === null ? [] : (JSON.parse(run.argv) as string[]),
      cwd: run.cwd,
      interpreter: run.interpreter,
      user: run.user,
      host: run.host,
      pid: process?.pid ?? null,
      process,
      exitCode: run.exitCode,
      traceback: run.traceback,
      problems: this.problems(run.id),
      children: this.rows.load(this.ids('SELECT id FROM run WHERE parent_run_id = ? AND binned_ms IS NULL ORDER BY start_ms', runId)),
      parent: this.rows.load(this.ids('SELECT id FROM run WHERE run_id = ?', run.parent))[0] ?? null,
      artifactDir: join(this.artifactsDir, runId),
    };
  }

  private metrics(run: number, baseMs: number): MetricSummary[] {
    const sql = `SELECT ${SUMMARY_COLUMNS}, n.text FROM series s JOIN name n ON n.id = s.name WHERE s.run = ? ORDER BY n.text`;
    const rows = this.statements.get(sql).raw().all(run) as [...SummaryRow, string][];
    return rows.map((row) => summaryOf(row.slice(0, -1) as SummaryRow, row[11], baseMs));
  }

  private environment(id: number | null): Environment | null {
    const content = this.statements.get('SELECT content FROM environment WHERE id = ?').pluck().get(id) as string | undefined;
    return content === undefined ? null : (JSON.parse(content) as Environment);
  }

  private git(id: number | null): GitState | null {
    const sql = `SELECT root, commit_id AS "commit", branch, remote, dirty, subject, problem, snapshot, operation, left_out AS leftOut, changed, submodules
                 FROM git_state WHERE id = ?`;
    const row = this.statements.get(sql).get(id) as GitRow | undefined;
    if (!row) return null;
    return {
      ...row,
      dirty: row.dirty === null ? null : row.dirty === 1,
      leftOut: row.leftOut === null ? { count: 0, bytes: 0, files: [] } : (JSON.parse(row.leftOut) as LeftOut),
      changed: row.changed === null ? [] : (JSON.parse(row.changed) as string[]),
      submodules: row.submodules === null ? [] : (JSON.parse(row.submodules) as Submodule[]),
    };
  }

  private session(run: number): KernelSession | null {
    const sql = 'SELECT n.text AS notebook, s.kernel, s.language FROM session s LEFT JOIN name n ON n.id = s.notebook WHERE s.run = ?';
    return (this.statements.get(sql).get(run) as KernelSession | undefined) ?? null;
  }

  /** The one that started the run, or took it up again last. */
  private process(run: number): RunProcess | null {
    const sql = 'SELECT host, pid, pid_start AS pidStart, boot, pid_ns AS pidNs FROM journal WHERE run = ? ORDER BY owner DESC, last_ms DESC LIMIT 1';
    return (this.statements.get(sql).get(run) as RunProcess | undefined) ?? null;
  }

  private problems(run: number): Problem[] {
    const rows = this.all<Problem & { count: number }>(
      'SELECT code, message, count, time_ms AS timeMs FROM problem WHERE run = ? ORDER BY time_ms, code, message',
      run,
    );
    return rows.map(({ code, message, count, timeMs }) => ({ code, message: count > 1 ? `${message} (${count} times)` : message, timeMs }));
  }

  private ids(sql: string, value: unknown): number[] {
    return this.statements.get(sql).pluck().all(value) as number[];
  }

  private all<T>(sql: string, run: number): T[] {
    return this.statements.get(sql).all(run) as T[];
  }
}

type GitRow = Omit<GitState, 'dirty' | 'leftOut' | 'changed' | 'submodules'> & {
  readonly dirty: number | null;
  readonly leftOut: string | null;
  readonly changed: string | null;
  readonly submodules: string | null;
};

interface RunFields {
  readonly id: number;
  readonly argv: string | null;
  readonly cwd: string | null;
  readonly interpreter: string | null;
  readonly user: string | null;
  readonly host: string | null;
  readonly exitCode: number | null;
  readonly traceback: string | null;
  readonly baseMs: number;
  readonly parent: string | null;
  readonly environment: number | null;
  readonly git: number | null;
}

export function runNotFound(ref: string): TrialbookError {
  return new TrialbookError('run-not-found', `There is no run ${ref} in this store.`, { ref });
}
