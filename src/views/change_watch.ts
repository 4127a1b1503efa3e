import type { Disposable } from 'vscode';
import type { RunRow } from '../core/run';
import type { OpenStore } from '../host/open_store';

/** What moved in a store since the last look. */
export interface Changes {
  /** without columns; null: too many to name */
  readonly rows: readonly RunRow[] | null;
  /** ids of runs that were deleted */
  readonly removed: readonly string[];
}

export interface ChangeListener {
  /** The next look waits until this has ended. */
  readonly changed: (changes: Changes) => void | Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** More changed runs than this are not named one by one. */
const mostNamed = 200;

/**
 * Watches a store for runs that change. It is asked at most once at a time and then left a pause, however often it says
 * that something changed.
 */
export class ChangeWatch implements Disposable {
  private cursor: number | undefined;
  private stale = false;
  private busy = false;
  private ended = false;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private readonly subscription: Disposable;

  constructor(
    private readonly store: Pick<OpenStore, 'service' | 'onDidChange'>,
    private readonly pauseMs: number,
    private readonly listener: ChangeListener,
  ) {
    this.subscription = store.onDidChange(() => {
      this.stale = true;
      void this.look();
    });
  }

  /** Resolves when every change from now on will be told; what changed before then may be told as well. */
  async start(): Promise<void> {
    this.cursor = (await this.store.service.runs({ limit: 0 })).cursor;
    void this.look();
  }

  dispose(): void {
    this.ended = true;
    clearTimeout(this.pause);
    this.subscription.dispose();
  }

  private async look(): Promise<void> {
    if (this.busy || this.ended || !this.stale || this.cursor === undefined) return;
    this.busy = true;
    this.stale = false;
    try {
      const { rows, total, removed, cursor } = await this.store.service.runs({ changedSince: this.cursor, limit: mostNamed });
      this.cursor = cursor;
      if (!this.ended && total + removed.length > 0) await this.listener.changed({ rows: total > rows.length ? null : rows, removed });
    } catch (error) {
      if (!this.ended) this.listener.failed(error);
    }
    this.pause = setTimeout(() => {
      this.busy = false;
      void this.look();
    }, this.pauseMs);
  }
}
