import { join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { FileChange } from '../../core/code_changes';
import { changeText } from '../../core/code_text';
import { codeChanges } from '../../git/code_changes';
import { restoreFiles } from '../../git/restore_files';
import { planRestore, type PlannedRestore, type RestoreState } from '../../git/restore_plan';
import { lookAtWorkTree } from '../../git/snapshot';
import { readStoreId } from '../../git/store_id';
import { cancellable } from '../../host/cancellable';
import { CodeFiles } from '../../host/code_files';
import type { CodeOfRun } from '../../host/run_code';
import { saveFiles, unsavedAmong } from '../../host/unsaved_files';
import { showDifference } from '../../views/code/code_difference';
import type { CodeNode } from '../../views/code/code_node';
import { runFor } from '../pick_runs';
import type { RestoreDeps } from './restore_beside';
import type { RestoreUndo } from './restore_undo';

export interface RestoreFilesDeps extends RestoreDeps {
  readonly restoreUndo: RestoreUndo;
}

const given = v.object({ paths: v.array(v.string()), confirmed: v.optional(v.boolean()) });

/**
 * `(ref, {paths, confirmed?}?)`: files of a run over those of now, which are kept. The person chooses among those that differ, with `paths`
 * among these files or folders; `confirmed` takes all of them.
 * @returns what was changed; undefined when the person turned back
 */
export async function restoreRunsFiles(deps: RestoreFilesDeps, args: readonly unknown[]): Promise<readonly string[] | undefined> {
  const { stores, runCode, restoreUndo } = deps;
  const ref = await runFor(stores, args, 'Restore Files of a Run Here');
  const code = ref && (await cancellable('Looking for the code', (signal) => runCode.of(ref, signal)));
  if (!code) return undefined;
  const { repository, snapshot, detail } = code;
  const asked = v.safeParse(given, args[1]);
  const paths = asked.success ? asked.output.paths : undefined;
  const plan = await cancellable('Looking what would be restored', (signal) => planOf(code, paths, signal));
  if (!plan) return undefined;
  if (plan.length === 0) {
    void vscode.window.showInformationMessage(`${paths?.length === 1 ? paths[0] : 'Every file'} is as ${detail.row.name} had it.`);
    return undefined;
  }
  const chosen = asked.success && asked.output.confirmed ? plan.map(({ path }) => path) : await choose(code, plan, paths);
  if (!chosen || chosen.length === 0) return undefined;
  // What is only in an editor would be in no snapshot, and could not be had back.
  await saveFiles(chosen.map((path) => join(repository.root, path)));
  const storeId = await readStoreId(ref.storeDir);
  const restored = await cancellable('Restoring files', (signal) => restoreFiles(repository, snapshot, chosen, storeId, signal));
  if (!restored) return undefined;
  await restoreUndo.remember({ storeDir: ref.storeDir, root: repository.root, ...restored });
  void tell(code, restored, restoreUndo);
  return restored.paths;
}

/** `(node)`: a file or a folder of the view "Code". */
export async function restoreNode(deps: RestoreFilesDeps, node: unknown): Promise<readonly string[] | undefined> {
  const chosen = node as CodeNode | undefined;
  if (chosen?.kind !== 'codeFile' && chosen?.kind !== 'codeFolder') return undefined;
  return restoreRunsFiles(deps, [chosen.code.ref, { paths: [chosen.path] }]);
}

interface Planned extends PlannedRestore {
  /** from now to then */
  readonly change: string;
}

/** What differs, and can be restored or not; without paths, of all files. */
async function planOf({ repository, snapshot }: CodeOfRun, paths: readonly string[] | undefined, signal: AbortSignal): Promise<Planned[]> {
  const files = await differing(repository, snapshot, signal);
  const plan = await planRestore(repository, snapshot, paths ?? files.flatMap(({ path, oldPath }) => (oldPath === null ? [path] : [path, oldPath])), signal);
  const texts = new Map(files.filter(({ kind }) => kind === 'modified').map((file) => [file.path, changeText(file)]));
  return plan.filter(({ state }) => state !== 'same').map((one) => ({ ...one, change: texts.get(one.path) ?? '' }));
}

async function differing(repository: CodeOfRun['repository'], snapshot: string, signal: AbortSignal): Promise<FileChange[]> {
  await using now = await lookAtWorkTree(repository, signal);
  const { files } = await codeChanges(now.repository, now.id, snapshot, signal);
  return files.filter(({ kind }) => kind !== 'submodule');
}

const GROUPS: readonly { readonly state: RestoreState; readonly title: string; readonly icon: string }[] = [
  { state: 'overwrite', title: 'would be overwritten', icon: 'diff-modified' },
  { state: 'create', title: 'would be created', icon: 'diff-added' },
  { state: 'delete', title: 'would be deleted: the run did not have them', icon: 'diff-removed' },
  { state: 'refused', title: "can't be restored", icon: 'circle-slash' },
];

interface PlanItem extends vscode.QuickPickItem {
  readonly path?: string;
}

async function choose({ repository, detail }: CodeOfRun, plan: readonly Planned[], paths: readonly string[] | undefined): Promise<string[] | undefined> {
  const unsaved = new Set(unsavedAmong(plan.map(({ path }) => join(repository.root, path))));
  const items = GROUPS.flatMap(({ state, title, icon }): PlanItem[] => {
    const files = plan.filter((one) => one.state === state);
    if (files.length === 0) return [];
    const separator = { label: title, kind: vscode.QuickPickItemKind.Separator };
    return [
      separator,
      ...files.map(({ path, why, change }) => ({
        label: `$(${icon}) ${path.replaceAll('$(', '$\u200b(')}`,
        description: why ?? [change, unsaved.has(join(repository.root, path)) ? 'has unsaved changes, which are saved first' : ''].filter(Boolean).join(' · '),
        picked: paths !== undefined && state !== 'refused' && state !== 'delete',
        path,
      })),
    ];
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: `Restore files of ${detail.row.name} here`,
    placeHolder: 'Choose files. What they hold now is kept in a snapshot first.',
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.flatMap(({ path }) => path ?? []);
}

async function tell(code: CodeOfRun, { before, paths }: { readonly before: string; readonly paths: readonly string[] }, restoreUndo: RestoreUndo): Promise<void> {
  const { repository, snapshot, detail } = code;
  const count = paths.length === 1 ? `${paths[0]} is` : `${paths.length} files are`;
  const [undo, show] = ['Undo', 'Show Differences'];
  const choice = await vscode.window.showInformationMessage(`${count} as ${detail.row.name} had ${paths.length === 1 ? 'it' : 'them'}.`, undo, show);
  if (choice === undo) await restoreUndo.undo();
  if (choice !== show) return;
  const changes = await codeChanges(repository, before, snapshot);
  const files = changes.files.filter(({ path, oldPath }) => paths.includes(path) || (oldPath !== null && paths.includes(oldPath)));
  await showDifference(
    {
      before: { name: 'Before', uri: (path) => CodeFiles.uri(repository, before, path) },
      after: { name: detail.row.name, uri: (path) => CodeFiles.uri(repository, snapshot, path) },
      changes: { ...changes, files, total: files.length },
    },
    'ask',
  );
}
