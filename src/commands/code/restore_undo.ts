import { join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { TrialbookError } from '../../core/errors';
import { openRepository } from '../../git/open_repository';
import { restoreFiles } from '../../git/restore_files';
import { readStoreId } from '../../git/store_id';
import { cancellable } from '../../host/cancellable';
import { saveFiles } from '../../host/unsaved_files';

const KEY = 'trialbook.restored';
const remembered = v.object({ storeDir: v.string(), root: v.string(), before: v.string(), paths: v.array(v.string()) });

export interface Restored {
  readonly storeDir: string;
  /** the work tree's top */
  readonly root: string;
  /** the snapshot of what was there */
  readonly before: string;
  readonly paths: readonly string[];
}

/** The last restore of files in this workspace, and the way back from it. */
export class RestoreUndo {
  constructor(private readonly memento: vscode.Memento) {
    this.tell();
  }

  async remember(restored: Restored | undefined): Promise<void> {
    await this.memento.update(KEY, restored);
    this.tell();
  }

  /** Puts back what was there before; what is there now is kept in a snapshot again. Throws `nothing-restored`, and as `restoreFiles`. */
  async undo(): Promise<void> {
    const last = this.last;
    const repository = last && (await openRepository(last.root));
    if (!last || !repository) throw new TrialbookError('nothing-restored', 'No files were restored here, so there is nothing to undo.');
    await saveFiles(last.paths.map((path) => join(last.root, path)));
    const storeId = await readStoreId(last.storeDir);
    const undone = await cancellable('Undoing', (signal) => restoreFiles(repository, last.before, last.paths, storeId, signal));
    if (!undone) return;
    await this.remember(undefined);
    void vscode.window.showInformationMessage(last.paths.length === 1 ? `${last.paths[0]} is as it was.` : `${last.paths.length} files are as they were.`);
  }

  private get last(): Restored | undefined {
    const stored = v.safeParse(remembered, this.memento.get(KEY));
    return stored.success ? stored.output : undefined;
  }

  private tell(): void {
    void vscode.commands.executeCommand('setContext', KEY, this.last !== undefined);
  }
}
