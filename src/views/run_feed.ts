import type { OpenStore } from '../host/open_store';
import type { RunSnapshot } from '../protocol/run_page';
import { headlineOf } from './run_headline';

export interface RunFeedListener {
  readonly changed: (part: Partial<RunSnapshot>) => void;
  readonly gone: (message: string) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Follows one run: a whole snapshot at the start, then whatever part of it is not what it was. Asks the store at most
 * once at a time and leaves it a pause in between, however often it says that something changed.
 */
export class RunFeed {
  private last: RunSnapshot | undefined;
  private stale = false;
  private busy = false;
  private ended = false;
  private readonly subscription: { dispose(): unknown };
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Pick<OpenStore, 'service' | 'onDidChange'>,
    private readonly runId: string,
    private readonly listener: RunFeedListener,
  ) {
    this.subscription = store.onDidChange(() => {
      this.stale = true;
      void this.follow();
    });
  }

  async start(): Promise<RunSnapshot> {
    this.last = await this.snapshot();
    void this.follow();
    return this.last;
  }

  dispose(): void {
    this.ended = true;
    clearTimeout(this.pause);
    this.subscription.dispose();
  }

  private async follow(): Promise<void> {
    if (this.busy || this.ended || !this.last || !this.stale) return;
    this.busy = true;
    this.stale = false;
    try {
      const next = await this.snapshot();
      const part = difference(this.last, next);
      this.last = next;
      if (!this.ended) this.listener.changed(part);
    } catch (error) {
      if (!this.ended) this.tell(error);
    }
    this.pause = setTimeout(() => {
      this.busy = false;
      void this.follow();
    }, pauseMs);
  }

  private tell(error: unknown): void {
    if (error instanceof Error && 'code' in error && error.code === 'run-not-found') this.listener.gone('This run was deleted.');
    else this.listener.failed(error);
  }

  private async snapshot(): Promise<RunSnapshot> {
    const detail = await this.store.service.detail(this.runId);
    return { ...detail, headline: await headlineOf(this.store.service, detail) };
  }
}

/** Leaves the store time for other work, and a change well within a second on the screen. */
const pauseMs = 250;

/** The fields of `next` that are not equal to those of `last`. */
export function difference<T extends object>(last: T, next: T): Partial<T> {
  const names = Object.keys(next) as (keyof T)[];
  const moved = names.filter((name) => stable(next[name]) !== stable(last[name]));
  return Object.fromEntries(moved.map((name) => [name, next[name]])) as Partial<T>;
}

function stable(value: unknown): string | undefined {
  return JSON.stringify(value, (_, item: unknown) => (typeof item === 'number' && !Number.isFinite(item) ? String(item) : item));
}
