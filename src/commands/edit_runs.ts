import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import { dropUnusedSnapshots } from '../git/unused_snapshots';
import type { RunRef } from '../host/open_store';
import type { Stores } from '../host/stores';
import type { Edit } from '../store/service';
import type { BinNode } from '../views/explorer/node';
import { runFor, runsFor } from './pick_runs';
import { byStore, storeOf } from './run_targets';

/** A snapshot that no run uses stays for so long: it may be what undoes a restoring of files. */
const SNAPSHOT_DAYS = 30;

/** What one command deletes at the most; what is more is there for the next. */
const MOST_BINNED = 100_000;
const BIN_IS_EMPTY = 'The bin is empty.';

/** `(ref, name?)` */
export async function rename(stores: Stores, args: readonly unknown[]): Promise<void> {
  const ref = await runFor(stores, args, 'Rename');
  if (!ref) return;
  const { service } = storeOf(stores, ref.storeDir);
  const { row } = await service.detail(ref.runId);
  const name = text(args[1]) ?? (await vscode.window.showInputBox({ title: 'Rename Run', value: row.name, validateInput: nameProblem }));
  if (name === undefined || name.trim() === row.name) return;
  const problem = nameProblem(name);
  if (problem) throw new TrialbookError('bad-name', problem);
  await service.edit({ op: 'rename', runId: ref.runId, name: name.trim() });
}

/** `(ref, note?)`. The line here is for short notes; long ones are written on the run's page. */
export async function editNote(stores: Stores, args: readonly unknown[]): Promise<void> {
  const ref = await runFor(stores, args, 'Edit Note');
  if (!ref) return;
  const { service } = storeOf(stores, ref.storeDir);
  const { row } = await service.detail(ref.runId);
  if (text(args[1]) === undefined && row.note.includes('\n')) {
    await vscode.commands.executeCommand('trialbook.openRun', ref);
    return;
  }
  const note = text(args[1]) ?? (await vscode.window.showInputBox({ title: `Note on ${row.name}`, value: row.note, placeHolder: 'What is this run about?' }));
  if (note !== undefined && note !== row.note) await service.edit({ op: 'note', runId: ref.runId, note });
}

/** `(refs, key?, value?)`; a value of null takes the tag away. */
export async function tag(stores: Stores, args: readonly unknown[]): Promise<void> {
  const refs = await runsFor(stores, args, 'Tag');
  if (!refs || refs.length === 0) return;
  const given = text(args[1]);
  const typed = given === undefined ? await askTag(stores, refs) : { key: given, value: text(args[2]) ?? (args[2] === null ? null : '') };
  if (!typed) return;
  await forEachStore(stores, refs, (runIds) => ({ op: 'tag', runIds, key: typed.key, value: typed.value }));
}

export async function star(stores: Stores, args: readonly unknown[], starred: boolean): Promise<void> {
  const wanted = starred ? { title: 'Star', query: 'not starred', none: 'There is no run without a star.' } : { title: 'Remove Star', query: 'starred', none: 'No run has a star.' };
  const refs = await runsFor(stores, args, wanted);
  if (refs) await forEachStore(stores, refs, (runIds) => ({ op: 'star', runIds, starred }));
}

export async function bin(stores: Stores, args: readonly unknown[], binned: boolean): Promise<void> {
  const refs = await runsFor(stores, args, binned ? 'Move to Bin' : { title: 'Restore from Bin', bin: true, none: BIN_IS_EMPTY });
  if (refs) await forEachStore(stores, refs, (runIds) => ({ op: 'bin', runIds, binned }));
}

/** `(refs, {confirmed}?)`: the one edit that can't be undone, and so the one that asks. */
export async function deleteForever(stores: Stores, args: readonly unknown[]): Promise<void> {
  const refs = await runsFor(stores, args, { title: 'Delete for Good', bin: true, none: BIN_IS_EMPTY });
  if (!refs || refs.length === 0) return;
  const confirmed = (args[1] as { confirmed?: unknown } | undefined)?.confirmed === true;
  if (!confirmed && !(await confirmDelete(refs.length))) return;
  await forEachStore(stores, refs, (runIds) => ({ op: 'delete', runIds }));
  // In Restricted Mode no git runs; which snapshots the runs had is remembered for another time.
  if (!vscode.workspace.isTrusted) return;
  for (const { store } of byStore(stores, refs)) {
    await dropUnusedSnapshots(store.service, { dir: store.dir, days: SNAPSHOT_DAYS, dryRun: false, nowMs: Date.now() });
  }
}

