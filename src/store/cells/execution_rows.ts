import type { Database, Statement } from 'better-sqlite3';
import type { CellEndRecord, CellRecord, CellSource } from '../../journal/record';
import type { JournalEntry, RunEntry } from '../journal_rows';
import type { Names } from '../names';
import { CellTexts, likenessOf } from './cell_texts';
import type { RedactionList } from './redaction_files';

/** What is known of an execution while its records come in. */
export interface Execution {
  readonly id: number;
  readonly cell: number;
  readonly saidBy: CellSource;
  readonly outputCount: number;
  readonly outputLength: number;
  /** what it had is not to be kept */
  readonly redacted: boolean;
}

/** The rows of `execution`: what one journal says of each. Each comes with a row of `cell` of its own. */
export class ExecutionRows {
  private readonly texts: CellTexts;
  private readonly redacted: ReadonlySet<string>;
  private readonly journalId: Statement;
  private readonly markRedacted: Statement;
  private readonly select: Statement;
  private readonly insertCell: Statement;
  private readonly insert: Statement;
  private readonly takePlace: Readonly<Record<CellSource, Statement>>;
  private readonly update: Statement;
  private readonly supersede: Statement;
  private readonly finish: Statement;
  private readonly speaker: Statement;
  private readonly refreshCell: Statement;

  /** @param redacted what is not to come in from journals that still hold it */
  constructor(
    db: Database,
    private readonly names: Names,
    redacted: readonly RedactionList[],
  ) {
    this.redacted = new Set(redacted.flatMap(({ journal, executions }) => executions.map((execution) => `${journal} ${execution}`)));
    this.journalId = db.prepare('SELECT journal_id FROM journal WHERE id = ?').pluck();
    this.markRedacted = db.prepare('UPDATE cell SET redacted_ms = coalesce(redacted_ms, ?) WHERE id = ?');
    this.texts = new CellTexts(db);
    this.select = db.prepare(
      `SELECT x.id, x.cell, x.said_by AS saidBy, x.output_count AS outputCount, x.output_length AS outputLength, c.redacted_ms AS redactedMs
       FROM execution x JOIN cell c ON c.id = x.cell WHERE x.journal = ? AND x.number = ?`,
    );
    this.insertCell = db.prepare('INSERT INTO cell (run, version, start_ms) VALUES (?, 0, ?)');
    this.insert = db.prepare('INSERT INTO execution (run, journal, number, cell, said_by, first_n, start_ms) VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.takePlace = {
      kernel: db.prepare('UPDATE cell SET kernel = ? WHERE id = ?'),
      editor: db.prepare('UPDATE cell SET editor = ? WHERE id = ?'),
    };
    this.update = db.prepare(
      `UPDATE execution SET first_n = min(first_n, ?), start_ms = ?, source = ?, likeness = ?, count = ?, cell_id = ?, handle = ?, place = ?, tags = ?,
         notebook = ?, language = ? WHERE id = ?`,
    );
    this.supersede = db
      .prepare("UPDATE execution SET status = 'unknown', last_n = ? WHERE run = ? AND journal = ? AND status IS NULL AND id <> ? RETURNING cell")
      .pluck();
    this.finish = db.prepare(
      'UPDATE execution SET status = ?, last_n = ?, end_ms = ?, count = coalesce(?, count), error = ?, traceback = ?, names = ?, cpu_ms = ?, memory = ? WHERE id = ?',
    );
    this.speaker = db.prepare('SELECT said_by FROM execution WHERE journal = ? LIMIT 1').pluck();
    this.refreshCell = db.prepare(
      `UPDATE cell SET (start_ms, notebook, cell_id) =
         (SELECT coalesce(k.start_ms, e.start_ms), coalesce(e.notebook, k.notebook, s.notebook), coalesce(k.cell_id, e.cell_id)
          FROM (SELECT 1) LEFT JOIN execution k ON k.id = cell.kernel LEFT JOIN execution e ON e.id = cell.editor LEFT JOIN session s ON s.run = cell.run)
       WHERE id = ?`,
    );
  }

  /**
   * The execution with this number in a journal. One of which no record of its beginning was read is made all the same: what
   * it gave must not be lost.
   */
  give(journal: JournalEntry, run: RunEntry, record: { readonly execution: number; readonly n: number; readonly time: number }, by?: CellSource): Execution {
    const known = this.select.get(journal.id, record.execution) as (Omit<Execution, 'redacted'> & { redactedMs: number | null }) | undefined;
    if (known) return { ...known, redacted: known.redactedMs !== null };
    const saidBy = by ?? (this.speaker.get(journal.id) as CellSource | undefined) ?? 'kernel';
    const cell = Number(this.insertCell.run(run.id, record.time).lastInsertRowid);
    const id = Number(this.insert.run(run.id, journal.id, record.execution, cell, saidBy, record.n, record.time).lastInsertRowid);
    this.takePlace[saidBy].run(id, cell);
    const redacted = this.redacted.size > 0 && this.redacted.has(`${this.journalId.get(journal.id) as string} ${record.execution}`);
    if (redacted) this.markRedacted.run(Date.now(), cell);
    return { id, cell, saidBy, outputCount: 0, outputLength: 0, redacted };
  }

  begin({ id, cell: ofCell, redacted: isListed }: Execution, record: CellRecord): void {
    const redacted = isListed || record.redactedMs !== null;
    if (redacted) this.markRedacted.run(record.redactedMs ?? Date.now(), ofCell);
    const { n, source, count, cell, handle, index, tags, notebook, language } = record;
    this.update.run(
      n, record.startMs ?? record.time, redacted ? null : this.texts.give(source), redacted ? null : likenessOf(source), count, cell, handle, index,
      tags === null ? null : JSON.stringify(tags), notebook === null ? null : this.names.give(notebook), language, id,
    );
  }

  /** A kernel does one after the other: what it began before is over. Returns the cells whose end was not recorded. */
  endOthers(journal: JournalEntry, run: RunEntry, { id }: Execution, n: number): number[] {
    return this.supersede.all(n - 1, run.id, journal.id, id) as number[];
  }

  end({ id, redacted }: Execution, record: CellEndRecord): void {
    const { n, status, endMs, time, count, error, names, cpuMs, memory } = record;
    const said = redacted || !error ? null : [error.type, error.message].filter(Boolean).join(': ');
    this.finish.run(
      status, n, endMs ?? time, count, said && this.texts.give(said), !redacted && error?.traceback ? this.texts.give(error.traceback) : null,
      names && JSON.stringify(names), cpuMs, memory, id,
    );
  }

  /** Takes over into a cell by what it is found: of its executions. */
  refresh(cell: number): void {
    this.refreshCell.run(cell);
  }
}
