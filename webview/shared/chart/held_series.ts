import type { SeriesView } from '../../../src/core/series';
import type { Range } from './range';

/**
 * Gets the series of a chart: all of them from beginning to end, or what lies in a range.
 * @param only of these runs alone; null: of all
 */
export type FetchSeries = (range: Range | null, px: number, only: ReadonlySet<string> | null) => Promise<readonly SeriesView[]>;

interface Wanted {
  readonly range: Range | null;
  readonly px: number;
  readonly only: ReadonlySet<string> | null;
}

/**
 * What a chart holds of its series: the whole, always, and the exact piece of the last zoom. One request is under way at a
 * time; of those that come meanwhile the last counts.
 */
export class HeldSeries {
  private whole: readonly SeriesView[] = [];
  private exact: { readonly range: Range; readonly views: readonly SeriesView[] } | undefined;
  private wanted: Wanted | undefined;
  private busy = false;
  private dropped = 0;

  /** @param arrived told after each reply; with an error if the request failed */
  constructor(
    private readonly fetch: FetchSeries,
    private readonly arrived: (error?: unknown) => void,
  ) {}

  /** The best that is held for a range; null: all of it. */
  views(range: Range | null): readonly SeriesView[] {
    const { exact } = this;
    return range && exact && covers(exact.range, range) ? exact.views : this.whole;
  }

  /** Another stretch is to be seen. Where every point is held already, nothing has to be asked. */
  see(range: Range | null, px: number): void {
    if (range ? !this.isWholeRaw() : this.whole.length === 0) this.want({ range, px, only: null });
  }

  /** There may be more points than are held, of all runs or of some. */
  refresh(range: Range | null, px: number, only: ReadonlySet<string> | null): void {
    this.want({ range, px, only });
  }

  /** Other series are wanted from now on. */
  drop(): void {
    this.whole = [];
    this.exact = undefined;
    this.dropped += 1;
  }

  private want(wanted: Wanted): void {
    const waiting = this.wanted;
    const only = waiting && (waiting.only === null || wanted.only === null) ? null : new Set([...(waiting?.only ?? []), ...(wanted.only ?? [])]);
    this.wanted = { ...wanted, only: wanted.only === null ? null : only };
    void this.work();
  }

  private isWholeRaw(): boolean {
    return this.whole.length > 0 && this.whole.every((view) => view.raw);
  }

  private async work(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.wanted) {
        const wanted = this.wanted;
        this.wanted = undefined;
        await this.get(wanted);
      }
    } finally {
      this.busy = false;
    }
  }

  private async get({ range, px, only }: Wanted): Promise<void> {
    const { dropped } = this;
    // What is held point by point is asked for as a whole: it may have outgrown that.
    const piece = range && !this.isWholeRaw() && this.whole.length > 0 ? widened(range) : null;
    try {
      const views = await this.fetch(piece, px, only);
      if (dropped !== this.dropped) return;
      if (!piece) this.whole = only ? replaced(this.whole, views, only) : views;
      else {
        const before = only && this.exact && covers(this.exact.range, piece) ? this.exact.views : undefined;
        if (only && !before) this.wanted ??= { range, px, only: null };
        else this.exact = { range: piece, views: only && before ? replaced(before, views, only) : views };
      }
      this.arrived();
      if (range && !piece && !this.isWholeRaw()) this.wanted ??= { range, px, only: null };
    } catch (error) {
      if (dropped === this.dropped) this.arrived(error);
    }
  }
}

function replaced(views: readonly SeriesView[], by: readonly SeriesView[], only: ReadonlySet<string>): SeriesView[] {
  return [...views.filter(({ runId }) => !only.has(runId)), ...by];
}

/** A line that leaves the chart has to be known a little beyond its edge. */
function widened({ min, max }: Range): Range {
  const more = (max - min) * 0.1;
  return { min: min - more, max: max + more };
}

function covers(outer: Range, inner: Range): boolean {
  return outer.min <= inner.min && outer.max >= inner.max;
}
