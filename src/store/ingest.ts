import type { Database, Statement } from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalFolder } from '../journal/journal_folder';
import { type Lines, LONGEST_LINE, takeLines } from '../journal/lines';
import { parseRecord } from '../journal/parse_record';
import { type PartFile, readBytes } from '../journal/part_file';
import { UnpackedParts } from '../journal/unpacked_parts';
import type { JournalEntry } from './journal_rows';
import type { Names } from './names';
import type { StorePaths } from './paths';
import { readPrintedAgain } from './reapply_printed';
import { RunRecorder } from './run_recorder';
import type { SyncReply } from './service';
import { isOfContent } from './sqlite_errors';

export interface Slice extends Omit<SyncReply, 'runs'> {
  /** numbers of the runs that changed */
  readonly runs: readonly number[];
  /** more is waiting */
  readonly more: boolean;
}

/** Bytes read at once; some seven milliseconds' work. */
const CHUNK = 256 * 1024;

interface PartRow {
  offset: number;
  lastN: number;
  sealed: boolean;
  /** the name under which the part was last seen; empty when it went */
  readonly file: string;
}

/** What is known of a part's place without asking the database; a hint only. */
interface Progress {
  readonly offset: number;
  /** the size at which only an unfinished line was left */
  readonly stuckAt: number;
}

/**
 * Reads what waits in journals into the store, each record once: how far a part was read stands in the same transaction
 * as what was read, and is looked up there, so that it may be killed anywhere and others may do the same beside it.
 */
export class Ingest {
  readonly recorder: RunRecorder;
  private readonly progress = new Map<string, Progress>();
  /** ids of runs whose journals may hold something new, in the order in which they will be read */
  private queue: string[] = [];
  private readonly unpacked = new UnpackedParts();
  /** why the journals of a run can't be read into the store, by its id */
  private readonly refused = new Map<string, string>();
  /** so many runs are read each in a transaction of its own, because one of them can't be read */
  private suspects = 0;
  private readonly selectPart: Statement;
  private readonly savePart: Statement;
  private readonly rename: Statement;
  private dataVersion = -1;

  constructor(
    private readonly db: Database,
    names: Names,
    readonly folder: JournalFolder,
    paths: StorePaths,
  ) {
    this.recorder = new RunRecorder(db, names, paths);
    this.selectPart = db
      .prepare('SELECT p.offset, p.last_n, p.sealed, p.file FROM journal_part p JOIN journal j ON j.id = p.journal WHERE j.journal_id = ? AND p.part = ?')
      .raw();
    this.savePart = db.prepare('REPLACE INTO journal_part (journal, part, offset, last_n, sealed, file) VALUES (?, ?, ?, ?, ?, ?)');
    this.rename = db.prepare('UPDATE journal_part SET file = ? WHERE part = ? AND journal = (SELECT id FROM journal WHERE journal_id = ?)');
    for (const name of this.sealedFiles()) folder.settle(name);
  }

  /** Bytes that wait, as far as is known from the last look at the folder. */
  get pendingBytes(): number {
    let bytes = 0;
    for (const part of this.folder.parts) if (this.mayWait(part)) bytes += part.size - (this.progress.get(part.name)?.offset ?? 0);
    return bytes;
  }

  /** Whether there is something to read, by what the database says now of how far others have read. */
  isWaiting(): boolean {
    this.enqueue();
    while (this.queue.length > 0) {
      const [runId = ''] = this.queue;
      if (this.folder.partsOf(runId).some((part) => this.mayWait(part) && this.isUnread(part))) return true;
      this.queue.shift();
    }
    return false;
  }

  /** Reads for about so many milliseconds, in one transaction. */
  slice(ms: number): Slice {
    this.enqueue();
    if (this.queue.length === 0) return NOTHING_READ;
    const until = performance.now() + ms;
    const total: Total = { ...NOTHING_READ };
    const done: Done = { runs: 0, parts: [] };
    const most = this.suspects > 0 ? 1 : this.queue.length;
    try {
      this.db.transaction(() => {
        this.noticeOthers();
        while (done.runs < most && performance.now() < until) {
          if (!this.readRun(this.queue[done.runs] ?? '', until, total, done)) break;
          done.runs++;
        }
        total.runs = this.recorder.flush();
        for (const run of this.recorder.cells.takeStale()) readPrintedAgain(this.db, this.recorder, run, false);
      }).immediate();
    } catch (error) {
      this.recorder.forget();
      if (!this.db.open || !isOfContent(error)) throw error;
      this.suspect(done, error as Error);
      return { ...NOTHING_READ, more: this.queue.length > 0 };
    }
    this.keep(done);
    this.enqueue();
    return { ...total, more: this.queue.length > 0 };
  }

