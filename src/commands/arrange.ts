import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import { goalOf } from '../core/headline';
import { parseQuery } from '../core/query/parser';
import type { Goal } from '../core/run';
import type { Stores } from '../host/stores';
import type { GroupBy, SortKey } from '../store/service';
import type { ExplorerArrangement } from '../views/explorer/arrangement';
import type { GroupNode } from '../views/explorer/node';
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
  const chosen = known ?? (await vscode.window.showQuickPick(items, { title: 'Group runs by' }));
  if (chosen) await arrangement.change({ groupBy: chosen.groupBy });
}

/** `(sortKey?)` */
export async function sort(stores: Stores, arrangement: ExplorerArrangement, given: unknown): Promise<void> {
  const key = isSortKey(given) ? given : await askSort(stores, arrangement.value.sort);
  if (key) await arrangement.change({ sort: key });
}

/** `(experiment node, metric?, goal?)`: by which metric the runs of an experiment are told apart. */
export async function chooseMetric(args: readonly unknown[]): Promise<void> {
  const [node, metric, goal] = args as [GroupNode | undefined, unknown, unknown];
  const experiment = node?.kind === 'group' && node.by === 'experiment' ? node.group.key : null;
  if (!node || experiment === null) throw new TrialbookError('no-experiment', 'Choose an experiment in the Runs view first.');
  const { service } = node.store;
  const { metrics } = await service.columns();
  const chosen = typeof metric === 'string' ? metric : await vscode.window.showQuickPick(metrics, { title: `Headline metric of ${experiment}` });
  if (chosen === undefined) return;
  const better = isGoal(goal) ? goal : await askGoal(chosen);
  if (better) await service.edit({ op: 'metric', experiment, metric: chosen, goal: better });
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
  const columns = await Promise.all(stores.all.map(({ service }) => service.columns()));
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
  const chosen = await vscode.window.showQuickPick(items, { title: 'Sort runs by', placeHolder: 'The one in use, chosen again, turns around' });
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
