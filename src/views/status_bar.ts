import * as vscode from 'vscode';
import { formatNumber } from '../core/format';
import type { Experiment } from '../core/run';
import type { OpenStore } from '../host/open_store';
import type { Stores } from '../host/stores';

const PACE_MS = 1000;

/** The one item in the status bar: what is running, else how much there is. It never opens a store by itself. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('trialbook.runs', vscode.StatusBarAlignment.Left, 5);
  private readonly following: vscode.Disposable[];
  private perStore: vscode.Disposable[] = [];
  /** stores that have spoken, and so are open */
  private readonly awake = new Set<OpenStore>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly stores: Stores,
    private readonly onError: (error: unknown) => void,
  ) {
    this.item.name = 'Trialbook';
    this.item.command = 'trialbook.runs.focus';
    this.following = [
      stores.onDidChangeStores(() => this.follow()),
      vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('trialbook.statusBar') && this.soon()),
    ];
    this.follow();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const item of [this.item, ...this.following, ...this.perStore]) item.dispose();
  }

  private follow(): void {
    for (const item of this.perStore) item.dispose();
    for (const store of this.awake) if (!this.stores.all.includes(store)) this.awake.delete(store);
    this.perStore = this.stores.all.map((store) =>
      store.onDidChange(() => {
        this.awake.add(store);
        this.soon();
      }),
    );
    this.soon();
  }

  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.show().catch(this.onError).finally(() => {
        this.timer = undefined;
      });
    }, PACE_MS);
  }

  private async show(): Promise<void> {
    const enabled = vscode.workspace.getConfiguration('trialbook').get('statusBar.enabled', true);
    if (!enabled || this.stores.all.length === 0) return this.item.hide();
    const all = (await Promise.all([...this.awake].map((store) => store.service.experiments()))).flat();
    const running = sum(all, ({ runningCount }) => runningCount);
    const runs = sum(all, ({ runCount }) => runCount);
    if (this.awake.size > 0 && runs + running === 0) return this.item.hide();
    const metric = running > 0 ? await this.latestMetric(all) : undefined;
    const count = running > 0 ? `${running} running` : runs > 0 ? `${runs.toLocaleString('en')} ${runs === 1 ? 'run' : 'runs'}` : 'Runs';
    this.item.text = `$(beaker) ${count}${metric ? ` · ${metric}` : ''}`;
    this.item.tooltip = 'Show the runs of this window';
    this.item.accessibilityInformation = { label: `Trialbook: ${count}${metric ? `, ${metric}` : ''}`, role: 'button' };
    this.item.show();
  }

  /** `loss 0.31`, of the run that started last among those that run. */
  private async latestMetric(experiments: readonly Experiment[]): Promise<string | undefined> {
    const keys = [...new Set(experiments.filter(({ runningCount }) => runningCount > 0).flatMap(({ metric }) => metric ?? []))];
    const running = await Promise.all(
      [...this.awake].map((store) =>
        store.service.runs({ query: 'status = running', sort: [{ by: 'started', descending: true }], limit: 1, metrics: keys }),
      ),
    );
    const [latest] = running.flatMap(({ rows }) => rows).sort((a, b) => b.startMs - a.startMs);
    const key = experiments.find(({ name }) => name === latest?.experiment)?.metric;
    const metric = key && latest?.metrics[keys.indexOf(key)];
    return metric ? `${metric.key} ${formatNumber(metric.last)}` : undefined;
  }
}

function sum(experiments: readonly Experiment[], of: (experiment: Experiment) => number): number {
  return experiments.reduce((total, experiment) => total + of(experiment), 0);
}
