import * as vscode from 'vscode';
import { VERDICT_TAG } from '../core/repeat_tags';
import { verdict } from '../core/verdict';
import { verdictText } from '../core/verdict_text';
import type { OpenStore, RunRef } from './open_store';
import type { Stores } from './stores';

/** Waits for runs that repeat others, and says whether they came to the same metrics: to the person, and in a tag of the new run. */
export class Repeats implements vscode.Disposable {
  private readonly following = new Set<vscode.Disposable>();

  constructor(
    private readonly stores: Pick<Stores, 'byDir'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** @param runId of the new run, in the same store */
  follow(repeated: RunRef, runId: string): void {
    const store = this.stores.byDir(repeated.storeDir);
    if (!store) return;
    let judging = false;
    const look = async (): Promise<void> => {
      const [row] = (await store.service.runs({ runIds: [runId], limit: 1 })).rows;
      if (!row || row.status === 'RUNNING' || row.status === 'UNKNOWN' || judging) return;
      judging = true;
      this.following.delete(changes);
      changes.dispose();
      await judge(store, repeated, runId);
    };
    const changes = store.onDidChange(() => void look().catch(this.onError));
    this.following.add(changes);
    void look().catch(this.onError);
  }

  dispose(): void {
    for (const item of this.following) item.dispose();
  }
}

async function judge({ dir, service }: OpenStore, repeated: RunRef, runId: string): Promise<void> {
  const [before, after] = [await service.detail(repeated.runId), await service.detail(runId)];
  const refs = [repeated, { storeDir: dir, runId }];
  if (after.row.status !== 'FINISHED') {
    const open = 'Open Run';
    const why = after.row.error ? `: ${after.row.error}` : '';
    const choice = await vscode.window.showWarningMessage(`${after.row.name}, which repeats ${before.row.name}, did not end well${why}`, open);
    if (choice === open) await vscode.commands.executeCommand('trialbook.openRun', refs[1]);
    return;
  }
  const found = verdict(before.metrics, after.metrics);
  const text = verdictText(found, before.row.name);
  await service.edit({ op: 'tag', runIds: [runId], key: VERDICT_TAG, value: text });
  const compare = 'Compare Runs';
  const choice = await vscode.window.showInformationMessage(`${after.row.name}: ${text}.`, compare);
  if (choice === compare) await vscode.commands.executeCommand('trialbook.compare', refs);
}
