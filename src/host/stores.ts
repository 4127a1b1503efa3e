import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { findStores, isStore } from './find_stores';
import type { OpenStore } from './open_store';

/** Makes the handle of a store; it must not open the database before something is asked of it. */
export type StoreOpener = (dir: string, folder: vscode.WorkspaceFolder | undefined) => OpenStore;

interface FoundStore {
  readonly dir: string;
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly place: string;
}

/** The stores of the window's folders: those found at, above and below them, and the one that `TRIALBOOK_DIR` names. */
export class Stores implements vscode.Disposable {
  private stores: readonly OpenStore[] = [];
  /** which folder of the disk each store was opened in: another one of the same name is another store */
  private readonly places = new Map<OpenStore, string>();
  private readonly changed = new vscode.EventEmitter<void>();
  private looking: Promise<void> | undefined;
  private again = false;
  private disposed = false;
  readonly onDidChangeStores = this.changed.event;

  constructor(
    private readonly open: StoreOpener,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** In the order of the window's folders. */
  get all(): readonly OpenStore[] {
    return this.stores;
  }

  byDir(dir: string): OpenStore | undefined {
    return this.stores.find((store) => store.dir === dir);
  }

  /**
   * Asks every store. Those that can't be read are left out, as the Runs view says what is wrong with them.
   * @throws what the first of them said, where none can be read
   */
  async ask<T>(question: (store: OpenStore) => Promise<T>): Promise<T[]> {
    const answers = await Promise.allSettled(this.stores.map(question));
    const good = answers.filter((answer) => answer.status === 'fulfilled');
    const [bad] = answers.filter((answer) => answer.status === 'rejected');
    if (bad && good.length === 0) throw bad.reason;
    return good.map(({ value }) => value);
  }

  /** Looks for stores again; resolves when `all` is up to date. Calls while it looks share one more look. */
  async refresh(): Promise<void> {
    if (this.looking) {
      this.again = true;
      return this.looking;
    }
    this.looking = this.lookUntilQuiet();
    try {
      await this.looking;
    } finally {
      this.looking = undefined;
    }
  }

  dispose(): void {
    this.disposed = true;
    for (const store of this.stores) store.dispose();
    this.stores = [];
    this.changed.dispose();
  }

  private async lookUntilQuiet(): Promise<void> {
    do {
      this.again = false;
      await this.look();
    } while (this.again && !this.disposed);
  }

  private async look(): Promise<void> {
    const found = new Map<string, FoundStore>();
    const add = async (dir: string, folder: vscode.WorkspaceFolder | undefined) => {
      const place = await placeOf(dir);
      if (place !== undefined && !found.has(place)) found.set(place, { dir, folder, place });
    };
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      if (folder.uri.scheme !== 'file') continue;
      const { dirs, complete } = await findStores(folder.uri.fsPath);
      if (!complete) this.log.warn(`${folder.uri.fsPath} has too many folders to look for runs in all of them; open the one you work in.`);
      for (const dir of dirs) await add(dir, folder);
    }
    const named = process.env['TRIALBOOK_DIR'];
    if (named && dirname(named) !== homedir() && (await isStore(named))) {
      await add(named, vscode.workspace.getWorkspaceFolder(vscode.Uri.file(named)));
    }
    if (!this.disposed) this.take([...found.values()]);
  }

  private take(found: readonly FoundStore[]): void {
    const before = this.stores;
    this.stores = found.map((store) => before.find((known) => known.dir === store.dir && this.places.get(known) === store.place) ?? this.opened(store));
    const gone = before.filter((store) => !this.stores.includes(store));
    const come = this.stores.filter((store) => !before.includes(store));
    for (const store of gone) {
      store.dispose();
      this.places.delete(store);
    }
    for (const store of come) this.log.info(`Runs are kept in ${store.dir}`);
    if (gone.length + come.length === 0) return;
    this.changed.fire();
    void vscode.commands.executeCommand('setContext', 'trialbook.hasStores', this.stores.length > 0);
  }

  private opened({ dir, folder, place }: FoundStore): OpenStore {
    const store = this.open(dir, folder);
    this.places.set(store, place);
    return store;
  }
}

/** Tells a folder of the disk from all others, by whatever way it was reached; undefined where it has gone meanwhile. */
async function placeOf(dir: string): Promise<string | undefined> {
  return stat(dir, { bigint: true }).then(({ dev, ino }) => `${dev}:${ino}`, () => undefined);
}
