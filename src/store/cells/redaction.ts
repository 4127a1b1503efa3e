import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { type JournalRedaction, redactPart } from '../../journal/redact_part';
import { replaceBackups } from '../backup';
import { takeCursor } from '../cursor';
import { isRunId } from '../delete_run';
import type { StorePaths } from '../paths';
import { cellNotFound } from './cells_query';
import { redactExecution } from './redact_rows';
import { RedactionFiles, type RedactionList } from './redaction_files';

/** A database up to this size is written anew; in a larger one what was deleted is overwritten where it stood. */
const VACUUM_BYTES = 256 * 1024 ** 2;
/** How long who still reads is waited for; it is tried again later. */
const LOG_PATIENCE_MS = 200;

type Stage = 'all' | 'log' | 'journals';

interface Part {
  readonly journal: number;
  readonly part: number;
  readonly sealed: number;
  readonly file: string;
  readonly state: string;
}

/**
 * Takes executions out of all that the store keeps: the database, its log and its backups at once, journals as soon as
 * nobody writes them. What broke off is gone on with.
 */
export class Redaction {
  private readonly files: RedactionFiles;
  /** there were lists when the store was opened, of which its database may not know: it was made again */
  private isUnknown: boolean;

  constructor(
    private readonly db: Database,
    private readonly paths: StorePaths,
  ) {
    this.files = new RedactionFiles(paths.journal);
    this.isUnknown = this.files.all().length > 0;
  }

  /** Throws `cell-not-found`; then nothing is changed. */
  redact(cells: readonly number[]): void {
    const isThere = this.db.prepare('SELECT 1 FROM cell WHERE id = ?').pluck();
    for (const cell of cells) if (isThere.get(cell) === undefined) throw cellNotFound(cell);
    const executions = this.db
      .prepare('SELECT j.journal_id AS journal, x.number FROM json_each(?) AS wanted JOIN execution x ON x.cell = wanted.value JOIN journal j ON j.id = x.journal')
      .all(JSON.stringify(cells)) as { journal: string; number: number }[];
    for (const [journal, list] of Map.groupBy(executions, (execution) => execution.journal)) {
      // A journal that was lost with a damaged database has no id, and no file.
      if (isRunId(journal)) this.files.add(journal, list.map(({ number }) => number));
    }
    this.redactRows(cells);
  }

  /** Whether something is left to be done. */
  isPending(): boolean {
    return this.isUnknown || this.stage() !== null;
  }

  /**
   * Does what can be done by now.
   * @param withJournals nobody else compresses or drops journals meanwhile
   */
  finish(withJournals: boolean): void {
    const lists = this.files.all();
    if (this.stage() === null && lists.length > 0) this.setStage('all');
    this.isUnknown = false;
    this.redactRows(this.listed(lists));
    if (this.stage() === 'all') {
      replaceBackups(this.db, this.paths, Date.now());
      if (statSync(this.paths.database).size <= VACUUM_BYTES) this.db.exec('VACUUM');
      this.setStage('log');
    }
    const left = withJournals ? lists.filter((list) => !this.redactJournal(list)) : lists;
    if (this.stage() === 'log' && this.emptyLog()) this.setStage('journals');
    if (left.length === 0 && this.stage() === 'journals') this.setStage(null);
  }

  /** What is still to be gone through: all, the write-ahead log and the journals, only the journals, or nothing. */
  private stage(): Stage | null {
    return (this.db.prepare("SELECT value FROM meta WHERE key = 'redaction'").pluck().get() as Stage | undefined) ?? null;
  }

  private setStage(stage: Stage | null): void {
    if (stage === null) this.db.prepare("DELETE FROM meta WHERE key = 'redaction'").run();
    else this.db.prepare("REPLACE INTO meta (key, value) VALUES ('redaction', ?)").run(stage);
  }

  private listed(lists: readonly RedactionList[]): number[] {
    const find = this.db
      .prepare('SELECT x.cell FROM journal j JOIN execution x ON x.journal = j.id WHERE j.journal_id = ? AND x.number IN (SELECT value FROM json_each(?))')
      .pluck();
    return lists.flatMap(({ journal, executions }) => find.all(journal, JSON.stringify(executions)) as number[]);
  }

  private redactRows(cells: readonly number[]): void {
    const isOpen = this.db.prepare('SELECT 1 FROM cell WHERE id = ? AND redacted_ms IS NULL').pluck();
    this.db
      .transaction(() => {
        const open = [...new Set(cells)].filter((cell) => isOpen.get(cell) !== undefined);
        if (open.length === 0) return;
        const cursor = takeCursor(this.db);
        for (const cell of open) this.redactCell(cell, cursor);
        this.setStage('all');
      })
      .immediate();
  }

  private redactCell(cell: number, cursor: number): void {
    for (const execution of this.db.prepare('SELECT id FROM execution WHERE cell = ?').pluck().all(cell) as number[]) {
      redactExecution(this.db, execution, this.paths.artifacts);
    }
    this.db.prepare('UPDATE cell SET redacted_ms = ?, found = NULL, version = ? WHERE id = ?').run(Date.now(), cursor, cell);
    this.db.prepare('UPDATE run SET version = ? WHERE id = (SELECT run FROM cell WHERE id = ?)').run(cursor, cell);
  }

  /** Returns false where somebody still reads what was there before. */
  private emptyLog(): boolean {
    const patience = this.db.pragma('busy_timeout', { simple: true }) as number;
    this.db.pragma(`busy_timeout = ${LOG_PATIENCE_MS}`);
    try {
      const [reply] = this.db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      return reply?.busy !== 1;
    } finally {
      this.db.pragma(`busy_timeout = ${patience}`);
    }
  }

  /** Returns whether nothing of it is left to be done. */
  private redactJournal({ journal, executions, done }: RedactionList): boolean {
    const parts = this.db
      .prepare('SELECT p.journal, p.part, p.sealed, p.file, j.state FROM journal j JOIN journal_part p ON p.journal = j.id WHERE j.journal_id = ? ORDER BY p.part')
      .all(journal) as Part[];
    const redaction: JournalRedaction = { executions: new Set(executions), displays: new Set(), errors: new Set(), timeMs: Date.now() };
    for (const part of parts.filter(({ sealed }) => sealed === 1)) {
      if ((done.get(part.part) ?? 0) >= executions.length) continue;
      const path = join(this.paths.journal, basename(part.file));
      if (part.file !== '' && existsSync(path)) {
        const size = redactPart(path, redaction);
        this.db.prepare('UPDATE journal_part SET offset = ? WHERE journal = ? AND part = ?').run(size, part.journal, part.part);
      }
      this.files.partDone(journal, part.part, executions.length);
    }
    const isOver = parts.length > 0 && parts.every(({ sealed, state }) => sealed === 1 && state !== 'OPEN' && state !== 'SILENT');
    if (isOver) this.files.remove(journal);
    return isOver;
  }
}
