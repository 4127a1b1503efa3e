import * as vscode from 'vscode';
import { formatAge } from '../core/format';
import { TrialbookError } from '../core/errors';
import { quoted } from '../core/query/quoted';
import type { RunRef } from '../host/open_store';
import type { Stores } from '../host/stores';
import { targetsOf } from './run_targets';

/** So many of the latest runs of a store are offered; typing searches the names of all. */
const OFFERED = 100;

interface RunItem extends vscode.QuickPickItem {
  readonly ref: RunRef;
}

/** The runs a command was called with; where it was called without, it asks. Undefined when the person turned back. */
export async function runsFor(stores: Stores, args: readonly unknown[], title: string): Promise<RunRef[] | undefined> {
  const targets = targetsOf(args);
  return targets.length > 0 ? targets : await pickRuns(stores, { title, many: true });
}

/** As `runsFor`, for a command that is about one run. */
export async function runFor(stores: Stores, args: readonly unknown[], title: string): Promise<RunRef | undefined> {
  const [target] = targetsOf(args);
  return target ?? (await pickRuns(stores, { title, many: false }))?.[0];
}

/** @throws TrialbookError `no-runs` where there is nothing to choose from */
async function pickRuns(stores: Stores, { title, many }: { title: string; many: boolean }): Promise<RunRef[] | undefined> {
  const latest = await search(stores, '');
  if (latest.length === 0) throw new TrialbookError('no-runs', 'There are no runs yet. Run a Python file with tracking first.');
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick<RunItem>();
    pick.title = title;
    pick.placeholder = 'Type a part of a name';
    pick.canSelectMany = many;
    pick.items = latest;
    pick.onDidChangeValue(async (typed) => {
      pick.busy = true;
      const found = typed.trim() === '' ? latest : await search(stores, typed).catch(() => latest);
      if (pick.value !== typed) return;
      const kept = pick.selectedItems.filter((item) => !found.some(({ ref }) => ref.runId === item.ref.runId));
      pick.items = [...kept, ...found];
      pick.busy = false;
    });
    pick.onDidAccept(() => {
      const chosen = many && pick.selectedItems.length > 0 ? pick.selectedItems : pick.activeItems.slice(0, 1);
      resolve(chosen.map(({ ref }) => ref));
      pick.dispose();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

async function search(stores: Stores, typed: string): Promise<RunItem[]> {
  const words = typed.split(/\s+/).filter(Boolean);
  const query = words.map(quoted).join(' ');
  const found = await Promise.all(
    stores.all.map(async (store) => {
      const { rows } = await store.service.runs({ query, limit: OFFERED, sort: [{ by: 'started', descending: true }] });
      return rows.map((row) => ({ row, storeDir: store.dir }));
    }),
  );
  const now = Date.now();
  return found
    .flat()
    .sort((a, b) => b.row.startMs - a.row.startMs)
    .map(({ row, storeDir }) => ({
      label: row.name,
      description: `${row.experiment} · ${formatAge(row.startMs, now)}`,
      detail: row.command || undefined,
      alwaysShow: true,
      ref: { storeDir, runId: row.runId },
    })) as RunItem[];
}
