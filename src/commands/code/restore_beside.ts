import * as vscode from 'vscode';
import { leftOutCount } from '../../core/left_out_text';
import { restoreBeside, type RestoredBeside } from '../../git/restore_beside';
import { cancellable } from '../../host/cancellable';
import type { CodeOfRun, RunCode } from '../../host/run_code';
import type { Stores } from '../../host/stores';
import { runFor } from '../pick_runs';
import { askPlace } from './ask_place';

export interface RestoreDeps {
  readonly stores: Stores;
  readonly runCode: RunCode;
}

/** `(ref, {folder?, branch?}?)`: the files of a run in a new work tree. @returns its folder; undefined when the person turned back */
export async function restoreRunBeside({ stores, runCode }: RestoreDeps, args: readonly unknown[]): Promise<string | undefined> {
  const ref = await runFor(stores, args, 'Restore the Code of a Run Beside');
  const code = ref && (await cancellable('Looking for the code', (signal) => runCode.of(ref, signal)));
  if (!code) return undefined;
  const { name } = code.detail.row;
  const place = await askPlace(`Restore the code of ${name} beside`, code.repository, name, args[1]);
  if (!place) return undefined;
  const restored = await cancellable(`Restoring the code of ${name}`, (signal) => restoreBeside(code.repository, code.snapshot, place, signal));
  if (!restored) return undefined;
  void offerWindow(restored.folder, [`The code of ${name} is in ${restored.folder}, on the new branch ${restored.branch}.`, ...whatIsMissing(code, restored)].join(' '));
  return restored.folder;
}

/** Sentences about what a restored work tree lacks of the one in which the run began. */
export function whatIsMissing({ detail }: CodeOfRun, { exact, submodules }: RestoredBeside): string[] {
  const leftOut = detail.git?.leftOut;
  const [first] = submodules;
  return [
    first === undefined ? '' : `Submodules are empty there (${submodules.length === 1 ? first : `${first} and ${submodules.length - 1} more`}): \`git submodule update --init\` fills them.`,
    leftOut && leftOut.count > 0 ? `${leftOutCount(leftOut)} ${leftOut.count === 1 ? 'was' : 'were'} not kept with the run.` : '',
    exact || submodules.length > 0 ? '' : 'Filters or ends of lines of this git make some files differ from what the run had.',
  ].filter((sentence) => sentence !== '');
}

export async function offerWindow(folder: string, message: string): Promise<void> {
  const open = 'Open in New Window';
  if ((await vscode.window.showInformationMessage(message, open)) !== open) return;
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(folder), { forceNewWindow: true });
}
