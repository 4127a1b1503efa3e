import type * as vscode from 'vscode';
import { ExecutionEvents, type ExecutionEvent } from '../../notebook/execution_events';
import { changeOf, keyOf, placeOf } from './notebook_cells';
import type { KernelSession } from './kernel_session';
import type { CellFacts } from './session_recorder';

/** A cell's id comes one event after a new cell; so long it is waited for. */
const ID_MS = 150;
/** Executions that are kept for as long as nobody has said whether the notebook is tracked. */
const MOST_WAITING = 200;

type Step = { readonly begin: CellFacts; readonly cell: vscode.NotebookCell } | { readonly end: Extract<ExecutionEvent, { type: 'end' }>; readonly cell: vscode.NotebookCell | undefined };

/**
 * Follows the executions of one open notebook, tracked or not: whoever decides to track it after its first cell has begun
 * shall have that one too.
 */
export class FollowedNotebook implements vscode.Disposable {
  private events: ExecutionEvents;
  private readonly cells = new Map<string, vscode.NotebookCell>();
  private readonly orders = new Map<number, number | undefined>();
  private waiting: Step[] = [];
  private forId: { readonly begin: CellFacts; readonly cell: vscode.NotebookCell; readonly timer: NodeJS.Timeout } | undefined;
  private session: KernelSession | undefined;

  /**
   * @param lastOrder the highest number that was seen of the kernel, where it was followed before
   * @param onFirstCell a cell has begun, and nobody has said whether the notebook is tracked
   */
  constructor(
    readonly notebook: vscode.NotebookDocument,
    lastOrder: number,
    private readonly onFirstCell: () => void,
  ) {
    this.events = new ExecutionEvents(lastOrder);
  }

  get lastOrder(): number {
    return this.events.last;
  }

  /** From now on, and with what has been seen so far, cells are recorded there; undefined: nowhere. */
  recordInto(session: KernelSession | undefined): void {
    this.session = session;
    const steps = this.waiting.splice(0);
    if (session) for (const step of steps) this.record(step, session);
  }

  /** The notebook is a followed one under another name: the kernel goes on counting, and the session recording. */
  continueFrom(former: FollowedNotebook, session: KernelSession): void {
    this.events = new ExecutionEvents(former.events.last, former.events.count);
    this.recordInto(session);
  }

  changed({ contentChanges, cellChanges }: vscode.NotebookDocumentChangeEvent): void {
    const now = Date.now();
    const added = new Set(contentChanges.flatMap(({ addedCells }) => addedCells.map(keyOf)));
    const removed = contentChanges.flatMap(({ removedCells }) => removedCells.map(keyOf)).filter((key) => !added.has(key));
    if (removed.length > 0) this.take(this.events.removed(removed, now));
    for (const { cell, executionSummary, metadata } of cellChanges) {
      if (metadata && this.forId?.cell === cell) this.flush();
      if (!executionSummary) continue;
      this.cells.set(keyOf(cell), cell);
      const change = changeOf(cell);
      if (change.order === undefined && change.success === undefined) this.session?.queued();
      this.take(this.events.changed(change, now));
    }
  }

  /** The kernel was restarted, or died. */
  kernelGone(): void {
    this.take(this.events.kernelGone(Date.now()));
  }

  dispose(): void {
    this.take(this.events.kernelGone(Date.now()));
    this.flush();
  }

  private take(events: readonly ExecutionEvent[]): void {
    for (const event of events) {
      const cell = event.type === 'another-kernel' ? undefined : this.cells.get(event.key);
      if (event.type === 'another-kernel') this.anotherKernel();
      else if (event.type === 'end') this.step({ end: event, cell });
      else if (cell) this.began(event, cell);
    }
  }

  private began({ execution, source, order, startMs }: Extract<ExecutionEvent, { type: 'begin' }>, cell: vscode.NotebookCell): void {
    this.orders.set(execution, order);
    const begin = { execution, source, order, startMs, ...placeOf(cell) };
    if (begin.id !== undefined || !this.hasIds()) return this.step({ begin, cell });
    this.flush();
    this.forId = { begin, cell, timer: setTimeout(() => this.flush(), ID_MS) };
  }

  private flush(): void {
    const { forId } = this;
    if (!forId) return;
    this.forId = undefined;
    clearTimeout(forId.timer);
    this.step({ begin: { ...forId.begin, id: placeOf(forId.cell).id }, cell: forId.cell });
  }

  private step(step: Step): void {
    this.flush();
    if (this.session) return this.record(step, this.session);
    if (this.waiting.length < MOST_WAITING * 2) this.waiting.push(step);
    if ('begin' in step) this.onFirstCell();
  }

  private record(step: Step, session: KernelSession): void {
    if ('begin' in step) return session.begin(step.begin);
    const { execution, success, endMs } = step.end;
    session.end({ execution, order: this.orders.get(execution), success, endMs, outputs: step.cell?.outputs ?? [] }, this.events.last);
    this.orders.delete(execution);
  }

  private anotherKernel(): void {
    this.waiting = [];
    this.session?.kernelGone('FINISHED');
  }

  private hasIds(): boolean {
    return this.notebook.getCells().some((cell) => placeOf(cell).id !== undefined);
  }
}
