import { join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { TrialbookError } from '../../core/errors';
import { codeChanges } from '../../git/code_changes';
import { lookAtWorkTree } from '../../git/snapshot';
import { cancellable } from '../../host/cancellable';
import { CodeFiles } from '../../host/code_files';
import type { RunRef } from '../../host/open_store';
import type { CodeOfRun, RunCode } from '../../host/run_code';
import type { Stores } from '../../host/stores';
import { showDifference, type CodeDifference, type CodeSide, type ShownFiles } from '../../views/code/code_difference';
import type { RunSelection } from '../../views/selection';
import { runFor } from '../pick_runs';
import { targetsOf } from '../run_targets';

export interface CompareCodeDeps {
  readonly stores: Stores;
  readonly selection: RunSelection;
  readonly runCode: RunCode;
}

/** `([first, second], {path}?)`: the code of two runs, the older one on the left; what is missing is asked for. */
export async function compareCode({ stores, selection, runCode }: CompareCodeDeps, args: readonly unknown[]): Promise<void> {
  const refs = await twoRuns(stores, selection, args);
  if (!refs) return;
  await show(args, 'Comparing code', async (signal): Promise<CodeDifference> => {
    const [before, after] = await runCode.both(refs[0], refs[1], signal);
    const changes = await codeChanges(before.repository, before.snapshot, after.snapshot, signal);
    return { before: sideOf(before), after: sideOf(after), changes };
  });
}

/** `(ref, {path}?)`: the code of a run, and that of now, which can be edited. */
export async function compareCodeWithNow({ stores, runCode }: CompareCodeDeps, args: readonly unknown[]): Promise<void> {
  const ref = await runFor(stores, args, 'Compare Code with Now');
  if (!ref) return;
  await show(args, 'Comparing code with now', async (signal): Promise<CodeDifference> => {
    const code = await runCode.of(ref, signal);
    await using now = await lookAtWorkTree(code.repository, signal);
    const changes = await codeChanges(now.repository, code.snapshot, now.id, signal);
    return { before: sideOf(code), after: { name: 'Now', uri: (path) => vscode.Uri.file(join(code.repository.root, path)) }, changes };
  });
}

/** `(ref, {path}?)`: what was uncommitted when a run began. */
export async function compareCodeWithCommit({ stores, runCode }: CompareCodeDeps, args: readonly unknown[]): Promise<void> {
  const ref = await runFor(stores, args, 'Show Uncommitted Changes of a Run');
  if (!ref) return;
  await show(args, 'Looking for uncommitted changes', async (signal): Promise<CodeDifference> => {
    const code = await runCode.of(ref, signal);
    const { repository, commit, snapshot, detail } = code;
    if (commit === null) throw new TrialbookError('no-commit', `There was no commit yet when ${detail.row.name} began, so all of its files were uncommitted.`);
    const changes = await codeChanges(repository, commit, snapshot, signal);
    const name = `${detail.git?.branch ?? ''}@${commit.slice(0, 7)}`;
    return { before: { name, uri: (path) => CodeFiles.uri(repository, commit, path) }, after: sideOf(code), changes };
  });
}

export function sideOf({ repository, snapshot, detail }: CodeOfRun): CodeSide {
  return { name: detail.row.name, uri: (path) => CodeFiles.uri(repository, snapshot, path) };
}

async function show(args: readonly unknown[], title: string, find: (signal: AbortSignal) => Promise<CodeDifference>): Promise<void> {
  const difference = await cancellable(title, find);
  if (difference) await showDifference(difference, shownFiles(args));
}

const options = v.union([v.object({ path: v.string() }), v.object({ all: v.literal(true) })]);

function shownFiles(args: readonly unknown[]): ShownFiles {
  const given = v.safeParse(options, args[1]);
  if (!given.success) return 'ask';
  return 'path' in given.output ? { path: given.output.path } : 'all';
}

/** What the command was called with, else what is chosen for the comparison; the person is asked where that is not two runs. */
async function twoRuns(stores: Stores, selection: RunSelection, args: readonly unknown[]): Promise<[RunRef, RunRef] | undefined> {
  const given = targetsOf(args);
  const refs = given.length > 0 ? given : selection.refs;
  if (refs.length > 2) return askTwo(stores, refs);
  const first = refs[0] ?? (await runFor(stores, [], 'Compare the code of a run'));
  if (!first) return undefined;
  const second = refs[1] ?? (await runFor(stores, [], `Compare the code of ${await nameOf(stores, first)} with`));
  return second && inOrder(stores, first, second);
}

/** The explorer and the comparison name any number of runs; a difference has two sides. */
async function askTwo(stores: Stores, refs: readonly RunRef[]): Promise<[RunRef, RunRef] | undefined> {
  const items = await Promise.all(refs.map(async (ref) => ({ label: await nameOf(stores, ref), ref })));
  const first = await vscode.window.showQuickPick(items, { title: 'Compare the code of a run', placeHolder: 'Choose the first of two' });
  if (!first) return undefined;
  const others = items.filter((item) => item !== first);
  const second = await vscode.window.showQuickPick(others, { title: `Compare the code of ${first.label} with`, placeHolder: 'Choose the second of two' });
  return second && inOrder(stores, first.ref, second.ref);
}

async function inOrder(stores: Stores, first: RunRef, second: RunRef): Promise<[RunRef, RunRef]> {
  const [a, b] = await Promise.all([startOf(stores, first), startOf(stores, second)]);
  return a <= b ? [first, second] : [second, first];
}

async function startOf(stores: Stores, ref: RunRef): Promise<number> {
  return (await stores.byDir(ref.storeDir)?.service.detail(ref.runId))?.row.startMs ?? 0;
}

async function nameOf(stores: Stores, ref: RunRef): Promise<string> {
  return (await stores.byDir(ref.storeDir)?.service.detail(ref.runId))?.row.name ?? ref.runId.slice(0, 8);
}
