/** What the editor says of a cell when its execution changes. */
export interface CellChange {
  /** names the cell while its notebook is open */
  readonly key: string;
  /** its source at this moment */
  readonly source: string;
  /** the number beside it */
  readonly order: number | undefined;
  /** how its last execution ended */
  readonly success: boolean | undefined;
  readonly timing: { readonly startTime: number; readonly endTime: number } | undefined;
}

/** What a change of a cell means. Executions are numbered from 0 for as long as their notebook is open. */
export type ExecutionEvent =
  /** The kernel counts from the beginning again, so it is another one. */
  | { readonly type: 'another-kernel' }
  | { readonly type: 'begin'; readonly execution: number; readonly key: string; readonly source: string; readonly order: number | undefined; readonly startMs: number }
  /** `success` is undefined where it was cut short. */
  | { readonly type: 'end'; readonly execution: number; readonly key: string; readonly success: boolean | undefined; readonly endMs: number };

interface Known {
  /** Its source when it was queued; an execution has to be queued before it begins. */
  queued: string | undefined;
  running: { readonly execution: number; readonly order: number | undefined } | undefined;
}

/**
 * Reads begins and ends of executions out of the changes that the editor tells of a notebook's cells:
 *
 * - nothing at all says that the cell was queued, or that its outputs were cleared;
 * - a number without times, that the kernel has begun with it (or, where the cell was not queued, that a file with
 *   numbers was read);
 * - success or times, that it is over, and that comes twice.
 *
 * Kernels that do not count tell only the end.
 */
export class ExecutionEvents {
  private readonly cells = new Map<string, Known>();

  /**
   * @param lastOrder the highest number seen of this kernel, where it was followed before
   * @param next the number of the first execution
   */
  constructor(
    private lastOrder = 0,
    private next = 0,
  ) {}

  /** The highest number that a cell of this kernel was given. */
  get last(): number {
    return this.lastOrder;
  }

  /** How many executions have begun. */
  get count(): number {
    return this.next;
  }

  changed(change: CellChange, atMs: number): ExecutionEvent[] {
    const { key, source, order, success, timing } = change;
    const known = this.cells.get(key) ?? { queued: undefined, running: undefined };
    this.cells.set(key, known);
    if (success !== undefined || timing !== undefined) return this.over(known, change, atMs);
    if (order === undefined) {
      // Cleared while it runs: it goes on, and will end. Else it waits, with the source that it may be run with.
      if (!known.running) known.queued = source;
      return [];
    }
    if (known.queued === undefined) return [];
    return this.begin(known, key, source, order, atMs);
  }

  /** Cells were taken out of the notebook; what ran in them is cut short. A cell that moved is not gone. */
  removed(keys: readonly string[], atMs: number): ExecutionEvent[] {
    return keys.flatMap((key) => {
      const known = this.cells.get(key);
      this.cells.delete(key);
      return known ? cutShort(key, known, atMs) : [];
    });
  }

  /** The kernel is gone: what ran is cut short, and the next kernel counts from the beginning. What is queued may be for that one. */
  kernelGone(atMs: number): ExecutionEvent[] {
    this.lastOrder = 0;
    return [...this.cells].flatMap(([key, known]) => cutShort(key, known, atMs));
  }

  private begin(known: Known, key: string, source: string, order: number | undefined, startMs: number): ExecutionEvent[] {
    const another = order !== undefined && order <= this.lastOrder;
    const before: ExecutionEvent[] = another ? [...this.kernelGone(startMs), { type: 'another-kernel' }] : [];
    const execution = this.next++;
    known.queued = undefined;
    known.running = { execution, order };
    if (order !== undefined) this.lastOrder = order;
    return [...before, { type: 'begin', execution, key, source, order, startMs }];
  }

  private over(known: Known, { key, order, success, timing }: CellChange, atMs: number): ExecutionEvent[] {
    const begun = known.running || known.queued === undefined ? [] : this.begin(known, key, known.queued, order, timing?.startTime ?? atMs);
    const { running } = known;
    if (!running) return [];
    known.running = undefined;
    return [...begun, { type: 'end', execution: running.execution, key, success, endMs: timing?.endTime ?? atMs }];
  }
}

function cutShort(key: string, known: Known, endMs: number): ExecutionEvent[] {
  const { running } = known;
  known.running = undefined;
  return running ? [{ type: 'end', execution: running.execution, key, success: undefined, endMs }] : [];
}
