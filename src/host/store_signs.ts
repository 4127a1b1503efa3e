import { existsSync, watch, type FSWatcher } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { STORE_FOLDER } from './find_stores';
import type { Stores } from './stores';

/** Signs that say little are followed at most this often. */
const PACE_MS = 3000;

/**
 * Looks for stores again when there are signs that one may have come or gone: a `.trialbook` at a place where the Python
 * client makes one tells at once; elsewhere a command that ended in a terminal, a task, the person coming back to the window.
 */
export class StoreSigns implements vscode.Disposable {
  private watchers: FSWatcher[] = [];
  private timer: NodeJS.Timeout | undefined;
  private due = 0;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly stores: Stores,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const perhaps = () => this.soon(PACE_MS);
    this.subscriptions = [
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.watch();
        this.soon(0);
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => focused && perhaps()),
      vscode.window.onDidStartTerminalShellExecution(perhaps),
      vscode.window.onDidEndTerminalShellExecution(perhaps),
      vscode.tasks.onDidEndTask(perhaps),
    ];
    this.watch();
  }

  /** Looks again soon, for a reason of the caller's. */
  suggest(): void {
    this.soon(PACE_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const watcher of this.watchers) watcher.close();
    for (const item of this.subscriptions) item.dispose();
  }

  private watch(): void {
    for (const watcher of this.watchers) watcher.close();
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
    this.watchers = [...new Set(folders.flatMap((folder) => [folder, gitTop(folder) ?? folder]))].flatMap((folder) => this.watchFolder(folder));
  }

  private watchFolder(folder: string): FSWatcher[] {
    try {
      const watcher = watch(folder, (_, name) => (name === STORE_FOLDER || name === null) && this.soon(100));
      watcher.on('error', (error) => {
        watcher.close();
        this.notWatched(folder, error);
      });
      return [watcher];
    } catch (error) {
      this.notWatched(folder, error);
      return [];
    }
  }

  /** Network disks and used-up watches give no events; the weaker signs are left then. */
  private notWatched(folder: string, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.log.info(`${folder} can't be watched (${why}), so first runs may be seen only when a terminal's command ends or the window is looked at again.`);
  }

  private soon(delayMs: number): void {
    const due = Date.now() + delayMs;
    if (this.timer !== undefined && this.due <= due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.stores.refresh();
    }, delayMs);
  }
}

/** The top of the git work tree that holds a folder, where the client makes a store. */
function gitTop(folder: string): string | undefined {
  for (let at = folder; at !== dirname(at); at = dirname(at)) if (existsSync(join(at, '.git'))) return at;
  return undefined;
}
