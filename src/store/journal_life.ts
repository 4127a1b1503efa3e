import type { Database } from 'better-sqlite3';
import { rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compressPart } from '../journal/compress_part';

const DAY_MS = 86_400_000;

/** What becomes of journals that are wholly in the store: their parts are compressed, and dropped after some time. */
export class JournalLife {
  private hasReachedDisk = false;

  constructor(
    private readonly db: Database,
    private readonly dir: string,
  ) {}

  /** Compresses one sealed part; false when there is none. A part that can't be compressed stays as it is. */
  async compressNext(): Promise<boolean> {
    const sql = "SELECT journal, part, offset, file FROM journal_part WHERE sealed = 1 AND file LIKE '%.jsonl' LIMIT 1";
    const row = this.db.prepare(sql).get() as { journal: number; part: number; offset: number; file: string } | undefined;
    if (!row) return false;
    const path = this.pathOf(row.file);
    const name = path && (await compressPart(path, row.offset).catch(() => null));
    if (this.db.open) this.setFile(name ?? '', row);
    return true;
  }

  /**
   * Removes journals whose parts are all sealed, in the store and older than so many days; those of deleted runs at once.
   * @param dryRun only counts
   */
  drop(keepDays: number, nowMs: number, dryRun: boolean): { journals: number; bytes: number } {
    const deleted = this.remove('run IS NULL', 0, nowMs, dryRun);
    const old = this.remove('run IS NOT NULL', keepDays, nowMs, dryRun);
    return { journals: deleted.journals + old.journals, bytes: deleted.bytes + old.bytes };
  }

  /** Removes what journals still hold of runs that were deleted for good. */
  dropDeleted(): void {
    this.remove('run IS NULL', 0, Date.now(), false);
  }

  private remove(which: string, keepDays: number, nowMs: number, dryRun: boolean): { journals: number; bytes: number } {
    let journals = 0;
    let bytes = 0;
    this.hasReachedDisk = false;
    for (const parts of this.sealedJournals(which).values()) {
      const files = parts.flatMap((part) => {
        const path = this.pathOf(part.file);
        const stat = path === null ? undefined : statSync(path, { throwIfNoEntry: false });
        return path !== null && stat ? [{ part, path, size: stat.size, mtimeMs: stat.mtimeMs }] : [];
      });
      if (files.length === 0 || files.some(({ mtimeMs }) => keepDays > 0 && nowMs - mtimeMs < keepDays * DAY_MS)) continue;
      journals++;
      if (!dryRun) this.reachDisk();
      for (const { part, path, size } of files) {
        bytes += size;
        if (dryRun) continue;
        rmSync(path, { force: true });
        this.setFile('', part);
      }
    }
    return { journals, bytes };
  }

  /** The parts of journals to which nothing more is written, by journal. */
  private sealedJournals(which: string): Map<number, Part[]> {
    const parts = this.db
      .prepare(
        `SELECT journal, part, file FROM journal_part WHERE file <> '' AND journal NOT IN (SELECT journal FROM journal_part WHERE sealed = 0)
         AND journal IN (SELECT id FROM journal WHERE state <> 'OPEN' AND ${which})`,
      )
      .all() as Part[];
    return Map.groupBy(parts, ({ journal }) => journal);
  }

  /** What was read must outlast a loss of power before that goes from which it was read. */
  private reachDisk(): void {
    if (!this.hasReachedDisk) this.db.pragma('wal_checkpoint(FULL)');
    this.hasReachedDisk = true;
  }

  /** An empty name: there is no such file any more, or it is not as we read it. A later look at the folder may find it again. */
  private setFile(file: string, { journal, part }: Omit<Part, 'file'>): void {
    this.db.prepare('UPDATE journal_part SET file = ? WHERE journal = ? AND part = ?').run(file, journal, part);
  }

  /** Null for what is no plain name: a store that came from elsewhere must not reach files outside of it. */
  private pathOf(file: string): string | null {
    return file !== '' && basename(file) === file ? join(this.dir, file) : null;
  }
}

interface Part {
  readonly journal: number;
  readonly part: number;
  readonly file: string;
}
