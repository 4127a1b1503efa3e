import type { SeriesView } from '../../../src/core/series';
import type { Range } from './range';
import type { XAxis } from './ticks';

/** What several charts ask for at once. */
export interface SeriesAsk {
  readonly keys: readonly string[];
  readonly axis: XAxis;
  /** as the axis has it; null: all */
  readonly range: Range | null;
  readonly px: number;
  /** only of these runs; null: of all that are shown */
  readonly only: ReadonlySet<string> | null;
}

interface Batch {
  readonly keys: Set<string>;
  readonly views: Promise<readonly SeriesView[]>;
}

/** Charts of nearly the same width ask for the same width, and so together. */
const pxStep = 50;
const mostPx = 4000;
/** What one request may ask for, see src/protocol. */
const mostKeys = 200;

/** Charts that ask at the same moment for the same stretch share one request. */
export class SeriesBatches {
  private readonly batches = new Map<string, Batch>();

  constructor(private readonly send: (ask: SeriesAsk) => Promise<readonly SeriesView[]>) {}

  async get(key: string, rest: Omit<SeriesAsk, 'keys'>): Promise<readonly SeriesView[]> {
    const ask = { ...rest, px: Math.min(mostPx, Math.ceil(rest.px / pxStep) * pxStep) };
    const name = JSON.stringify([ask.axis, ask.range, ask.px, ask.only && [...ask.only].sort()]);
    let batch = this.batches.get(name);
    if (!batch || batch.keys.size >= mostKeys) batch = this.open(name, ask);
    batch.keys.add(key);
    return (await batch.views).filter((view) => view.key === key);
  }

  private open(name: string, ask: Omit<SeriesAsk, 'keys'>): Batch {
    const keys = new Set<string>();
    const views = Promise.resolve().then(() => {
      if (this.batches.get(name)?.keys === keys) this.batches.delete(name);
      return this.send({ ...ask, keys: [...keys] });
    });
    const batch = { keys, views };
    this.batches.set(name, batch);
    return batch;
  }
}
