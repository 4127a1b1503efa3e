import type { XAxis } from './ticks';

export interface Pointer {
  readonly axis: XAxis;
  readonly x: number;
}

/** What charts, tables and legends of a page share while the person points: one crosshair and one run. */
export class ChartGroup {
  private at: Pointer | undefined;
  private run: string | undefined;
  private readonly listeners = new Set<() => void>();

  get pointer(): Pointer | undefined {
    return this.at;
  }

  get hoveredRun(): string | undefined {
    return this.run;
  }

  point(pointer: Pointer | undefined, runId: string | undefined): void {
    if (pointer?.x === this.at?.x && pointer?.axis === this.at?.axis && runId === this.run) return;
    this.at = pointer;
    this.run = runId;
    for (const listener of this.listeners) listener();
  }

  /** Returns how to stop listening. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
