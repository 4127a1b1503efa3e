import type { Disposable } from 'vscode';
import type { RunDetail } from '../core/run';
import type { OpenStore } from '../host/open_store';
import type { RunSnapshot } from '../protocol/run_page';
import { ChangeWatch, type Changes } from './change_watch';
import { headlineOf } from './run_headline';

export interface RunFeedListener {
  readonly changed: (part: Partial<RunSnapshot>) => void;
  readonly gone: (message: string) => void;
  readonly failed: (error: unknown) => void;
}

/** Leaves the store time for other work, and a change well within a second on the screen. */
const pauseMs = 250;
/** A run's rank depends on all others, and is not worth a question at each of their steps. */
const rankPauseMs = 3000;

/** Follows one run: a whole snapshot at the start, then whatever part of it is not what it was. */
export class RunFeed implements Disposable {
  private readonly watch: ChangeWatch;
  private starting: Promise<RunSnapshot> | undefined;
  private last: RunSnapshot | undefined;
  private rankedMs = 0;
  private ended = false;

  constructor(
    private readonly service: OpenStore['service'],
    onDidChange: OpenStore['onDidChange'],
    private readonly runId: string,
    private readonly listener: RunFeedListener,
  ) {
    this.watch = new ChangeWatch({ service, onDidChange }, pauseMs, { changed: (changes) => this.follow(changes), failed: listener.failed });
  }

  /** @throws TrialbookError `run-not-found` */
  start(): Promise<RunSnapshot> {
    this.starting = this.begin();
    return this.starting;
  }

  dispose(): void {
    this.ended = true;
    this.watch.dispose();
  }

  private async begin(): Promise<RunSnapshot> {
    // The watch first: what changes while the snapshot is read is then read once more rather than missed.
    await this.watch.start();
    this.last = await this.snapshot();
    return this.last;
  }

  private async follow({ rows, removed }: Changes): Promise<void> {
    await this.starting;
    const { last, runId } = this;
    if (!last) return;
    if (removed.includes(runId)) return this.listener.gone('This run was deleted.');
    const moved = !rows || rows.some((row) => row.runId === runId || row.parentRunId === runId || row.runId === last.parent?.runId);
    if (!moved && Date.now() - this.rankedMs < rankPauseMs) return;
    const next = moved ? await this.snapshot() : { ...last, headline: await this.headline(last) };
    this.last = next;
    const part = difference(last, next);
    if (!this.ended && (moved || Object.keys(part).length > 0)) this.listener.changed(part);
  }

  private async snapshot(): Promise<RunSnapshot> {
    const detail = await this.service.detail(this.runId);
    return { ...detail, headline: await this.headline(detail) };
  }

  private async headline(detail: RunDetail): Promise<RunSnapshot['headline']> {
    const before = this.last?.headline;
    const value = detail.metrics.find(({ key }) => key === before?.metric)?.last;
    if (before && value === before.value && Date.now() - this.rankedMs < rankPauseMs) return before;
    this.rankedMs = Date.now();
    return headlineOf(this.service, detail);
  }
}

/** The fields of `next` that are not equal to those of `last`. */
export function difference<T extends object>(last: T, next: T): Partial<T> {
  const names = Object.keys(next) as (keyof T)[];
  const moved = names.filter((name) => stable(next[name]) !== stable(last[name]));
  return Object.fromEntries(moved.map((name) => [name, next[name]])) as Partial<T>;
}

function stable(value: unknown): string | undefined {
  return JSON.stringify(value, (_, item: unknown) => (typeof item === 'number' && !Number.isFinite(item) ? String(item) : item));
}
