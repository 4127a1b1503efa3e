import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CellDetail } from '../core/cell';
import { TrialbookError } from '../core/errors';
import type { Experiment, RunDetail } from '../core/run';
import type { Point, SeriesView } from '../core/series';
import { backupNowAndThen } from './backup';
import { readColumns } from './columns_query';
import { applyFoundChoice } from './cells/found_edit';
import { cursorOf } from './cursor';
import { isRunId } from './delete_run';
import type { DiskKind } from './disk';
import { applyEdit } from './edits';
import { readExperiments } from './experiments_query';
import { collectGarbage } from './gc';
import { NOTHING_READ, type Slice } from './ingest';
import { schemaVersion } from './migrations';
import { openDatabase } from './open';
import { pathsOf, type StorePaths } from './paths';
import { isEmptied, repairDatabase } from './repair';
import { ReadTotal } from './read_total';
import { reapplyPrinted } from './reapply_printed';
import { RepairLock } from './repair_lock';
import { resolveRun } from './resolve';
import { readGroups } from './run_groups';
import type {
  CellsReply, CellsRequest, Columns, Edit, GcReply, GcRequest, GroupsRequest, LogReply, LogRequest, Notice, PointsRequest, RunGroup, RunsReply, RunsRequest, SeriesRequest,
  SnapshotUse, StoreInfo, StoreService, SyncReply,
} from './service';
import { Session } from './session';
import { forgetSnapshots, readSnapshotUses } from './snapshot_uses';
import { explained, isDamage, isNoStore } from './sqlite_errors';

export interface StoreOptions {
  /** days for which journals are kept that are in the store; 30 */
  readonly journalKeepDays?: number;
  /** what kind of disk the folder is on; absent: found out */
  readonly disk?: DiskKind;
}

/** Milliseconds of reading in one transaction, so that others never wait long. */
const SLICE_MS = 50;
const DAY_MS = 86_400_000;
const AFTER_REPAIR_MS = 10_000;

/**
 * The store of one `.trialbook` folder, on the thread that calls it. Close it when done. A damaged database is set aside
 * and made again from what can be had; `info().notices` then says so.
 */
export class Store implements StoreService {
  private readonly holder = randomUUID();
  private readonly told: Notice[] = [];
  private session: Session;
  /** journals are being compressed, or the database copied, in steps */
  private isTidying = false;

  private constructor(
    readonly paths: StorePaths,
    private readonly options: StoreOptions,
  ) {
    this.session = this.openSession();
  }

  /** Opens the store of a `.trialbook` folder, and makes it where it is missing. Throws `store-newer`, `store-unreachable`. */
  static open(dir: string, options: StoreOptions = {}): Store {
    return new Store(pathsOf(dir), options);
  }

  close(): void {
    this.session.close();
  }

  /** The number of the last change. */
  get cursor(): number {
    return this.guard(({ db }) => cursorOf(db));
  }

  /** Bytes that wait in journals, as far as is known from the last look at them. */
  get pendingBytes(): number {
    return this.session.ingest.pendingBytes;
  }

  /** Files in the journal folder that are not read, because they do not begin as a journal does or can't be unpacked. */
  get unreadableJournals(): readonly string[] {
    return this.session.ingest.folder.unreadable;
  }

  get notices(): readonly Notice[] {
    const notices = [...this.told];
    const names = this.unreadableJournals;
    if (names.length > 0) {
      const message = `Not read, because they do not begin as a journal does or are damaged: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}. They are left as they are.`;
      notices.push({ code: 'journal-unreadable', message });
    }
    for (const [runId, reason] of this.session.ingest.refusals) {
      const message = `What the journals of the run ${runId} hold could not be read into the store (${reason}). They are left as they are. Please report it.`;
      notices.push({ code: 'run-unreadable', message });
    }
    return notices;
  }

