import { access } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { cancellable } from '../../host/cancellable';
import type { RunCode } from '../../host/run_code';
import type { Stores } from '../../host/stores';
import type { CodeNode } from '../../views/code/code_node';
import { uriOf } from '../../views/code/code_tree';
import type { CodeView } from '../../views/code/code_view';
import { runFor } from '../pick_runs';

export interface OpenCodeDeps {
  readonly stores: Stores;
  readonly runCode: RunCode;
  readonly codeView: CodeView;
}

/** `(ref)`: the files that a run used, to be read in the side bar. */
export async function openCode({ stores, runCode, codeView }: OpenCodeDeps, args: readonly unknown[]): Promise<void> {
  const ref = await runFor(stores, args, 'Open Code of a Run');
  if (ref) await cancellable('Opening code', async (signal) => codeView.show(await runCode.of(ref, signal), signal));
}

/** `(node)`: a file of the view "Code" beside the one on disk, which can be edited. */
export async function compareFileWithNow(node: unknown): Promise<void> {
  const file = node as CodeNode | undefined;
  if (file?.kind !== 'codeFile') return;
  const { code, path } = file;
  const now = join(code.repository.root, path);
  const there = await access(now).then(
    () => true,
    () => false,
  );
  if (!there) {
    void vscode.window.showInformationMessage(`${path} is not there now.`);
    return;
  }
  const name = path.slice(path.lastIndexOf('/') + 1);
  await vscode.commands.executeCommand('vscode.diff', uriOf(file), vscode.Uri.file(now), `${name} (${code.detail.row.name} ↔ Now)`);
}
