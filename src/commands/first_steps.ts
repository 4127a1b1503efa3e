import { constants } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';

const EXAMPLE = 'spirals.py';
const FIRST_LINE = 'import trialbook; trialbook.log_metric("loss", 0.5)';

/** Puts the example into the open folder, beside what is there, and opens it; where no folder is open it asks for one. */
export async function openExample(extensionUri: vscode.Uri): Promise<void> {
  const [open] = vscode.workspace.workspaceFolders ?? [];
  const folder = open?.uri ?? (await askFolder());
  if (!folder) return;
  const example = join(folder.fsPath, EXAMPLE);
  try {
    await copyFile(vscode.Uri.joinPath(extensionUri, 'examples', EXAMPLE).fsPath, example, constants.COPYFILE_EXCL);
  } catch (error) {
    // The one of the time before is as good, and may have been changed.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (!open) await vscode.commands.executeCommand('vscode.openFolder', folder);
  else await vscode.window.showTextDocument(vscode.Uri.file(example));
}

export async function copyFirstLine(): Promise<void> {
  await vscode.env.clipboard.writeText(FIRST_LINE);
  vscode.window.setStatusBarMessage('$(check) Copied: import trialbook …', 4000);
}

async function askFolder(): Promise<vscode.Uri | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({ title: 'A folder for the example', canSelectFiles: false, canSelectFolders: true, openLabel: 'Put the Example Here' })) ?? [];
  return folder;
}