  /** Ids of runs whose journals can't be read into the store, with the reason. Other runs are read all the same. */
  get refusals(): ReadonlyMap<string, string> {
    return this.refused;
  }

  /** Somebody else changed what is kept in memory here. */
  forget(): void {
    this.recorder.forget();
  }

  /** Runs whose journals were written to come first: somebody is looking. */
  private enqueue(): void {
    const touched = this.folder.takeTouched();
    if (touched.length === 0) return;
    const first = new Set(touched);
    this.queue = [...touched, ...this.queue.filter((runId) => !first.has(runId))];
  }

  /** One of the runs that were read together can't be. They are read one by one, until it is known which. */
  private suspect({ runs }: Done, error: Error): void {
    const [first = ''] = this.queue;
    if (this.suspects === 0 && runs > 0) {
      this.suspects = Math.min(runs + 1, this.queue.length);
      return;
    }
    this.suspects = Math.max(0, this.suspects - 1);
    this.refused.set(first, error.message);
    this.queue.shift();
  }

  private mayWait(part: PartFile): boolean {
    if (this.refused.has(part.header.run)) return false;
    const progress = this.progress.get(part.name);
    return !progress || (part.size > progress.offset && part.size !== progress.stuckAt);
  }

  private isUnread(part: PartFile): boolean {
    const { offset, sealed, file } = this.rowOf(part);
    if (sealed ? file !== part.name : offset < part.size) return true;
    this.keep({ runs: 0, parts: [{ part, offset, stuckAt: -1, sealed }] });
    return false;
  }

  /** What is remembered of a slice, once it is in the database. */
  private keep({ runs, parts }: Done): void {
    for (const { part, offset, stuckAt, sealed } of parts) {
      if (sealed) this.folder.settle(part.name);
      if (sealed) this.progress.delete(part.name);
      else this.progress.set(part.name, { offset, stuckAt });
    }
    this.queue = this.queue.slice(runs);
    this.suspects = Math.max(0, this.suspects - runs);
  }

  private noticeOthers(): void {
    const version = this.db.pragma('data_version', { simple: true }) as number;
    if (version !== this.dataVersion) this.forget();
    this.dataVersion = version;
  }

  /** Returns whether all of the run's journals were read that could be. */
  private readRun(runId: string, until: number, total: Total, done: Done): boolean {
    for (const part of this.folder.partsOf(runId)) {
      if (!this.mayWait(part)) continue;
      const read = this.readPart(part, until, total);
      if (!read) continue;
      done.parts.push(read);
      if (!read.sealed && read.stuckAt !== part.size && read.offset < part.size) return false;
    }
    return true;
  }

  /** Null where the file is not what it was. */
  private readPart(part: PartFile, until: number, total: Total): DonePart | null {
    const row = this.rowOf(part);
    if (row.sealed) {
      this.renameSealed(part, row);
      return { part, offset: row.offset, stuckAt: -1, sealed: true };
    }
    if (!this.canRead(part)) {
      this.progress.delete(part.name);
      return null;
    }
    const journal = this.recorder.journals.open(part.header);
    const before = row.offset;
    let stuckAt = -1;
    while (row.offset < part.size && !row.sealed) {
      const used = this.readChunk(part, row, journal, total);
      if (used === 0) {
        stuckAt = part.size;
        break;
      }
      if (performance.now() >= until) break;
    }
    if (part.compressed && (row.sealed || row.offset >= part.size)) this.unpacked.release();
    if (row.offset > before) this.savePart.run(journal.id, part.header.part, row.offset, row.lastN, Number(row.sealed), part.name);
    return { part, offset: row.offset, stuckAt, sealed: row.sealed };
  }

