import type { SeriesView } from '../../../src/core/series';
import type { Range } from './range';

/** Gets the series of a chart: all of them from beginning to end, or what lies in a range. */
export type FetchSeries = (range: Range | null, px: number) => Promise<readonly SeriesView[]>;

interface Wanted {
  readonly range: Range | null;
  readonly px: number;
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

  /** Asks for what is to be seen. Points between held points there can be none of, where every point is held already. */
  ask(range: Range | null, px: number, { moved = false } = {}): void {
    if (range && !moved && this.isWholeRaw()) return;
    this.wanted = { range, px };
    void this.work();
  }

  /** Other series are wanted from now on. */
  drop(): void {
    this.whole = [];
    this.exact = undefined;
    this.dropped += 1;
  }

  private isWholeRaw(): boolean {
    return this.whole.length > 0 && this.whole.every((view) => view.raw);
  }

  private async work(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.wanted) {
        const { range, px } = this.wanted;
        this.wanted = undefined;
        await this.get(range, px);
      }
    } finally {
      this.busy = false;
    }
  }

  private async get(range: Range | null, px: number): Promise<void> {
    const { dropped } = this;
    // A piece that was thinned once stays thinned, so a live zoom of raw series asks for the whole.
    const piece = this.isWholeRaw() || this.whole.length === 0 ? null : range;
    const asked = piece && widened(piece);
    try {
      const views = await this.fetch(asked, px);
      if (dropped !== this.dropped) return;
      if (asked) this.exact = { range: asked, views };
      else this.whole = views;
      this.arrived();
    } catch (error) {
      if (dropped === this.dropped) this.arrived(error);
    }
    if (range && !piece && dropped === this.dropped && !this.isWholeRaw()) this.wanted ??= { range, px };
  }
}

/** A line that leaves the chart has to be known a little beyond its edge. */
function widened({ min, max }: Range): Range {
  const more = (max - min) * 0.1;
  return { min: min - more, max: max + more };
}

function covers(outer: Range, inner: Range): boolean {
  return outer.min <= inner.min && outer.max >= inner.max;
}
