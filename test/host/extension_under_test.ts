import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { RunDetail } from '../../src/core/run';
import type { TrialbookApi } from '../../src/extension';

/** The extension under test, activated. */
export async function activated(): Promise<TrialbookApi> {
  const extension = vscode.extensions.getExtension<TrialbookApi>('trialbook.trialbook');
  if (!extension) throw new Error('The extension under test is not there');
  return extension.activate();
}

/** The folder that the editor under test has open. */
export function workspaceFolder(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('The editor under test has no folder open');
  return folder.uri.fsPath;
}

/** Where the client is in the extension under test. */
export function clientFolder(): string {
  return vscode.Uri.joinPath(vscode.extensions.getExtension('trialbook.trialbook')?.extensionUri ?? vscode.Uri.file('/'), 'python').fsPath;
}

/** Runs Python code that logs with the real client into the open folder's store, to its end. */
export async function record(code: string): Promise<void> {
  await promisify(execFile)('python3', ['-c', code], {
    cwd: workspaceFolder(),
    env: { ...process.env, PYTHONPATH: clientFolder(), TRIALBOOK_DIR: join(workspaceFolder(), '.trialbook') },
  });
}

/** A file in the open folder, with the folders it needs. */
export function writeFile(name: string, content: string): vscode.Uri {
  const path = join(workspaceFolder(), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return vscode.Uri.file(path);
}

/** Waits for a run to come to an end, and gives all that is known of it. */
export async function ended({ stores }: TrialbookApi, runId: string): Promise<RunDetail> {
  return eventually(async () => {
    await stores.refresh();
    for (const { service } of stores.all) {
      const detail = await service.detail(runId).catch(() => undefined);
      if (detail && detail.row.status !== 'RUNNING') return detail;
    }
    return undefined;
  });
}

/** Takes away the open folder's store, and waits until the extension has let go of it; a thread that was just opening it may make it once more. */
export async function withoutStores({ stores }: TrialbookApi): Promise<void> {
  await eventually(async () => {
    rmSync(join(workspaceFolder(), '.trialbook'), { recursive: true, force: true, maxRetries: 5 });
    await stores.refresh();
    await new Promise((resolve) => setTimeout(resolve, 100));
    return stores.all.length === 0 && !existsSync(join(workspaceFolder(), '.trialbook'));
  });
}

/** Asks until there is an answer (anything but undefined, false or an empty text), and gives it; the test's own time limit ends the asking. */
export async function eventually<T>(ask: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false && answer !== '') return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
