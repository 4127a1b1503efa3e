import type { Database, Statement } from 'better-sqlite3';
import type { CellEndRecord, CellOutputRecord, CellRecord, InCellRecord, SessionRecord } from '../../journal/record';
import type { JournalEntry, RunEntry } from '../journal_rows';
import type { Names } from '../names';
import { ExecutionRows } from './execution_rows';
import { CellJoin } from './join_cells';
import { OutputRows } from './output_rows';
import { SessionRows } from './session_rows';
import { SpanRows } from './span_rows';

/** Puts records of sessions and cells into the store, within a transaction of its caller, and marks the cells that they change. */
export class CellRecorder {
  private readonly executions: ExecutionRows;
  private readonly outputs: OutputRows;
  private readonly sessions: SessionRows;
  private readonly spans: SpanRows;
  private readonly joined: CellJoin;
  private readonly changed = new Set<number>();
  /** numbers of runs whose cells may be more or fewer */
  private readonly touched = new Set<number>();
  private readonly mark: Statement;
  private readonly markGone: Statement;
  private readonly count: Statement;
  private readonly cellOf: Statement;
  private readonly runId: Statement;

  constructor(db: Database, names: Names) {
    this.executions = new ExecutionRows(db, names);
    this.outputs = new OutputRows(db);
    this.sessions = new SessionRows(db, names);
    this.spans = new SpanRows(db);
    this.joined = new CellJoin(db);
    this.mark = db.prepare('UPDATE cell SET version = ? WHERE id = ?');
    this.markGone = db.prepare('INSERT OR REPLACE INTO joined_cell (id, version) VALUES (?, ?)');
    this.count = db.prepare(
      `UPDATE run SET cell_count = (SELECT count(*) FROM cell WHERE run = run.id)
         + (SELECT count(DISTINCT x.cell) FROM cell_span s JOIN execution x ON x.id = s.execution WHERE s.run = run.id) WHERE id = ?`,
    );
    this.cellOf = db.prepare('SELECT cell FROM execution WHERE id = ?').pluck();
    this.runId = db.prepare('SELECT run_id FROM run WHERE id = ?').pluck();
  }

  session(run: RunEntry, record: SessionRecord): void {
    for (const cell of this.sessions.record(run.id, record)) this.change(cell);
  }

  begin(journal: JournalEntry, run: RunEntry, record: CellRecord): void {
    const execution = this.executions.give(journal, run, record, record.by);
    this.executions.begin(execution, record);
    if (execution.saidBy === 'kernel') for (const cell of this.executions.endOthers(journal, run, execution, record.n)) this.change(cell);
    this.join(run, execution.id);
  }

  output(journal: JournalEntry, run: RunEntry, record: CellOutputRecord): void {
    const execution = this.executions.give(journal, run, record);
    if (execution.redacted) return;
    const { cell } = this.outputs.add(journal, run, execution, record);
    this.change(cell);
    this.touched.add(run.id);
  }

  end(journal: JournalEntry, run: RunEntry, record: CellEndRecord): void {
    const execution = this.executions.give(journal, run, record);
    this.executions.end(execution, record);
    this.join(run, execution.id);
  }

  inCell(journal: JournalEntry, run: RunEntry, record: InCellRecord): void {
    this.spans.add(journal, run, record);
  }

  /** Ties together what has come, before the change gets its number. Returns the runs of which that changes what they show. */
  settle(): number[] {
    const sessions = [...this.touched].map((run) => this.runId.get(run) as string);
    const { runs, cells } = this.spans.resolve(sessions);
    for (const run of runs) this.touched.add(run);
    for (const cell of cells) this.change(cell);
    for (const execution of this.spans.takeClosed()) this.change(this.cellOf.get(execution) as number);
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
    this.touched.clear();
    this.joined.gone.clear();
    this.spans.forget();
  }

  private join(run: RunEntry, execution: number): void {
    for (const cell of this.joined.join(execution)) this.change(cell);
    this.change(this.cellOf.get(execution) as number);
    this.touched.add(run.id);
  }

  private change(cell: number): void {
    if (!this.changed.has(cell)) this.changed.add(cell);
    this.executions.refresh(cell);
  }
}
