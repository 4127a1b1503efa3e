import type { Database, Statement } from 'better-sqlite3';
import { type CellParam, cellParams } from '../../core/cells/cell_params';
import type { CellEndRecord, CellOutputRecord, CellRecord, InCellRecord, SessionRecord } from '../../journal/record';
import type { JournalEntry, RunEntry } from '../journal_rows';
import type { Names } from '../names';
import type { StorePaths } from '../paths';
import type { PointWriter } from '../point_writer';
import { ExecutionRows } from './execution_rows';
import { FoundPoints, type FoundTimes } from './found_points';
import { CellJoin } from './join_cells';
import { OutputRows } from './output_rows';
import { redactCell } from './redact_rows';
import { RedactionFiles } from './redaction_files';
import { SessionRows } from './session_rows';
import { SpanRows } from './span_rows';

/** Puts records of sessions and cells into the store, within a transaction of its caller, and marks the cells that they change. */
export class CellRecorder {
  private readonly executions: ExecutionRows;
  private readonly outputs: OutputRows;
  private readonly sessions: SessionRows;
  private readonly spans: SpanRows;
  private readonly joined: CellJoin;
  private readonly found: FoundPoints;
  private readonly redactions: RedactionFiles;
  private readonly changed = new Set<number>();
  /** cells whose outputs may hold other numbers */
  private readonly heard = new Set<number>();
  /** journals with new points */
  private readonly measured = new Set<number>();
  /** runs whose points from cells are to be read again from all of them */
  private readonly stale = new Set<number>();
  /** numbers of runs whose cells may be more or fewer */
  private readonly touched = new Set<number>();
  private readonly mark: Statement;
  private readonly markGone: Statement;
  private readonly count: Statement;
  private readonly cellOf: Statement;
  private readonly runId: Statement;
  private readonly openIn: readonly Statement[];
  private readonly inOrder: Statement;
  private readonly isRedacted: Statement;

  constructor(
    private readonly db: Database,
    names: Names,
    points: PointWriter,
    private readonly paths: StorePaths,
  ) {
    this.redactions = new RedactionFiles(paths.journal);
    this.executions = new ExecutionRows(db, names, this.redactions.all());
    this.outputs = new OutputRows(db);
    this.sessions = new SessionRows(db, names);
    this.spans = new SpanRows(db);
    this.joined = new CellJoin(db);
    this.found = new FoundPoints(db, points, paths.artifacts);
    this.mark = db.prepare('UPDATE cell SET version = ? WHERE id = ?');
    this.markGone = db.prepare('INSERT OR REPLACE INTO gone_cell (id, version) VALUES (?, ?)');
    this.count = db.prepare(
      `UPDATE run SET cell_count = (SELECT count(*) FROM cell WHERE run = run.id)
         + (SELECT count(DISTINCT x.cell) FROM cell_span s JOIN execution x ON x.id = s.execution WHERE s.run = run.id) WHERE id = ?`,
    );
    this.cellOf = db.prepare('SELECT cell FROM execution WHERE id = ?').pluck();
    this.runId = db.prepare('SELECT run_id FROM run WHERE id = ?').pluck();
    this.openIn = [
      db.prepare('SELECT cell FROM execution WHERE journal = ? ORDER BY number DESC LIMIT 1').pluck(),
      db.prepare('SELECT x.cell FROM cell_span s JOIN execution x ON x.id = s.execution WHERE s.journal = ? ORDER BY s.first_n DESC LIMIT 1').pluck(),
    ];
    this.isRedacted = db.prepare('SELECT redacted_ms IS NOT NULL FROM cell WHERE id = ?').pluck();
    this.inOrder = db.prepare('SELECT id FROM cell WHERE run = ? AND (? OR found IS NOT NULL) ORDER BY start_ms, id').pluck();
  }

  session(run: RunEntry, record: SessionRecord): void {
    for (const cell of this.sessions.record(run.id, record)) this.change(cell);
  }

