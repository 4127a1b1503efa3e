import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { OpenStore } from './open_store';
import type { Stores } from './stores';

const KEY = 'trialbook.notebooks.metrics.told';
type Choice = 'ask' | 'always' | 'never';
/** What each choice is to a store: see `found-numbers` of its edits. */
const MEANING: Readonly<Record<Choice, string | null | undefined>> = { ask: undefined, always: '*', never: null };

/** Tells stores what the setting says of numbers found in the outputs of cells. A store is told when it speaks, and so is open, for the setting opens none. */
export class FoundNumbersSetting implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private perStore: vscode.Disposable[] = [];
  /** by the store's folder: what it was told, so that windows do not write for nothing */
  private readonly told: Map<string, Choice>;

  constructor(
    private readonly stores: Stores,
    private readonly memento: vscode.Memento,
    private readonly onError: (error: unknown) => void,
  ) {
    this.told = new Map(Object.entries(memento.get<Record<string, Choice>>(KEY, {})));
    this.subscriptions = [
      stores.onDidChangeStores(() => this.follow()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('trialbook.notebooks.metrics')) for (const store of stores.all) this.tell(store);
      }),
    ];
    this.follow();
  }

  dispose(): void {
    for (const item of [...this.subscriptions, ...this.perStore]) item.dispose();
  }

  private follow(): void {
    for (const item of this.perStore) item.dispose();
    // One that is made again in its place has been told nothing.
    for (const dir of this.told.keys()) if (!existsSync(dir)) this.told.delete(dir);
    this.perStore = this.stores.all.map((store) => store.onDidChange(() => this.tell(store)));
  }

  private tell(store: OpenStore): void {
    const choice = vscode.workspace.getConfiguration('trialbook', store.folder).get<Choice>('notebooks.metrics', 'ask');
    if ((this.told.get(store.dir) ?? 'ask') === choice || !(choice in MEANING)) return;
    this.told.set(store.dir, choice);
    store.service
      .edit({ op: 'found-numbers', notebook: '*', choices: { '*': MEANING[choice] } })
      .then(() => this.memento.update(KEY, Object.fromEntries(this.told)))
      .catch(this.onError);
  }
}
