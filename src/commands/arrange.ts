import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import { goalOf } from '../core/headline';
import { parseQuery } from '../core/query/parser';
import type { Goal } from '../core/run';
import type { OpenStore } from '../host/open_store';
import type { Stores } from '../host/stores';
import type { GroupBy, SortKey } from '../store/service';
import type { ExplorerArrangement } from '../views/explorer/arrangement';
import type { GroupNode } from '../views/explorer/node';
import { iconFree } from '../views/icon_free';
import { askFilter } from './filter_input';

const GROUPS: readonly { readonly label: string; readonly groupBy: GroupBy }[] = [
  { label: 'Experiment', groupBy: 'experiment' },
  { label: 'Branch', groupBy: 'branch' },
  { label: 'Commit', groupBy: 'commit' },
  { label: 'State', groupBy: 'status' },
  { label: 'Day', groupBy: 'day' },
];

/** `(query?)` @throws TrialbookError `query-syntax` */
export async function filter(stores: Stores, arrangement: ExplorerArrangement, given: unknown): Promise<void> {
  const query = typeof given === 'string' ? given : await askFilter(stores, arrangement.value.query);
  if (query === undefined) return;
  parseQuery(query);
  await arrangement.change({ query });
}

/** `(groupBy?)` */
export async function group(arrangement: ExplorerArrangement, given: unknown): Promise<void> {
  const { groupBy } = arrangement.value;
  const items = GROUPS.map((item) => ({ ...item, ...(item.groupBy === groupBy ? { description: 'now' } : {}) }));
  const known = items.find((item) => item.groupBy === given);
  const chosen = known ?? (await vscode.window.showQuickPick(items, { title: 'Group Runs By' }));
  if (chosen) await arrangement.change({ groupBy: chosen.groupBy });
}

/** `(sortKey?)` */
export async function sort(stores: Stores, arrangement: ExplorerArrangement, given: unknown): Promise<void> {
  const key = isSortKey(given) ? given : await askSort(stores, arrangement.value.sort);
  if (key) await arrangement.change({ sort: key });
}

/** `(experiment node?, metric?, goal?)`: by which metric the runs of an experiment are told apart. @throws TrialbookError `no-experiments`, `no-metrics` */
export async function chooseMetric(stores: Stores, args: readonly unknown[]): Promise<void> {
  const [node, metric, goal] = args;
  const experiment = experimentOf(node) ?? (await askExperiment(stores));
  if (!experiment) return;
  const { service, name } = experiment;
  const { metrics } = await service.columns();
  if (metrics.length === 0) throw new TrialbookError('no-metrics', 'No run has logged a metric yet.');
  const chosen = typeof metric === 'string' ? metric : await vscode.window.showQuickPick(metrics, { title: `Headline Metric of ${name}`, placeHolder: 'Shown beside each run, and by which the best is told' });
  if (chosen === undefined) return;
  const better = isGoal(goal) ? goal : await askGoal(chosen);
  if (better) await service.edit({ op: 'metric', experiment: name, metric: chosen, goal: better });
}

interface ExperimentOfStore {
  readonly service: OpenStore['service'];
  readonly name: string;
}

function experimentOf(given: unknown): ExperimentOfStore | undefined {
  const { kind, by, group, store } = (given ?? {}) as Partial<GroupNode>;
  return kind === 'group' && by === 'experiment' && store && typeof group?.key === 'string' ? { service: store.service, name: group.key } : undefined;
}

async function askExperiment(stores: Stores): Promise<ExperimentOfStore | undefined> {
  const all = await stores.ask(async ({ service }) => (await service.experiments()).map(({ name, metric }) => ({ service, name, label: iconFree(name), description: metric ?? '' })));
  if (all.flat().length === 0) throw new TrialbookError('no-experiments', 'There are no runs yet. Run a Python file with tracking first.');
  return vscode.window.showQuickPick(all.flat(), { title: 'Choose Headline Metric', placeHolder: 'Of which experiment?' });
}

async function askGoal(metric: string): Promise<Goal | undefined> {
  const goals: { label: string; goal: Goal }[] = [
    { label: 'Higher is better', goal: 'max' },
    { label: 'Lower is better', goal: 'min' },
  ];
  if (goalOf(metric) === 'min') goals.reverse();
  return (await vscode.window.showQuickPick(goals, { title: metric }))?.goal;
}

async function askSort(stores: Stores, current: SortKey): Promise<SortKey | undefined> {
  const columns = await stores.ask(({ service }) => service.columns());
  const keys = (of: 'metrics' | 'params') => [...new Set(columns.flatMap((column) => column[of]))];
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, key: undefined });
  const item = (label: string, key: SortKey, order = '') => ({
    label,
    key,
    description: [order, same(key, current) ? 'now' : ''].filter(Boolean).join(' · '),
  });
  const items = [
    item('Started', { by: 'started', descending: true }, 'latest first'),
    item('Name', { by: 'name', descending: false }),
    item('Duration', { by: 'duration', descending: true }, 'longest first'),
    item('State', { by: 'status', descending: false }),
    item('Starred', { by: 'starred', descending: true }, 'starred first'),
    separator('Metrics'),
    ...keys('metrics').map((key) => {
      const descending = goalOf(key) !== 'min';
      return item(key, { by: 'metric', key, descending }, descending ? 'highest first' : 'lowest first');
    }),
    separator('Params'),
    ...keys('params').map((key) => item(key, { by: 'param', key, descending: false })),
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: 'Sort Runs By', placeHolder: 'The one in use, chosen again, turns around' });
  if (!chosen?.key) return undefined;
  return same(chosen.key, current) ? { ...chosen.key, descending: !current.descending } : chosen.key;
}

function same(a: SortKey, b: SortKey): boolean {
  return a.by === b.by && ('key' in a ? a.key : '') === ('key' in b ? b.key : '');
}

function isGoal(value: unknown): value is Goal {
  return value === 'max' || value === 'min';
}

function isSortKey(value: unknown): value is SortKey {
  return typeof value === 'object' && value !== null && typeof (value as SortKey).by === 'string' && typeof (value as SortKey).descending === 'boolean';
}
