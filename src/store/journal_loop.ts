import { FolderWatch } from '../journal/folder_watch';
import { ReadTotal } from './read_total';
import type { SyncReply } from './service';
import type { Store } from './store';

/** Milliseconds of reading journals between two looks at what is asked. */
const SLICE_MS = 50;
/** How often it is looked whether writers still live. */
const CHECK_MS = 5000;
/** When, and then how often, journals are compressed and dropped, and the store is backed up. */
const FIRST_TIDY_MS = 20_000;
const TIDY_MS = 10 * 60_000;
/** How long to wait after the store could not be written. */
const PAUSE_MS = 5000;

export interface LoopListener {
  /** something was read */
  read(): void;
  notice(code: string, message: string): void;
}

interface Sync {
  readonly total: ReadTotal;
  readonly done: (reply: SyncReply) => void;
  readonly fail: (error: unknown) => void;
}

/** Reads journals as they grow, in slices between which the thread does other things. */
export class JournalLoop {
  private readonly watch: FolderWatch;
  private readonly syncs: Sync[] = [];
  private scheduled = false;
  private closed = false;
  private pausedUntilMs = 0;
  private tidying = false;
  private readonly timers: readonly NodeJS.Timeout[];

  constructor(
    private readonly store: Store,
    private readonly listener: LoopListener,
  ) {
    this.watch = new FolderWatch(
      store.paths.journal,
      (name) => this.look(name),
      (reason) => listener.notice('journal-unwatchable', `New records are looked for twice a second: this system does not tell when files change (${reason}).`),
    );
    this.watch.start();
    this.timers = [
      setInterval(() => this.check(), CHECK_MS),
      setTimeout(() => void this.tidy(), FIRST_TIDY_MS),
      setInterval(() => void this.tidy(), TIDY_MS),
    ];
    for (const timer of this.timers) timer.unref();
  }

  close(): void {
    this.closed = true;
    this.watch.close();
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** All that waits at this moment, in slices like any other reading. */
  sync(): Promise<SyncReply> {
    return new Promise((done, fail) => {
      this.store.look();
      this.syncs.push({ total: new ReadTotal(), done, fail });
      this.schedule();
    });
  }

  private look(name: string | null): void {
    this.store.look(name);
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled || this.closed) return;
    this.scheduled = true;
    setImmediate(() => this.slice());
  }

  private slice(): void {
    this.scheduled = false;
    if (this.closed) return;
    try {
      if (!this.mayRead()) return;
      const slice = this.store.readSlice(SLICE_MS);
      for (const { total } of this.syncs) total.add(slice);
      if (slice.runs.length > 0) this.listener.read();
      if (slice.more) this.schedule();
      else this.endSyncs();
    } catch (error) {
      for (const { fail } of this.syncs.splice(0)) fail(error);
      this.refused(error);
    }
  }

  /** Who waits for all to be read does not wait for another window to do it. */
  private mayRead(): boolean {
    if (this.syncs.length > 0) return true;
    if (Date.now() < this.pausedUntilMs || !this.store.isWaiting()) return false;
    return this.store.mayRead();
  }

  private endSyncs(): void {
    if (this.syncs.length === 0) return;
    this.store.checkWriters();
    for (const { done, total } of this.syncs.splice(0)) done(total.reply);
  }

  private check(): void {
    this.tend(() => {
      this.store.look();
      if (this.store.isWaiting()) this.schedule();
      else if (this.store.checkWriters()) this.listener.read();
      this.store.finishRedactions();
    });
  }

  private async tidy(): Promise<void> {
    if (this.tidying) return;
    this.tidying = true;
    try {
      await this.store.tidy(() => this.closed || this.store.isWaiting());
    } catch (error) {
      this.refused(error);
    } finally {
      this.tidying = false;
    }
  }

  private tend(work: () => void): void {
    try {
      if (!this.closed) work();
    } catch (error) {
      this.refused(error);
    }
  }

  private refused(error: unknown): void {
    if (this.closed) return;
    this.pausedUntilMs = Date.now() + PAUSE_MS;
    this.listener.notice('store-not-written', `What is recorded waits in the journals, because the store could not be written: ${(error as Error).message}`);
  }
}
