import { FolderWatch } from '../journal/folder_watch';
import { pathsOf } from './open';
import type { StoreEvent, StoreService, SyncReply } from './service';
import { Store } from './store';
import { type Answer, type Call, packError, packViews } from './wire';

/** The end of the port on the store's thread. */
export interface ThreadPort {
  postMessage(message: Answer, transfer?: ArrayBuffer[]): void;
  on(event: 'message', listener: (call: Call) => void): unknown;
  close(): void;
}

export interface StoreThreadOptions {
  /** the `.trialbook` folder */
  readonly dir: string;
  readonly journalKeepDays: number;
}

/** Milliseconds of reading journals between two looks at what is asked. */
const SLICE_MS = 30;
/** Changes are told at most this often. */
const TELL_MS = 200;
/** How often others' changes are looked for. */
const POLL_MS = 500;

/**
 * Answers requests for one store, and in between reads what its journals hold and tells what changed. The store is opened
 * at the first request.
 */
export class StoreThread {
  private store: Store | undefined;
  private watch: FolderWatch | undefined;
  private poll: NodeJS.Timeout | undefined;
  private reading = false;
  private toldCursor = -1;
  private toldPending = 0;
  private tellTimer: NodeJS.Timeout | undefined;
  private readonly syncs: { total: SyncReply; readonly done: (reply: SyncReply) => void; readonly fail: (error: unknown) => void }[] = [];

  constructor(
    private readonly port: ThreadPort,
    private readonly options: StoreThreadOptions,
  ) {
    port.on('message', (call) => {
      if ('close' in call) this.close();
      else void this.answer(call);
    });
  }

  close(): void {
    clearTimeout(this.tellTimer);
    clearInterval(this.poll);
    this.watch?.close();
    this.store?.close();
    this.store = undefined;
    this.port.close();
  }

  private async answer({ id, method, args }: Extract<Call, { id: number }>): Promise<void> {
    try {
      const store = this.open();
      const value = method === 'sync' ? await this.sync() : (store[method] as (...args: readonly unknown[]) => unknown).apply(store, [...args]);
      this.reply(id, method, value);
      if (method === 'edit') this.tell();
    } catch (error) {
      this.port.postMessage({ id, error: packError(error) });
    }
  }

  private reply(id: number, method: keyof StoreService, value: unknown): void {
    if (method !== 'series') {
      this.port.postMessage({ id, value });
      return;
    }
    const views = packViews(value as ReturnType<StoreService['series']>);
    this.port.postMessage({ id, value: views }, views.map(({ numbers }) => numbers.buffer));
  }

  private open(): Store {
    if (this.store) return this.store;
    const store = Store.open(this.options.dir);
    this.store = store;
    const changed = (name: string | null) => {
      if (name === null) store.ingest.folder.look();
      else store.ingest.folder.lookAt(name);
      this.read();
    };
    this.watch = new FolderWatch(pathsOf(this.options.dir).journal, changed, (reason) => this.tellUnwatchable(reason));
    this.watch.start();
    this.poll = setInterval(() => this.tell(), POLL_MS);
    this.poll.unref();
    return store;
  }

  /** All that waits at this moment, in slices like any other reading. */
  private sync(): Promise<SyncReply> {
    return new Promise((done, fail) => {
      this.store?.ingest.folder.look();
      this.syncs.push({ total: { runs: 0, points: 0, records: 0, skipped: 0, bytes: 0 }, done, fail });
      this.read();
    });
  }

  private read(): void {
    if (this.reading) return;
    this.reading = true;
    setImmediate(() => this.readSlice());
  }

  private readSlice(): void {
    this.reading = false;
    if (!this.store) return;
    try {
      const { more, ...slice } = this.store.ingest.slice(SLICE_MS);
      for (const sync of this.syncs) sync.total = sum(sync.total, slice);
      if (slice.runs > 0) this.tell();
      if (more) this.read();
      else for (const { done, total } of this.syncs.splice(0)) done(total);
    } catch (error) {
      for (const { fail } of this.syncs.splice(0)) fail(error);
    }
  }

  /** Tells soon what is new, once for all that happens until then. */
  private tell(): void {
    this.tellTimer ??= setTimeout(() => {
      this.tellTimer = undefined;
      if (!this.store) return;
      const { cursor } = this.store;
      const { pendingBytes } = this.store.ingest;
      if (cursor !== this.toldCursor) this.emit({ event: 'changed', cursor });
      if (pendingBytes !== this.toldPending) this.emit({ event: 'ingest', pendingBytes });
      this.toldCursor = cursor;
      this.toldPending = pendingBytes;
    }, TELL_MS);
  }

  private tellUnwatchable(reason: string): void {
    const message = `New records are looked for twice a second, because this system does not tell when files change (${reason}).`;
    this.emit({ event: 'notice', notice: { code: 'journal-unwatchable', message } });
  }

  private emit(event: StoreEvent): void {
    this.port.postMessage({ event });
  }
}

function sum(a: SyncReply, b: SyncReply): SyncReply {
  return {
    runs: a.runs + b.runs,
    points: a.points + b.points,
    records: a.records + b.records,
    skipped: a.skipped + b.skipped,
    bytes: a.bytes + b.bytes,
  };
}
