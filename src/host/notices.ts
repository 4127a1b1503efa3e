import * as vscode from 'vscode';
import type { Notice } from '../store/service';
import type { OpenStore } from './open_store';
import type { Stores } from './stores';

const KEY = 'trialbook.notices.told';

/** Tells once for a store what degrades there. What was told before, and all where people want no notices, goes to the log alone. */
export class Notices implements vscode.Disposable {
  private readonly following: vscode.Disposable;
  private perStore: vscode.Disposable[] = [];

  constructor(
    private readonly stores: Stores,
    private readonly memento: vscode.Memento,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.following = stores.onDidChangeStores(() => this.follow());
    this.follow();
  }

  dispose(): void {
    for (const item of [this.following, ...this.perStore]) item.dispose();
  }

  private follow(): void {
    for (const item of this.perStore) item.dispose();
    this.perStore = this.stores.all.map((store) => store.onDidNotice((notice) => this.tell(store, notice)));
  }

  private tell(store: OpenStore, { code, message }: Notice): void {
    this.log.warn(`${store.dir}: ${message} (${code})`);
    const told = this.memento.get<readonly string[]>(KEY, []);
    const one = `${code}@${store.dir}`;
    if (told.includes(one) || !vscode.workspace.getConfiguration('trialbook').get('notices.enabled', true)) return;
    void this.memento.update(KEY, [...told, one]);
    void vscode.window.showWarningMessage(message, 'Show Log', 'No Such Notices').then((choice) => {
      if (choice === 'Show Log') this.log.show();
      if (choice === 'No Such Notices') return vscode.workspace.getConfiguration('trialbook').update('notices.enabled', false, vscode.ConfigurationTarget.Global);
    });
  }
}
