import { existsSync } from 'node:fs';
import { TrialbookError } from '../core/errors';
import { JournalLoop } from './journal_loop';
import type { StoreEvent, StoreService } from './service';
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
  private loop: JournalLoop | undefined;
  private poll: NodeJS.Timeout | undefined;
  private toldCursor = -1;
  private toldPending = 0;
  private toldAtMs = -Infinity;
  private tellTimer: NodeJS.Timeout | undefined;
  private readonly toldNotices = new Set<string>();

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
    this.loop?.close();
    this.store?.close();
    this.store = undefined;
    this.port.close();
  }

  private async answer({ id, method, args }: Extract<Call, { id: number }>): Promise<void> {
    try {
      const { store, loop } = this.open();
      const value = method === 'sync' ? await loop.sync() : (store[method] as (...args: readonly unknown[]) => unknown).apply(store, [...args]);
      this.reply(id, method, value);
      if (method === 'edit' || method === 'gc' || method === 'reapplyPrintedRules') this.tellSoon();
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

  private open(): { store: Store; loop: JournalLoop } {
    if (this.store && this.loop) return { store: this.store, loop: this.loop };
    const { dir, journalKeepDays } = this.options;
    // What is asked late would otherwise bring back a folder that was just removed.
    if (!existsSync(dir)) throw new TrialbookError('store-gone', `The folder ${dir} is not there any more.`, { dir });
    const store = Store.open(dir, { journalKeepDays });
    const loop = new JournalLoop(store, {
      read: () => this.tellSoon(),
      notice: (code, message) => this.notice({ code, message }),
    });
    this.poll = setInterval(() => this.lookForOthers(), POLL_MS);
    this.poll.unref();
    this.store = store;
    this.loop = loop;
    return { store, loop };
  }

  private lookForOthers(): void {
    try {
      this.store?.followFile();
      this.tell();
    } catch (error) {
      this.notice({ code: 'store-not-read', message: `The store could not be read. ${(error as Error).message}` });
    }
  }

  /** Tells what is new, at once or so that twice `TELL_MS` does not hold more than two. */
  private tellSoon(): void {
    const wait = this.toldAtMs + TELL_MS - performance.now();
    if (wait <= 0) this.tell();
    else this.tellTimer ??= setTimeout(() => this.tell(), wait);
  }

  private tell(): void {
    clearTimeout(this.tellTimer);
    this.tellTimer = undefined;
    if (!this.store) return;
    for (const notice of this.store.notices) this.notice(notice);
    const { cursor, pendingBytes } = this.store;
    if (cursor === this.toldCursor && pendingBytes === this.toldPending) return;
    this.toldAtMs = performance.now();
    if (cursor !== this.toldCursor) this.port.postMessage({ event: { event: 'changed', cursor } });
    if (pendingBytes !== this.toldPending) this.port.postMessage({ event: { event: 'ingest', pendingBytes } });
    this.toldCursor = cursor;
    this.toldPending = pendingBytes;
  }

  /** Each once. */
  private notice(notice: Extract<StoreEvent, { event: 'notice' }>['notice']): void {
    if (this.toldNotices.has(notice.code + notice.message)) return;
    this.toldNotices.add(notice.code + notice.message);
    this.port.postMessage({ event: { event: 'notice', notice } });
  }
}
