import * as vscode from 'vscode';
import { formatNumber } from '../core/format';
import { trainingEntry } from '../core/training_entry';
import type { RunRef } from '../host/open_store';
import type { Stores } from '../host/stores';
import { countOf } from './explorer/group_text';
import { scriptRuns, type ScriptRuns } from './script_runs';

/** While a run logs, its values are looked at again this often. */
const PACE_MS = 2000;
/** So many of the latest runs are compared by a click, with the best. */
const COMPARED = 10;
/** The entry of a file that is longer is looked for in this many lines. */
const MOST_LINES = 20_000;

interface Lens {
  readonly title: string;
  readonly command: string;
  readonly arguments: readonly unknown[];
}

/** Above the entry of a Python script that has runs: the best of them, how many there are, the way to compare them. Nothing is asked for a file that nobody sees. */
export class ScriptLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  /** by document: what was given last */
  private readonly given = new WeakMap<vscode.TextDocument, string>();
  private readonly subscriptions: vscode.Disposable[];
  private following: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly stores: Stores,
    private readonly onError: (error: unknown) => void,
  ) {
    this.subscriptions = [
      this.changed,
      vscode.languages.registerCodeLensProvider({ language: 'python', scheme: 'file' }, this),
      stores.onDidChangeStores(() => {
        this.follow();
        this.changed.fire();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('trialbook.codeLens') && this.changed.fire()),
    ];
    this.follow();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const lenses = await this.lensesOf(document);
    this.given.set(document, JSON.stringify(lenses));
    if (lenses.length === 0) return [];
    const lines = Array.from({ length: Math.min(document.lineCount, MOST_LINES) }, (_, line) => document.lineAt(line).text);
    const line = trainingEntry(lines);
    const place = new vscode.Range(line, 0, line, 0);
    return lenses.map(({ title, command, arguments: given }) => new vscode.CodeLens(place, { title, command, arguments: [...given] }));
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const item of [...this.subscriptions, ...this.following]) item.dispose();
  }

  private follow(): void {
    for (const item of this.following) item.dispose();
    this.following = this.stores.all.map((store) => store.onDidChange(() => this.soon()));
  }

  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.look().catch(this.onError).finally(() => {
        this.timer = undefined;
      });
    }, PACE_MS);
  }

  /** VS Code draws all lenses anew when it is told of a change, so it is told of none that cannot be seen. */
  private async look(): Promise<void> {
    const seen = new Set(vscode.window.visibleTextEditors.map(({ document }) => document).filter((document) => this.given.has(document)));
    for (const document of seen) {
      if (JSON.stringify(await this.lensesOf(document)) !== this.given.get(document)) return this.changed.fire();
    }
  }

  private async lensesOf({ uri }: vscode.TextDocument): Promise<Lens[]> {
    if (!vscode.workspace.getConfiguration('trialbook', uri).get('codeLens.enabled', true)) return [];
    const runs = await scriptRuns(this.stores.all, uri.fsPath, COMPARED).catch((error: unknown) => {
      this.onError(error);
      return null;
    });
    return runs ? lensesFor(runs, uri) : [];
  }
}

function lensesFor({ store, total, metric, goal, best, latest }: ScriptRuns, uri: vscode.Uri): Lens[] {
  const ref = (runId: string): RunRef => ({ storeDir: store.dir, runId });
  const count = { title: countOf(total), command: 'trialbook.runsOfFile', arguments: [uri] };
  const compared = [...new Set([...(best ? [best] : []), ...latest].map(({ runId }) => runId))];
  const compare = { title: 'compare', command: 'trialbook.compare', arguments: [compared.map(ref)] };
  const shown = best ?? latest[0];
  const title = best
    ? `${goal === 'max' ? '▲' : '▼'} best ${metric} ${formatNumber(best.metrics[0]?.last ?? null)} ${best.name}`
    : `latest ${shown?.name}`;
  const open = shown ? [{ title, command: 'trialbook.openRun', arguments: [ref(shown.runId)] }] : [];
  return [...open, count, ...(compared.length > 1 ? [compare] : [])];
}
