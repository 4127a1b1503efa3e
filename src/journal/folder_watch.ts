import { type FSWatcher, watch } from 'node:fs';

/** How often the folder is looked at where the system tells of changes, and where it does not. */
const CALM_MS = 5000;
const BUSY_MS = 500;

/**
 * Calls back when something may have changed in a folder: by the system's word at once, and by the clock, because that
 * word does not come from every disk. A folder that is made later is watched from then on.
 */
export class FolderWatch {
  private watcher: FSWatcher | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private refused = false;

  /**
   * @param onChange with the name of the file that changed, or null: any may have
   * @param onUnwatchable once, when the system refuses to tell of changes, with its reason
   */
  constructor(
    private readonly dir: string,
    private readonly onChange: (name: string | null) => void,
    private readonly onUnwatchable: (reason: string) => void,
  ) {}

  start(): void {
    this.tick();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.watcher?.close();
  }

  private tick(): void {
    if (this.closed) return;
    if (!this.watcher && !this.refused) this.watch();
    this.onChange(null);
    this.wait(this.watcher ? CALM_MS : BUSY_MS);
  }

  private wait(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tick(), ms);
    this.timer.unref();
  }

  private watch(): void {
    try {
      this.watcher = watch(this.dir, { persistent: false }, (kind, name) => {
        this.onChange(name);
        // A folder that was removed or renamed tells so by its own name; what is then made anew needs a new watch.
        if (kind === 'rename' && name !== null && this.dir.endsWith(name)) this.unwatch();
      });
      this.watcher.on('error', (error) => this.refuse(error));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.refuse(error as Error);
    }
  }

  private unwatch(): void {
    this.watcher?.close();
    this.watcher = undefined;
    if (!this.closed) this.wait(BUSY_MS);
  }

  private refuse(error: Error): void {
    this.unwatch();
    this.refused = true;
    if (!this.closed) this.onUnwatchable(error.message);
  }
}
