import type { Database } from 'better-sqlite3';
import type { JournalFolder } from '../journal/journal_folder';
import type { PartFile } from '../journal/part_file';
import { type Here, lifeOf } from '../journal/process_life';
import { takeCursor } from './cursor';
import { ProblemRows } from './problem_rows';
import { SKIPPED } from './run_recorder';
import type { JournalState } from './run_status';
import { RunStatusRows } from './run_status_rows';

/** A process writes a heartbeat every 15 seconds; after this long without, it is not heard of. */
const SILENT_MS = 2 * 60_000;
const DAY_MS = 86_400_000;

interface Row {
  readonly id: number;
  readonly journal: string;
  readonly run: number | null;
  readonly host: string;
  readonly pid: number;
  readonly pidStart: string | null;
  readonly boot: string | null;
  readonly pidNs: string | null;
  readonly state: JournalState['state'];
  readonly part: number;
  readonly offset: number;
  readonly sealed: number;
}

/** Looks whether the processes still live that write journals, says so in their runs, and seals what nobody writes to any more. */
export class JournalStates {
  /** Journals that went on after their process had seemed gone: it can't be seen from here, only heard. */
  private readonly unseen = new Set<number>();
  private readonly gone = new Set<number>();
  private readonly problems: ProblemRows;
  private readonly statuses: RunStatusRows;

  constructor(
    private readonly db: Database,
    private readonly folder: JournalFolder,
    private readonly here: Here,
    private readonly keepDays: number,
  ) {
    this.problems = new ProblemRows(db);
    this.statuses = new RunStatusRows(db);
  }

  /** Returns whether anything changed. To be called when what waits in the folder has been read. */
  check(nowMs: number): boolean {
    const rows = this.open();
    if (rows.length === 0) return false;
    const files = new Map(this.folder.parts.map((file) => [`${file.header.journal} ${file.header.part}`, file]));
    const changes = rows.flatMap((row) => this.changeOf(row, files, nowMs) ?? []);
    if (changes.length === 0) return false;
    this.db.transaction(() => this.write(changes, nowMs)).immediate();
    for (const { seal } of changes) if (seal) this.folder.settle(seal.name);
    return true;
  }

  /** The last part of each journal that may still grow, or whose process has not said that it ended. */
  private open(): Row[] {
    const columns = 'j.id, j.journal_id AS journal, j.run, j.host, j.pid, j.pid_start AS pidStart, j.boot, j.pid_ns AS pidNs, j.state, p.part, p.offset, p.sealed';
    // Two questions, each of which an index answers, however many journals there have been.
    return this.db
      .prepare(
        `SELECT ${columns} FROM journal_part p JOIN journal j ON j.id = p.journal WHERE p.sealed = 0
         UNION SELECT ${columns} FROM journal j JOIN journal_part p ON p.journal = j.id
         WHERE j.state IN ('OPEN', 'SILENT') AND p.part = (SELECT max(part) FROM journal_part WHERE journal = j.id)`,
      )
      .all() as Row[];
  }

  private changeOf(row: Row, files: ReadonlyMap<string, PartFile>, nowMs: number): Change | null {
    const file = files.get(`${row.journal} ${row.part}`);
    const quietMs = file ? nowMs - file.mtimeMs : Infinity;
    const over = row.state !== 'OPEN' && row.state !== 'SILENT' && row.state !== 'GONE';
    if (row.state === 'OPEN' && this.gone.delete(row.id)) this.unseen.add(row.id);
    const life = this.unseen.has(row.id) ? 'unknown' : lifeOf(row, this.here);
    const ended = life === 'gone' || files.has(`${row.journal} ${row.part + 1}`) || quietMs > this.keepDays * DAY_MS;
    const seal = file && !row.sealed && ended && quietMs > SILENT_MS ? file : null;
    const state = over ? null : stateOf(row.state, life, quietMs);
    return state === null && seal === null ? null : { row, state, seal };
  }

  private write(changes: readonly Change[], nowMs: number): void {
    const cursor = takeCursor(this.db);
    for (const { row, state, seal } of changes) {
      if (seal) this.seal(row, seal, nowMs);
      if (state === null) continue;
      this.db.prepare('UPDATE journal SET state = ? WHERE id = ? AND state = ?').run(state, row.id, row.state);
      if (state === 'GONE') this.gone.add(row.id);
      if (row.run === null) continue;
      this.statuses.refresh(row.run, cursor);
      this.db.prepare('UPDATE run SET version = ? WHERE id = ?').run(cursor, row.run);
    }
  }

  /** What is left behind the last whole line was torn when its writer died. */
  private seal(row: Row, file: PartFile, nowMs: number): void {
    const sql = 'UPDATE journal_part SET sealed = 1, offset = ? WHERE journal = ? AND part = ? AND offset = ?';
    const { changes } = this.db.prepare(sql).run(file.size, row.id, row.part, row.offset);
    if (changes === 0 || row.run === null || file.size <= row.offset) return;
    this.problems.add(row.run, 'bad-line', SKIPPED['bad-line'], nowMs);
  }
}

interface Change {
  readonly row: Row;
  /** null: as it was */
  readonly state: JournalState['state'] | null;
  /** the part to which nothing more is written, or null */
  readonly seal: PartFile | null;
}

function stateOf(state: JournalState['state'], life: ReturnType<typeof lifeOf>, quietMs: number): JournalState['state'] | null {
  const now = life === 'gone' ? 'GONE' : life === 'alive' || quietMs <= SILENT_MS ? 'OPEN' : 'SILENT';
  // A process that is gone does not come back because its file was touched.
  return now === state || (state === 'GONE' && now !== 'OPEN') ? null : now;
}
