import { access, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';

/** Asks for the folder of a pipeline; undefined when the person turned back. */
export async function chooseFolder(proposed: string): Promise<string | undefined> {
  const here = { label: basename(proposed), description: vscode.workspace.asRelativePath(dirname(proposed)), folder: proposed };
  const other = { label: 'Another folder…', folder: undefined };
  const picked = await vscode.window.showQuickPick([here, other], { title: 'Write the pipeline to' });
  if (!picked) return undefined;
  return picked.folder ?? askFolder(proposed);
}

/** Asks whether files that were edited after they were written may be overwritten. */
export async function mayOverwrite(files: readonly string[]): Promise<boolean> {
  const overwrite = { label: 'Overwrite them', detail: files.join(', ') };
  const title = files.length === 1 ? 'A written file was edited since' : `${files.length} written files were edited since`;
  return (await vscode.window.showQuickPick([overwrite], { title })) !== undefined;
}

/** Asks whether a pipeline may be written of which Check found that it does not give what the notebook gives. */
export async function mayWriteDiffering(summary: string): Promise<boolean> {
  const write = { label: 'Write it all the same', detail: summary };
  return (await vscode.window.showQuickPick([write], { title: 'Check found that the pipeline does not give what the notebook gives' })) !== undefined;
}

/** A folder that the person chooses; where it holds anything else, a new one in it. */
async function askFolder(proposed: string): Promise<string | undefined> {
  const [chosen] = (await vscode.window.showOpenDialog({
    title: 'Write the pipeline into', openLabel: 'Write Here', canSelectFolders: true, canSelectFiles: false, defaultUri: vscode.Uri.file(dirname(proposed)),
  })) ?? [];
  if (!chosen) return undefined;
  const isOurs = await access(join(chosen.fsPath, '.trialbook-pipeline.json')).then(() => true, () => false);
  return isOurs || (await readdir(chosen.fsPath)).length === 0 ? chosen.fsPath : join(chosen.fsPath, basename(proposed));
}
