import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { formatAge } from '../core/format';
import { TrialbookError } from '../core/errors';
import { plainLine } from '../core/plain_text';
import { quoted } from '../core/query/quoted';
import { runStatusWord } from '../core/run_status';
import type { RunRef } from '../host/open_store';
import type { Stores } from '../host/stores';
import { iconFree } from '../views/icon_free';
import { targetsOf } from './run_targets';

/** So many of the latest runs of a store are offered; typing searches the names of all. */
const OFFERED = 100;
const LONGEST_NAME = 200;

interface RunItem extends vscode.QuickPickItem {
  readonly ref: RunRef;
}

/** What a picker is for, and which runs it offers: by default all that are not in the bin. */
export interface Wanted {
  readonly title: string;
  /** only those that it finds, in the query language */
  readonly query?: string;
  readonly bin?: boolean;
  /** what is said where there are none */
  readonly none?: string;
}

/** The runs a command was called with; where it was called without, it asks. Undefined when the person turned back. @throws TrialbookError `no-runs` */
export async function runsFor(stores: Stores, args: readonly unknown[], wanted: string | Wanted): Promise<RunRef[] | undefined> {
  const targets = targetsOf(args);
  return targets.length > 0 ? targets : await pickRuns(stores, typeof wanted === 'string' ? { title: wanted } : wanted, true);
}

/** As `runsFor`, for a command that is about one run: of several that are selected the one that was clicked. */
export async function runFor(stores: Stores, args: readonly unknown[], title: string): Promise<RunRef | undefined> {
  const [target] = targetsOf(args.slice(0, 1));
  return target ?? (await pickRuns(stores, { title }, false))?.[0];
}

async function pickRuns(stores: Stores, wanted: Wanted, many: boolean): Promise<RunRef[] | undefined> {
  const latest = await search(stores, wanted, '');
  if (latest.length === 0) throw new TrialbookError('no-runs', wanted.none ?? 'There are no runs yet. Run a Python file with tracking first.');
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick<RunItem>();
    pick.title = wanted.title;
    pick.placeholder = 'Type a part of a name';
    pick.canSelectMany = many;
    pick.items = latest;
    pick.onDidChangeValue(async (typed) => {
      pick.busy = true;
      const found = typed.trim() === '' ? latest : await search(stores, wanted, typed).catch(() => latest);
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

async function search(stores: Stores, { query, bin = false }: Wanted, typed: string): Promise<RunItem[]> {
  const words = typed.split(/\s+/).filter(Boolean).map(quoted);
  const request = { query: [...(query ? [query] : []), ...words].join(' and '), bin, limit: OFFERED, sort: [{ by: 'started', descending: true }] } as const;
  const found = await stores.ask(async ({ dir, service }) => (await service.runs(request)).rows.map((row) => ({ row, storeDir: dir })));
  const now = Date.now();
  return found
    .flat()
    .sort((a, b) => b.row.startMs - a.row.startMs)
    .map(({ row, storeDir }): RunItem => {
      const about = [row.experiment, runStatusWord(row), formatAge(row.startMs, now), ...(found.length > 1 ? [basename(dirname(storeDir))] : [])];
      return {
        label: iconFree(plainLine(row.name, LONGEST_NAME)),
        description: iconFree(about.join(' · ')),
        ...(row.command === '' ? {} : { detail: iconFree(row.command) }),
        alwaysShow: true,
        ref: { storeDir, runId: row.runId },
      };
    });
}