  /** Whether it can be unpacked, and is still the part that it was when its header was read. */
  private canRead(part: PartFile): boolean {
    try {
      if (part.compressed) this.unpacked.bytes(part.path, 0, 1);
      return !part.grown || this.folder.isSame(part);
    } catch {
      if (existsSync(part.path)) this.folder.giveUp(part.name);
      else this.folder.lookAt(part.name);
      return false;
    }
  }

  /** A part that is wholly in the store and turned up under another name is known by it from now on. */
  private renameSealed(part: PartFile, row: PartRow): void {
    if (row.file === part.name || existsSync(join(this.folder.dir, row.file || '.missing'))) return;
    this.rename.run(part.name, part.header.part, part.header.journal);
  }

  /** Returns how many bytes were read; 0 where only an unfinished line is left. */
  private readChunk(part: PartFile, row: PartRow, journal: JournalEntry, total: Total): number {
    const { lines, bad, used } = this.linesOf(part, row.offset);
    row.offset += used;
    total.bytes += used;
    this.apply(lines, bad, row, journal, total);
    return used;
  }

  private linesOf(part: PartFile, offset: number): Lines {
    try {
      const length = Math.min(CHUNK, part.size - offset);
      let bytes = this.bytes(part, offset, length);
      let found = takeLines(bytes);
      if (found.used > 0 || length < CHUNK) return found;
      bytes = this.bytes(part, offset, LONGEST_LINE + CHUNK);
      found = takeLines(bytes);
      return found.used > 0 ? found : this.passLongLine(part, offset);
    } catch {
      // The file went, or can't be read now. It is read on when it changes or is seen again.
      return { lines: [], bad: 0, used: 0 };
    }
  }

  private apply(lines: readonly string[], unreadable: number, row: PartRow, journal: JournalEntry, total: Total): void {
    let [bad, newer, repeated] = [unreadable, 0, 0];
    for (const line of lines) {
      const record = parseRecord(line);
      if (record === 'unknown') continue;
      if (record === 'bad') bad++;
      else if (record === 'newer') newer++;
      else if (record.n <= row.lastN) repeated++;
      else {
        row.lastN = record.n;
        if (record.type === 'seal') row.sealed = true;
        total.points += this.recorder.apply(journal, record);
        total.records++;
      }
    }
    if (bad > 0) this.recorder.skipped(journal, 'bad-line', bad);
    if (newer > 0) this.recorder.skipped(journal, 'newer-record', newer);
    if (repeated > 0) this.recorder.skipped(journal, 'repeated-record', repeated);
    total.skipped += bad + newer + repeated;
  }

  /** The length of a line that is too long to be a record, with its end; 0 while it has none. */
  private passLongLine(part: PartFile, from: number): Lines {
    for (let at = from + LONGEST_LINE; at < part.size; at += LONGEST_LINE) {
      const end = this.bytes(part, at, LONGEST_LINE).indexOf(10);
      if (end >= 0) return { lines: [], bad: 1, used: at + end + 1 - from };
    }
    return { lines: [], bad: 0, used: 0 };
  }

  private bytes(part: PartFile, offset: number, length: number): Buffer {
    return part.compressed ? this.unpacked.bytes(part.path, offset, length) : readBytes(part.path, offset, length);
  }

  private rowOf({ header }: PartFile): PartRow {
    const row = this.selectPart.get(header.journal, header.part) as [number, number, number, string] | undefined;
    return row ? { offset: row[0], lastN: row[1], sealed: row[2] === 1, file: row[3] } : { offset: 0, lastN: -1, sealed: false, file: '' };
  }

  private sealedFiles(): string[] {
    return this.db.prepare('SELECT file FROM journal_part WHERE sealed = 1').pluck().all() as string[];
  }
}

interface DonePart extends Progress {
  readonly part: PartFile;
  readonly sealed: boolean;
}

/** What a slice has done, to be remembered when it is in the database. */
interface Done {
  /** runs at the head of the queue of which nothing more waits */
  runs: number;
  readonly parts: DonePart[];
}

type Total = { -readonly [K in keyof Omit<Slice, 'more'>]: Slice[K] };

export const NOTHING_READ: Slice = { runs: [], points: 0, records: 0, skipped: 0, bytes: 0, more: false };