  /** Returns the params that the cell sets, where it is for that. */
  begin(journal: JournalEntry, run: RunEntry, record: CellRecord): CellParam[] {
    const execution = this.executions.give(journal, run, record, record.by);
    this.executions.begin(execution, record);
    if (execution.saidBy === 'kernel') for (const cell of this.executions.endOthers(journal, run, execution, record.n)) this.change(cell);
    this.join(run, execution.id);
    return execution.redacted || !setsParams(record) ? [] : cellParams(record.source);
  }

  output(journal: JournalEntry, run: RunEntry, record: CellOutputRecord): void {
    const execution = this.executions.give(journal, run, record);
    if (execution.redacted) return;
    const { cell } = this.outputs.add(journal, run, execution, record);
    this.change(cell);
    this.heard.add(cell);
    this.touched.add(run.id);
  }

  end(journal: JournalEntry, run: RunEntry, record: CellEndRecord): void {
    const execution = this.executions.give(journal, run, record);
    this.executions.end(execution, record);
    if (record.count !== null) this.join(run, execution.id);
    this.change(execution.cell);
    if (execution.outputCount > 0) this.heard.add(execution.cell);
    this.touched.add(run.id);
  }

  inCell(journal: JournalEntry, run: RunEntry, record: InCellRecord): void {
    this.spans.add(journal, run, record);
  }

  /** The journal has got points: what its cells recorded is another. */
  points(journal: JournalEntry): void {
    this.measured.add(journal.id);
  }

  /**
   * Reads the numbers of all cells of a run again, whose points from cells were forgotten.
   * @param isThorough also of cells in which there were none
   */
  readAgain(run: number, times: FoundTimes, isThorough: boolean): void {
    for (const cell of this.inOrder.all(run, Number(isThorough)) as number[]) this.found.update(cell, times);
  }

  timesOf(run: number): FoundTimes {
    return this.found.timesOf(run);
  }

  /** Runs of which `readAgain` is to be called. */
  takeStale(): number[] {
    const stale = [...this.stale];
    this.stale.clear();
    return stale;
  }

  /** Ties together what has come, before the change gets its number. Returns the runs of which that changes what they show. */
  settle(): number[] {
    const sessions = [...this.touched].map((run) => this.runId.get(run) as string);
    const { runs, cells } = this.spans.resolve(sessions);
    for (const run of runs) this.touched.add(run);
    for (const cell of cells) this.change(cell);
    for (const execution of this.spans.takeClosed()) {
      const cell = this.cellOf.get(execution) as number | undefined;
      if (cell !== undefined) this.change(cell);
    }
    for (const journal of this.measured) {
      for (const select of this.openIn) {
        const cell = select.get(journal) as number | undefined;
        if (cell !== undefined) this.changed.add(cell);
      }
    }
    for (const cell of this.heard) {
      const stale = this.found.update(cell);
      if (stale !== null) this.stale.add(stale);
    }
    for (const run of this.touched) this.count.run(run);
    return [...this.touched];
  }

  /** Marks what has changed with the number of the change. */
  flush(cursor: number): void {
    for (const cell of this.joined.gone) this.markGone.run(cell, cursor);
    for (const cell of this.changed) this.mark.run(cursor, cell);
    this.forget();
  }

  forget(): void {
    this.changed.clear();
    this.heard.clear();
    this.measured.clear();
    this.touched.clear();
    this.found.forget();
    this.joined.gone.clear();
    this.spans.forget();
  }

  private join(run: RunEntry, execution: number): void {
    for (const cell of this.joined.join(execution)) {
      this.heard.add(cell);
      // What one of the two was to forget, the other does not bring back.
      if (this.isRedacted.get(cell) === 1) redactCell(this.db, cell, this.paths.artifacts, this.redactions);
      this.change(cell);
    }
    this.change(this.cellOf.get(execution) as number);
    this.touched.add(run.id);
  }

  private change(cell: number): void {
    this.changed.add(cell);
    this.executions.refresh(cell);
  }
}

function setsParams({ tags, language }: CellRecord): boolean {
  return (language === null || language === 'python') && (tags ?? []).some((tag) => tag === 'parameters' || tag === 'injected-parameters');
}