  info(): StoreInfo {
    return this.guard((session) => ({
      dir: this.paths.dir,
      schemaVersion: schemaVersion(session.db),
      mode: session.mode(Date.now()),
      runCount: session.db.prepare('SELECT count(*) FROM run').pluck().get() as number,
      pendingBytes: this.pendingBytes,
      notices: this.notices,
    }));
  }

  experiments(): Experiment[] {
    return this.guard(({ db, names }) => readExperiments(db, names));
  }

  runs(request: RunsRequest): RunsReply {
    return this.guard(({ runs }) => runs.run(request));
  }

  groups(request: GroupsRequest): RunGroup[] {
    return this.guard(({ db, names }) => readGroups(db, names, request));
  }

  resolve(ref: string): string {
    return this.guard(({ db }) => resolveRun(db, ref));
  }

  detail(runId: string): RunDetail {
    return this.guard(({ details }) => details.load(runId));
  }

  columns(): Columns {
    return this.guard(({ db }) => readColumns(db));
  }

  series(request: SeriesRequest): SeriesView[] {
    return this.guard(({ series }) => series.views(request));
  }

  points(request: PointsRequest): Point[] {
    return this.guard(({ series }) => series.points(request));
  }

  log(request: LogRequest): LogReply {
    return this.guard(({ log }) => log.read(request));
  }

  cells(request: CellsRequest): CellsReply {
    return this.guard(({ cells }) => cells.list(request));
  }

  cell(id: number): CellDetail {
    return this.guard(({ cells }) => cells.load(id));
  }

  edit(edit: Edit): void {
    const deleted = this.write(({ db, names, ingest, journalLife, redaction }) => {
      try {
        if (edit.op === 'found-numbers') {
          applyFoundChoice(db, ingest.recorder, edit);
          return [];
        }
        if (edit.op === 'redact-cells') {
          redaction.redact(edit.ids);
          return [];
        }
        const runIds = applyEdit(db, names, edit);
        if (runIds.length > 0) journalLife.dropDeleted();
        return runIds;
      } finally {
        names.forget();
        ingest.forget();
      }
    });
    if (edit.op === 'redact-cells') this.finishRedactions();
    for (const runId of deleted.filter(isRunId)) rmSync(join(this.paths.artifacts, runId), { recursive: true, force: true });
  }

  sync(): SyncReply {
    const total = new ReadTotal();
    this.look();
    let slice: Slice;
    do {
      slice = this.readSlice(SLICE_MS);
      total.add(slice);
    } while (slice.more);
    this.checkWriters();
    this.finishRedactions();
    return total.reply;
  }

  gc(request: GcRequest): GcReply {
    return this.write(({ db, ingest, journalLife }) => {
      try {
        return collectGarbage(db, journalLife, this.paths, request, Date.now());
      } finally {
        ingest.forget();
      }
    });
  }

  snapshots(binDays: number): SnapshotUse[] {
    return this.guard(({ db }) => readSnapshotUses(db, Date.now() - binDays * DAY_MS));
  }

  forgetSnapshots(snapshots: readonly string[]): void {
    this.write(({ db, ingest }) => {
      forgetSnapshots(db, snapshots);
      ingest.forget();
    });
  }

  reapplyPrintedRules(): { runs: number; points: number } {
    return this.write(({ db, ingest }) => {
      try {
        return reapplyPrinted(db, ingest.recorder);
      } finally {
        ingest.forget();
      }
    });
  }

  /** Looks at the journal folder, or at one file of it. */
  look(name: string | null = null): void {
    const { folder } = this.session.ingest;
    if (name === null) folder.look();
    else folder.lookAt(name);
  }

  /** Whether journals hold something that is not in the store yet, and can be put there. */
  isWaiting(): boolean {
    return this.guard((session) => session.canIngest(Date.now()) && session.ingest.isWaiting());
  }

  /** Whether it is for us, of all who have the store open, to read journals now. */
  mayRead(): boolean {
    return this.guard((session) => session.mayIngest(Date.now()));
  }

  /** Reads journals for about so many milliseconds. */
  readSlice(ms: number): Slice {
    return this.guard((session) => {
      return session.canIngest(Date.now()) ? session.ingest.slice(ms) : NOTHING_READ;
    });
  }

