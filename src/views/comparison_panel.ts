import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { compareRuns } from '../core/comparison';
import type { Goal } from '../core/run';
import { sortRows } from '../core/sort_rows';
import type { CodeChangesCache } from '../git/code_changes_cache';
import type { RunCode } from '../host/run_code';
import type { Stores } from '../host/stores';
import type { Ask, Handlers } from '../protocol/channel';
import { comparisonPageAsks, type ComparisonPageContract, type ComparisonRow, type ComparisonStart, type Differences, type RunAddress } from '../protocol/comparison_page';
import { packSeries, type PackedSeries } from '../protocol/packed_series';
import { ChangeWatch, type Changes } from './change_watch';
import { CodeBetween } from './code/code_between';
import { DetailCache } from './detail_cache';
import { PagePanel } from './panel/page_panel';
import type { RunSelection } from './selection';

export interface ComparisonPanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly stores: Stores;
  readonly selection: RunSelection;
  readonly runCode: RunCode;
  readonly codeChanges: CodeChangesCache;
  readonly log: vscode.LogOutputChannel;
}

/** A change is on the screen within a second; a hundred runs are not looked through more often than they can be read. */
const pauseMs = 400;

/** The Comparison page: what it answers, and how it follows the choice of runs and the runs themselves. */
export class ComparisonPanel implements vscode.Disposable {
  private readonly page: PagePanel<ComparisonPageContract>;
  private readonly details: DetailCache;
  private readonly code: CodeBetween;
  private readonly subscriptions: vscode.Disposable[] = [];
  private watches: readonly ChangeWatch[] = [];

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly deps: ComparisonPanelDeps,
  ) {
    const { extensionUri, log, selection, stores } = deps;
    this.details = new DetailCache(stores);
    this.code = new CodeBetween(deps.runCode, deps.codeChanges);
    this.page = new PagePanel<ComparisonPageContract>(panel, {
      page: 'comparison', extensionUri, log, asks: comparisonPageAsks, handlers: this.handlers(), artifactRoots: [],
    });
    this.subscriptions.push(
      selection.onDidChange(() => this.page.push('chosen', { chosen: selection.refs })),
      stores.onDidChangeStores(() => this.page.load([])),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.page.load([])),
      panel.onDidChangeViewState(() => (panel.visible ? undefined : this.stop())),
      panel.onDidDispose(() => this.end()),
    );
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.panel.dispose();
  }

  private end(): void {
    this.stop();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private handlers(): Handlers<ComparisonPageContract> {
    return {
      ready: () => this.ready(),
      rows: (ask) => this.rows(ask),
      find: (ask) => this.find(ask),
      series: (ask) => this.series(ask),
      compare: ({ runs }) => this.compare(runs),
      code: ({ base, run, detail }) => this.code.of(base, run, detail),
      openCode: ({ base, run }) => {
        // It may ask for a file, and a person may take longer than a page waits for an answer.
        void vscode.commands.executeCommand('trialbook.compareCode', [base, run]);
        return null;
      },
      choose: ({ runs, chosen }) => {
        this.deps.selection.set(runs, chosen);
        return null;
      },
      openRun: async ({ run }) => {
        await vscode.commands.executeCommand('trialbook.openRun', run);
        return null;
      },
    };
  }

  private async ready(): Promise<ComparisonStart> {
    const { stores, selection } = this.deps;
    this.stopWatch();
    this.details.forget(null);
    this.watches = stores.all.map((store) => new ChangeWatch(store, pauseMs, { changed: (changes) => this.changed(changes), failed: (error) => this.deps.log.error('Following runs:', error) }));
    await Promise.all(this.watches.map((watch) => watch.start()));
    const columns = await Promise.all(stores.all.map(({ service }) => service.columns()));
    const names = (of: 'metrics' | 'params' | 'tags') => [...new Set(columns.flatMap((column) => column[of]))];
    return {
      chosen: selection.refs,
      stores: stores.all.map(({ dir, folder }) => ({ storeDir: dir, name: folder?.name ?? basename(dirname(dir)) })),
      columns: { metrics: names('metrics'), params: names('params'), tags: names('tags') },
    };
  }

  private changed({ rows, removed }: Changes): void {
    const runIds = rows && [...rows.map(({ runId }) => runId), ...removed];
    this.details.forget(runIds);
    this.page.push('changed', { runIds });
  }

  /** Nobody sees the page. */
  private stop(): void {
    this.code.end();
    this.stopWatch();
  }

  private stopWatch(): void {
    for (const watch of this.watches) watch.dispose();
    this.watches = [];
  }

  private async rows({ runs, columns }: Ask<ComparisonPageContract, 'rows'>): Promise<ComparisonRow[]> {
    const lists = await Promise.all([...byStore(runs)].map(async ([storeDir, runIds]) => {
      const store = this.deps.stores.byDir(storeDir);
      const reply = await store?.service.runs({ runIds, limit: runIds.length, ...columns });
      return reply?.rows.map((row) => ({ ...row, storeDir })) ?? [];
    }));
    const found = new Map(lists.flat().map((row) => [row.runId, row]));
    return runs.flatMap(({ runId }) => found.get(runId) ?? []);
  }

  /** Of several stores as many rows of each are needed as could come first together. */
  private async find({ query, sort, columns, offset, limit }: Ask<ComparisonPageContract, 'find'>): Promise<{ rows: ComparisonRow[]; total: number }> {
    const stores = this.deps.stores.all;
    const alone = stores.length === 1;
    const stretch = alone ? { offset, limit } : { limit: offset + limit };
    const found = await Promise.all(stores.map(async ({ dir, service }) => {
      const { rows, total } = await service.runs({ query, ...stretch, ...columns, ...(sort ? { sort: [sort] } : {}) });
      return { rows: rows.map((row) => ({ ...row, storeDir: dir })), total };
    }));
    const rows = found.flatMap((part) => part.rows);
    const total = found.reduce((sum, part) => sum + part.total, 0);
    if (alone) return { rows, total };
    return { rows: sortRows(rows, sort ?? { by: 'started', descending: true }, columns, Date.now()).slice(offset, offset + limit), total };
  }

  /** A zoom into time since the start is another stretch for each run; everything else is one question a store. */
  private async series({ runs, keys, axis, range, px }: Ask<ComparisonPageContract, 'series'>): Promise<PackedSeries> {
    const x = axis === 'step' ? 'step' : 'time';
    const each = axis === 'relative' && range !== null;
    const asks = each
      ? runs.map(({ run, startMs }) => ({ storeDir: run.storeDir, runIds: [run.runId], from: range.min + startMs, to: range.max + startMs }))
      : [...byStore(runs.map(({ run }) => run))].map(([storeDir, runIds]) => ({ storeDir, runIds, ...(range ? { from: range.min, to: range.max } : {}) }));
    const views = await Promise.all(asks.map(async ({ storeDir, ...ask }) => (await this.deps.stores.byDir(storeDir)?.service.series({ ...ask, keys, x, px })) ?? []));
    return packSeries(views.flat());
  }

  private async compare(runs: readonly RunAddress[]): Promise<Differences> {
    const [details, goals] = await Promise.all([this.details.get(runs), this.goals(runs)]);
    const { snapshots, params, tags, code, data, environment, packages, metrics } = compareRuns(details, goals);
    return {
      runIds: details.map(({ row }) => row.runId),
      snapshots, params, tags, code, data, environment, packages,
      metrics: metrics.map(({ key, goal }) => ({ key, goal })),
    };
  }

  /** What people chose to be better, in the stores of these runs. */
  private async goals(runs: readonly RunAddress[]): Promise<Map<string, Goal>> {
    const stores = [...byStore(runs).keys()].flatMap((dir) => this.deps.stores.byDir(dir) ?? []);
    const experiments = await Promise.all(stores.map(({ service }) => service.experiments()));
    return new Map(experiments.flat().flatMap(({ metric, goal, chosen }) => (chosen && metric !== null ? [[metric, goal] as const] : [])));
  }
}

function byStore(runs: readonly RunAddress[]): Map<string, string[]> {
  const stores = new Map<string, string[]>();
  for (const { storeDir, runId } of runs) stores.set(storeDir, [...(stores.get(storeDir) ?? []), runId]);
  return stores;
}
