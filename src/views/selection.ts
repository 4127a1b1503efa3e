import * as vscode from 'vscode';
import type { RunRef } from '../host/open_store';

/** The one choice of runs in a window: the explorer's checkboxes and the comparison are two faces of it. */
export class RunSelection implements vscode.Disposable {
  private readonly chosen = new Map<string, RunRef>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  /** In the order in which they were chosen. */
  get refs(): readonly RunRef[] {
    return [...this.chosen.values()];
  }

  has(ref: RunRef): boolean {
    return this.chosen.has(key(ref));
  }

  /** Adds or takes away runs; fires once, and only where something changed. */
  set(refs: readonly RunRef[], chosen: boolean): void {
    let moved = false;
    for (const ref of refs) {
      if (this.has(ref) === chosen) continue;
      if (chosen) this.chosen.set(key(ref), { storeDir: ref.storeDir, runId: ref.runId });
      else this.chosen.delete(key(ref));
      moved = true;
    }
    if (moved) this.changed.fire();
  }

  clear(): void {
    this.set(this.refs, false);
  }

  dispose(): void {
    this.changed.dispose();
  }
}

function key(ref: RunRef): string {
  return `${ref.runId}@${ref.storeDir}`;
}
