import { watch, type FSWatcher } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { OpenStore } from './open_store';
import type { Stores } from './stores';

/** A journal written to within this time belongs to something that may still be running; heartbeats come every 15 s. */
const RECENT_MS = 60_000;

/**
 * Opens a store as soon as something is being recorded into it: a journal is fresh, or a new one appears. After that the
 * store's own thread watches. Without this a store stays closed until somebody looks at its runs.
 */
export class JournalWatch implements vscode.Disposable {
  private readonly watched = new Map<OpenStore, FSWatcher | undefined>();
  private readonly following: vscode.Disposable;

  constructor(
    private readonly stores: Stores,
    private readonly onError: (error: unknown) => void,
  ) {
    this.following = stores.onDidChangeStores(() => this.follow());
    this.follow();
  }

  dispose(): void {
    this.following.dispose();
    for (const watcher of this.watched.values()) watcher?.close();
  }

  private follow(): void {
    for (const [store, watcher] of this.watched) {
      if (this.stores.all.includes(store)) continue;
      watcher?.close();
      this.watched.delete(store);
    }
    for (const store of this.stores.all) if (!this.watched.has(store)) void this.watch(store);
  }

  private async watch(store: OpenStore): Promise<void> {
    const folder = join(store.dir, 'journal');
    let open = () => {
      open = () => undefined;
      this.watched.get(store)?.close();
      store.service.info().catch(this.onError);
    };
    this.watched.set(store, watchFolder(folder, () => open()) ?? watchFolder(store.dir, () => open()));
    if (await isFresh(folder)) open();
  }
}

/** Undefined where there is no such folder. Without events (a network disk) the explorer still reads when it is looked at. */
function watchFolder(folder: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, onChange);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

async function isFresh(folder: string): Promise<boolean> {
  const oldest = Date.now() - RECENT_MS;
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.endsWith('.jsonl')) continue;
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found && found.mtimeMs > oldest) return true;
  }
  return false;
}