  /** Looks whether the writers of journals still live; when all that waited was read. Returns whether a run changed. */
  checkWriters(): boolean {
    return this.guard((session) => {
      if (!session.canIngest(Date.now()) || session.ingest.isWaiting() || !session.writers.check(Date.now())) return false;
      session.ingest.forget();
      return true;
    });
  }

  /** Whether what was redacted is still to be taken out of something. */
  get isRedacting(): boolean {
    return this.guard(({ redaction }) => redaction.isPending());
  }

  /** Takes what was redacted out of backups, and out of journals that nobody writes any more, if tending them is for us to do now. */
  finishRedactions(): void {
    this.guard((session) => {
      if (session.db.memory || this.isTidying || !session.redaction.isPending() || !session.canIngest(Date.now())) return;
      session.redaction.finish(session.mayIngest(Date.now()));
    });
  }

  /** Compresses and drops journals, and backs up, in steps. `interrupted` is asked between them. */
  async tidy(interrupted: () => boolean): Promise<void> {
    const { session } = this;
    if (session.db.memory || !session.mayIngest(Date.now())) return;
    this.isTidying = true;
    try {
      while (!interrupted() && (await session.journalLife.compressNext())) session.mayIngest(Date.now());
      if (interrupted()) return;
      session.journalLife.drop(this.keepDays, Date.now(), false);
      await backupNowAndThen(session.db, this.paths, Date.now());
    } catch (error) {
      if (!isDamage(error) || this.session !== session) throw explained(error);
      this.repair();
    } finally {
      this.isTidying = false;
    }
  }

  /**
   * Opens the store anew where its file was removed or made again by somebody. Returns whether it did. A folder that went
   * is not made again: whoever removed it meant to.
   */
  followFile(): boolean {
    if (!existsSync(this.paths.dir) || !this.session.isReplaced(this.paths)) return false;
    this.session.close();
    this.session = this.openSession();
    return true;
  }

  private get keepDays(): number {
    return this.options.journalKeepDays ?? 30;
  }

  private openSession(): Session {
    if (RepairLock.isNeeded(this.paths) || isEmptied(this.paths)) return this.repairAndOpen();
    try {
      return this.openOnce();
    } catch (error) {
      if (!isDamage(error) && !isNoStore(error)) throw explained(error);
      return this.repairAndOpen();
    }
  }

  /** What is in journals is read at once, as far as nobody is kept waiting too long: the store is to be as it was. */
  private repairAndOpen(): Session {
    this.tell(repairDatabase(this.paths));
    const session = this.openOnce();
    const until = performance.now() + AFTER_REPAIR_MS;
    session.ingest.folder.look();
    while (performance.now() < until && session.ingest.slice(SLICE_MS).more);
    return session;
  }

  private openOnce(): Session {
    const opened = openDatabase(this.paths, this.options.disk);
    try {
      for (const notice of opened.notices) this.tell(notice);
      return new Session(opened, this.paths, this.holder, this.keepDays);
    } catch (error) {
      opened.db.close();
      throw error;
    }
  }

  private tell(notice: Notice | null): void {
    if (notice && !this.told.some(({ code, message }) => code === notice.code && message === notice.message)) this.told.push(notice);
  }

  private write<T>(work: (session: Session) => T): T {
    return this.guard((session) => {
      if (session.mode(Date.now()) === 'readonly') {
        throw new TrialbookError('store-readonly', 'This store can only be read from here, so nothing was changed.', { dir: this.paths.dir });
      }
      return work(session);
    });
  }

  /** Does something with the database; where it turns out to be damaged, once more after it was made again. */
  private guard<T>(work: (session: Session) => T): T {
    try {
      return work(this.session);
    } catch (error) {
      if (!isDamage(error)) throw explained(error);
    }
    this.repair();
    return work(this.session);
  }

  private repair(): void {
    this.session.close();
    this.session = this.repairAndOpen();
  }
}