/** `(bin node?, {confirmed}?)`: deletes all that is in one store's bin, or in all, after one question. @throws TrialbookError `bin-empty` */
export async function emptyBin(stores: Stores, args: readonly unknown[]): Promise<void> {
  const only = (args[0] as Partial<BinNode> | undefined)?.store;
  const all = await stores.ask(async (store) => {
    if (only && store !== only) return [];
    const { rows } = await store.service.runs({ bin: true, limit: MOST_BINNED });
    return rows.map(({ runId }) => ({ storeDir: store.dir, runId }));
  });
  if (all.flat().length === 0) throw new TrialbookError('bin-empty', BIN_IS_EMPTY);
  await deleteForever(stores, [all.flat(), args[1]]);
}

export async function copyRunId(stores: Stores, args: readonly unknown[]): Promise<void> {
  const refs = await runsFor(stores, args, 'Copy Run Id');
  if (refs && refs.length > 0) await vscode.env.clipboard.writeText(refs.map(({ runId }) => runId).join('\n'));
}

/** @throws TrialbookError `no-script`, `script-gone` */
export async function revealScript(stores: Stores, args: readonly unknown[]): Promise<void> {
  const ref = await runFor(stores, args, 'Open Script');
  if (!ref) return;
  const { row } = await storeOf(stores, ref.storeDir).service.detail(ref.runId);
  if (!row.script) throw new TrialbookError('no-script', `${row.name} was not started from a script.`);
  if (!(await exists(row.script))) throw new TrialbookError('script-gone', `${row.script} is no longer there. The run's page has the code as it was.`);
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(row.script));
}

/** Shows a run's artifacts in the file explorer where they are below a workspace folder, else in the system's. @throws TrialbookError `no-artifacts` */
export async function revealArtifacts(stores: Stores, args: readonly unknown[]): Promise<void> {
  const ref = await runFor(stores, args, 'Show Artifacts');
  if (!ref) return;
  const { row, artifactDir } = await storeOf(stores, ref.storeDir).service.detail(ref.runId);
  if (!(await exists(artifactDir))) throw new TrialbookError('no-artifacts', `${row.name} has no artifacts.`);
  const folder = vscode.Uri.file(artifactDir);
  const inWorkspace = vscode.workspace.getWorkspaceFolder(folder) !== undefined;
  await vscode.commands.executeCommand(inWorkspace ? 'revealInExplorer' : 'revealFileInOS', folder);
}

async function forEachStore(stores: Stores, refs: readonly RunRef[], edit: (runIds: readonly string[]) => Edit): Promise<void> {
  for (const { store, runIds } of byStore(stores, refs)) await store.service.edit(edit(runIds));
}

/** Asks for `key` or `key=value`, offering the keys in use. */
async function askTag(stores: Stores, refs: readonly RunRef[]): Promise<{ key: string; value: string } | undefined> {
  const used = new Set<string>();
  for (const { store } of byStore(stores, refs)) for (const key of (await store.service.columns()).tags) used.add(key);
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick();
    const known = [...used].map((label) => ({ label, alwaysShow: false }));
    pick.title = refs.length === 1 ? 'Tag Run' : `Tag ${refs.length} Runs`;
    pick.placeholder = 'key or key=value';
    pick.items = known;
    pick.onDidChangeValue((typed) => {
      pick.items = typed.trim() === '' ? known : [{ label: typed.trim(), description: 'set this tag', alwaysShow: true }, ...known];
    });
    pick.onDidAccept(() => {
      const label = pick.activeItems[0]?.label ?? pick.value.trim();
      const [key = '', ...value] = label.split('=');
      resolve(key.trim() === '' ? undefined : { key: key.trim(), value: value.join('=').trim() });
      pick.dispose();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

async function confirmDelete(count: number): Promise<boolean> {
  const [what, whose] = count === 1 ? ['this run', 'Its'] : [`${count.toLocaleString('en')} runs`, 'Their'];
  const detail = `${whose} records, logs and artifacts are removed from this machine. This cannot be undone.`;
  const choice = await vscode.window.showWarningMessage(`Delete ${what} for good?`, { modal: true, detail }, 'Delete');
  return choice === 'Delete';
}

function nameProblem(name: string): string | undefined {
  return name.trim() === '' ? 'A run needs a name.' : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
