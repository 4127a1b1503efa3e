import type { SeriesView } from '../../src/core/series';
import { unpackSeries } from '../../src/protocol/packed_series';
import type { RunPageContract } from '../../src/protocol/run_page';
import type { Range } from '../shared/chart/range';
import type { XAxis } from '../shared/chart/ticks';
import type { Host } from '../shared/host';

interface Batch {
  readonly keys: Set<string>;
  readonly views: Promise<readonly SeriesView[]>;
}

/** Gets series from the host; charts that ask at the same moment for the same stretch share one request. */
export class SeriesClient {
  private readonly batches = new Map<string, Batch>();

  constructor(
    private readonly host: Pick<Host<RunPageContract>, 'request'>,
    private readonly startMs: () => number,
  ) {}

  /** @param range as the axis has it */
  async get(key: string, axis: XAxis, range: Range | null, px: number): Promise<readonly SeriesView[]> {
    const shift = axis === 'relative' ? this.startMs() : 0;
    const ask = {
      x: axis === 'step' ? 'step' as const : 'time' as const,
      px: Math.min(4000, Math.ceil(px / pxStep) * pxStep),
      ...(range ? { from: range.min + shift, to: range.max + shift } : {}),
    };
    const name = JSON.stringify(ask);
    const batch = this.batches.get(name) ?? this.open(name, ask);
    batch.keys.add(key);
    return (await batch.views).filter((view) => view.key === key);
  }

  private open(name: string, ask: Omit<Parameters<typeof this.send>[0], 'keys'>): Batch {
    const keys = new Set<string>();
    const views = Promise.resolve().then(() => {
      this.batches.delete(name);
      return this.send({ ...ask, keys: [...keys].slice(0, mostKeys) });
    });
    const batch = { keys, views };
    this.batches.set(name, batch);
    return batch;
  }

  private async send(ask: { keys: string[]; x: 'step' | 'time'; px: number; from?: number; to?: number }): Promise<readonly SeriesView[]> {
    return (await this.host.request('series', ask)).map(unpackSeries);
  }
}

/** Charts of nearly the same width ask for the same width, and so together. */
const pxStep = 50;
/** What one request may ask for (src/protocol/run_page.ts). */
const mostKeys = 200;
