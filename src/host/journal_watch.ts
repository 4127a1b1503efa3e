import { watch, type FSWatcher } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A journal written to within this time belongs to something that may still be running; heartbeats come every 15 s. */
const RECENT_MS = 60_000;

/**
 * Tells once that something is being recorded into a store, without opening its database: a journal is fresh, or a new
 * one appears. After that the store's own thread watches.
 */
export class JournalWatch {
  private watcher: FSWatcher | undefined;
  private told = false;

  constructor(
    private readonly storeDir: string,
    private readonly onRecording: () => void,
  ) {}

  async start(): Promise<void> {
    const folder = join(this.storeDir, 'journal');
    try {
      this.watcher = watch(folder, () => this.tell());
      // Without events (a network disk, no more watches) the explorer still shows what is there as soon as it is looked at.
      this.watcher.on('error', () => this.watcher?.close());
    } catch {
      // There is no such folder yet; what is recorded first makes it, and the search for stores finds it then.
    }
    if (await isFresh(folder)) this.tell();
  }

  dispose(): void {
    this.told = true;
    this.watcher?.close();
  }

  private tell(): void {
    if (this.told) return;
    this.dispose();
    this.onRecording();
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
