import * as vscode from 'vscode';
import { isStale } from '../../notebook/stale';
import type { NotebookMarks } from '../notebook/notebook_marks';

interface Count {
  readonly session: string;
  readonly stale: number;
}

/** How many cells of open notebooks show an output that is stale, by the session it came from. Of notebooks that are closed nothing is known. */
export class StaleCells implements vscode.Disposable {
  private readonly counts = new Map<vscode.NotebookDocument, Count>();
  private readonly changed = new vscode.EventEmitter<readonly string[]>();
  /** The sessions whose count has changed. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly marks: Pick<NotebookMarks, 'current' | 'onDidChangeMarks'>) {
    this.subscriptions = [
      this.changed,
      marks.onDidChangeMarks((document) => this.set(document, this.count(document))),
      vscode.workspace.onDidCloseNotebookDocument((document) => this.set(document, undefined)),
    ];
  }

  /** Of a kernel session. */
  of(runId: string): number {
    return [...this.counts.values()].find(({ session }) => session === runId)?.stale ?? 0;
  }

  dispose(): void {
    for (const item of this.subscriptions) item.dispose();
  }

  private count(document: vscode.NotebookDocument): Count | undefined {
    const marked = this.marks.current(document);
    if (!marked?.session) return undefined;
    const stale = [...marked.marks.values()].filter(({ state }) => state !== null && isStale(state)).length;
    return { session: marked.session, stale };
  }

  private set(document: vscode.NotebookDocument, count: Count | undefined): void {
    const before = this.counts.get(document);
    if (count) this.counts.set(document, count);
    else this.counts.delete(document);
    if (before?.session === count?.session && before?.stale === count?.stale) return;
    this.changed.fire([...new Set([before, count].flatMap((one) => one?.session ?? []))]);
  }
}
