import type { Database } from 'better-sqlite3';
import { statSync } from 'node:fs';
import { JournalFolder } from '../journal/journal_folder';
import { readHere } from '../journal/process_life';
import { CellsQuery } from './cells/cells_query';
import { Redaction } from './cells/redaction';
import { Ingest } from './ingest';
import { JournalLife } from './journal_life';
import { JournalStates } from './journal_states';
import { Lease } from './lease';
import { LogReader } from './log_reader';
import { Names } from './names';
import type { OpenedDatabase } from './open';
import type { StorePaths } from './paths';
import { RunDetails } from './run_detail';
import { RunsQuery } from './runs_query';
import { SeriesReader } from './series_reader';
import type { StoreInfo } from './service';

const LEASE_MS = 4000;
const OWNER_MS = 30_000;

/** An open database with all that reads and writes it. After damage a new one takes its place. */
export class Session {
  readonly db: Database;
  readonly names: Names;
  readonly ingest: Ingest;
  readonly writers: JournalStates;
  readonly journalLife: JournalLife;
  readonly runs: RunsQuery;
  readonly details: RunDetails;
  readonly series: SeriesReader;
  readonly log: LogReader;
  readonly cells: CellsQuery;
  readonly redaction: Redaction;
  private readonly opened: OpenedDatabase;
  private readonly ingestLease: Lease;
  private readonly ownerLease: Lease;
  private readonly inode: number | null;

  /** @param holder tells this session from others of the same store */
  constructor(opened: OpenedDatabase, paths: StorePaths, holder: string, keepDays: number) {
    const { db } = opened;
    this.opened = opened;
    this.db = db;
    this.names = new Names(db);
    this.ingest = new Ingest(db, new Names(db), new JournalFolder(paths.journal), paths);
    this.writers = new JournalStates(db, this.ingest.folder, readHere(), keepDays);
    this.journalLife = new JournalLife(db, paths.journal);
    this.runs = new RunsQuery(db, this.names);
    this.details = new RunDetails(db, this.names, paths.artifacts);
    this.series = new SeriesReader(db, this.names);
    this.log = new LogReader(db);
    this.cells = new CellsQuery(db, paths.artifacts);
    this.redaction = new Redaction(db, paths);
    this.ingestLease = new Lease(db, 'ingest', holder, LEASE_MS);
    this.ownerLease = new Lease(db, 'owner', holder, OWNER_MS);
    this.inode = inodeOf(paths.database);
  }

  /** Where the store is on a network disk, who is not its owner reads only. */
  mode(nowMs: number): StoreInfo['mode'] {
    if (this.opened.mode !== 'rollback') return this.opened.mode;
    return this.ownerLease.hold(nowMs) ? 'rollback' : 'readonly';
  }

  /** Whether journals can be read into the database: into a file that can be written, or into memory. */
  canIngest(nowMs: number): boolean {
    return this.db.memory || this.mode(nowMs) !== 'readonly';
  }

  /** Whether reading journals, and tending them, is for us to do now. */
  mayIngest(nowMs: number): boolean {
    return this.db.memory || (this.mode(nowMs) !== 'readonly' && this.ingestLease.hold(nowMs));
  }

  /** Whether the file we have open is no longer the store's: it was moved, removed or made anew. */
  isReplaced(paths: StorePaths): boolean {
    return !this.db.memory && inodeOf(paths.database) !== this.inode;
  }

  close(): void {
    if (!this.db.open) return;
    if (!this.db.readonly && !this.db.memory) {
      try {
        this.ingestLease.release();
        this.ownerLease.release();
      } catch {
        // It ends by itself.
      }
    }
    this.db.close();
  }
}

function inodeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}
