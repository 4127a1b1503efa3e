import { existsSync } from 'node:fs';
import { TrialbookError } from '../core/errors';
import type { SnapshotUse } from '../store/service';
import { runGit } from './git_process';
import { dropSnapshots, keepSnapshot, listKeptSnapshots } from './kept_snapshots';
import { openRepository, type Repository } from './open_repository';
import { findStoreId } from './store_id';

/** What is asked of the store; the store itself, or the one on a thread of its own. */
export interface SnapshotStore {
  sync(): unknown;
  snapshots(binDays: number): SnapshotUse[] | Promise<SnapshotUse[]>;
  forgetSnapshots(snapshots: readonly string[]): unknown;
}

export interface CleanUpRequest {
  /** the store's `.trialbook` folder */
  readonly dir: string;
  /** snapshots that no run uses go when nobody said for so long that they are to be kept */
  readonly days: number;
  readonly dryRun: boolean;
  readonly nowMs: number;
}

export interface CleanUpReply {
  /** how many snapshots are kept no longer */
  readonly dropped: number;
  /** for the person: repositories that could not be looked at */
  readonly problems: readonly string[];
}

const HOUR_MS = 3_600_000;

/**
 * Drops the refs that a store has in repositories for snapshots which none of its runs uses any more, so that git's own clean-up
 * may take them. Throws only what the store throws, and `store-id`.
 *
 * A run that is just beginning first writes the ref and then tells its journal, so it can be that no journal knows of it yet. That is why
 * journals are read before refs are listed; why a ref stays that somebody asked for within the last hour; and why, when all is done,
 * they are read again, and each snapshot that a run uses after all gets its ref back: git keeps its objects for two weeks more.
 */
export async function dropUnusedSnapshots(store: SnapshotStore, request: CleanUpRequest, signal?: AbortSignal): Promise<CleanUpReply> {
  const storeId = await findStoreId(request.dir);
  if (storeId === null) return { dropped: 0, problems: [] };
  await store.sync();
  const before = await store.snapshots(request.dryRun ? request.days : Infinity);
  const repositories = new Repositories(signal);
  await repositories.open(request.dir);
  for (const { root } of before) await repositories.open(root);

  const used = new Set(before.filter((use) => use.used).map(({ snapshot }) => snapshot));
  const untilMs = request.nowMs - Math.max(request.days * 24 * HOUR_MS, HOUR_MS);
  let dropped = 0;
  for (const repository of repositories.all) {
    await repositories.inOne(repository, async () => {
      const kept = await listKeptSnapshots(repository, storeId, signal);
      const ids = kept.filter(({ id, keptMs }) => !used.has(id) && keptMs < untilMs).map(({ id }) => id);
      if (!request.dryRun) await dropSnapshots(repository, storeId, ids, signal);
      dropped += ids.length;
    });
  }
  if (!request.dryRun) await settle(store, storeId, repositories, signal);
  return { dropped, problems: repositories.problems };
}

/** Gives back what a run uses after all, and lets the store forget what nothing keeps. */
async function settle(store: SnapshotStore, storeId: string, repositories: Repositories, signal?: AbortSignal): Promise<void> {
  await store.sync();
  const uses = await store.snapshots(Infinity);
  for (const { root } of uses) await repositories.open(root);
  const remembered = new Set(uses.filter(({ root }) => repositories.at(root) === null).map(({ snapshot }) => snapshot));
  for (const repository of repositories.all) {
    const here = uses.filter(({ root }) => repositories.at(root) === repository);
    await repositories.inOne(repository, async () => {
      const kept = new Set((await listKeptSnapshots(repository, storeId, signal)).map(({ id }) => id));
      for (const id of kept) remembered.add(id);
      const wanted = here.filter(({ used, snapshot }) => used && !kept.has(snapshot)).map(({ snapshot }) => snapshot);
      for (const id of await commitsThatAreThere(repository, wanted, signal)) await keepSnapshot(repository, storeId, id, signal);
    });
  }
  const gone = uses.filter(({ used, snapshot }) => !used && !remembered.has(snapshot)).map(({ snapshot }) => snapshot);
  if (gone.length > 0) await store.forgetSnapshots(gone);
}

async function commitsThatAreThere(repository: Repository, ids: readonly string[], signal?: AbortSignal): Promise<string[]> {
  if (ids.length === 0) return [];
  const answer = await runGit(repository, ['cat-file', '--batch-check'], { input: ids.map((id) => `${id}\n`).join(''), signal });
  return Array.from(answer.toString().matchAll(/^([0-9a-f]+) commit /gm), ([, id]) => id!);
}

/** Repositories by the folders in which they were asked for; linked work trees have one in common. */
class Repositories {
  readonly problems: string[] = [];
  private readonly byCommonDir = new Map<string, Repository>();
  private readonly byFolder = new Map<string, Repository | null>();

  constructor(private readonly signal: AbortSignal | undefined) {}

  get all(): readonly Repository[] {
    return [...this.byCommonDir.values()];
  }

  at(folder: string): Repository | null {
    return this.byFolder.get(folder) ?? null;
  }

  /** A folder that is gone, or whose repository can't be had, is passed over: its snapshots are remembered for another time. */
  async open(folder: string): Promise<void> {
    if (this.byFolder.has(folder)) return;
    this.byFolder.set(folder, null);
    await this.noted(folder, async () => {
      const found = existsSync(folder) ? await openRepository(folder, this.signal) : null;
      if (found && !this.byCommonDir.has(found.commonDir)) this.byCommonDir.set(found.commonDir, found);
      this.byFolder.set(folder, found && this.byCommonDir.get(found.commonDir)!);
    });
  }

  inOne(repository: Repository, work: () => Promise<void>): Promise<void> {
    return this.noted(repository.root, work);
  }

  private async noted(folder: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof TrialbookError) || this.signal?.aborted) throw error;
      this.problems.push(`${folder}: ${error.message}`);
    }
  }
}
