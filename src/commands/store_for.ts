import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { STORE_FOLDER } from '../host/find_stores';
import type { Stores } from '../host/stores';

/**
 * The environment with which a run is kept where this window shows it. Empty where the client finds that place by itself: at a store or
 * a repository above, or in the workspace folder that it runs in.
 * @param cwd the folder it runs in
 * @param folder the workspace folder it is in
 */
export async function storeFor(stores: Stores, cwd: string, folder: string | undefined): Promise<Record<string, string>> {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (process.env['TRIALBOOK_DIR'] || cwd === folder || !first) return {};
  if (folder === undefined) return { TRIALBOOK_DIR: stores.all[0]?.dir ?? join(first.uri.fsPath, STORE_FOLDER) };
  return (await isFoundFrom(cwd)) ? {} : { TRIALBOOK_DIR: join(folder, STORE_FOLDER) };
}

async function isFoundFrom(cwd: string): Promise<boolean> {
  for (let at = cwd; ; at = dirname(at)) {
    for (const name of [STORE_FOLDER, '.git']) {
      if (await stat(join(at, name)).then(() => true, () => false)) return true;
    }
    if (at === dirname(at)) return false;
  }
}
