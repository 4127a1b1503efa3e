import { basename } from 'node:path';
import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import { formatAge } from '../core/format';
import { fileQuery } from '../host/file_query';
import type { Stores } from '../host/stores';
import type { RunGroup } from '../store/service';
import type { ExplorerArrangement } from '../views/explorer/arrangement';
import { countOf, groupLabel } from '../views/explorer/group_text';
import { storeOf, targetsOf } from './run_targets';

/** `(run | commit?)`: shows the runs that began from a run's commit, or from one that is chosen. @throws TrialbookError `no-commit` */
export async function runsOfCommit(stores: Stores, arrangement: ExplorerArrangement, args: readonly unknown[]): Promise<void> {
  const commit = typeof args[0] === 'string' ? args[0] : ((await commitOfRun(stores, args)) ?? (await pickCommit(stores)));
  if (commit !== undefined) await show(arrangement, `commit = ${commit.slice(0, 12)}`);
}

/** `(file?)`: shows the runs that used a file, by default the one in the active editor. @throws TrialbookError `no-file` */
export async function runsOfFile(stores: Stores, arrangement: ExplorerArrangement, args: readonly unknown[]): Promise<void> {
  const path = fileOf(args) ?? activeFile();
  if (path === undefined) throw new TrialbookError('no-file', 'Open a file, or choose one in the Explorer.');
  const query = fileQuery(path, stores.all.map(({ dir }) => dir));
  const found = await stores.ask(({ service }) => service.runs({ query, limit: 1 }));
  if (found.every(({ total }) => total === 0)) {
    const known = 'Of a run its script is known, the modules of the workspace that it imported, and the data files that it opened from Python.';
    return void vscode.window.showInformationMessage(`No run is known to have used ${basename(path)}. ${known}`);
  }
  await show(arrangement, query);
}

async function show(arrangement: ExplorerArrangement, query: string): Promise<void> {
  await arrangement.change({ query });
  await vscode.commands.executeCommand('trialbook.runs.focus');
}

async function commitOfRun(stores: Stores, args: readonly unknown[]): Promise<string | undefined> {
  const [ref] = targetsOf(args);
  if (!ref) return undefined;
  const { row } = await storeOf(stores, ref.storeDir).service.detail(ref.runId);
  if (row.commit === null) throw new TrialbookError('no-commit', `${row.name} began from no commit: there was no git repository, or nothing was committed yet.`);
  return row.commit;
}

async function pickCommit(stores: Stores): Promise<string | undefined> {
  const groups = (await stores.ask(({ service }) => service.groups({ by: 'commit' }))).flat();
  const commits = [...Map.groupBy(groups.filter(({ key }) => key !== null), ({ key }) => key).values()].map(joined);
  if (commits.length === 0) throw new TrialbookError('no-commit', 'No run began from a commit yet.');
  const now = Date.now();
  const items = commits
    .sort((a, b) => b.lastStartMs - a.lastStartMs)
    .map((group) => ({
      label: groupLabel('commit', group, now),
      description: `${countOf(group.runCount)} · ${formatAge(group.lastStartMs, now)}`,
      commit: group.key ?? '',
    }));
  return (await vscode.window.showQuickPick(items, { title: 'Runs of This Commit', placeHolder: 'Commits that runs began from', matchOnDescription: true }))?.commit;
}

/** The same commit in several stores. */
function joined(groups: readonly RunGroup[]): RunGroup {
  return groups.reduce((sum, group) => ({
    ...sum,
    subject: sum.subject ?? group.subject ?? null,
    runCount: sum.runCount + group.runCount,
    lastStartMs: Math.max(sum.lastStartMs, group.lastStartMs),
  }));
}

/** Menus pass a file's address among what else they pass. */
function fileOf(args: readonly unknown[]): string | undefined {
  return args.find((given) => given instanceof vscode.Uri)?.fsPath;
}

function activeFile(): string | undefined {
  const uri = vscode.window.activeNotebookEditor?.notebook.uri ?? vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === 'file' ? uri.fsPath : undefined;
}
