import type { Database, Statement } from 'better-sqlite3';
import { addPoint, type Block, blockOf } from '../core/block';
import type { SeriesX } from '../core/series';
import { BLOCK_FAN, BLOCK_POINTS, pointsOf, RollupRows } from './rollup_rows';

/** What one journal wrote to a series. Times count from the run's `base_ms`. */
export interface Stream {
  readonly id: number;
  readonly count: number;
  readonly firstStep: number;
  readonly firstDt: number;
  readonly lastStep: number;
  readonly lastDt: number;
  readonly stepBack: number;
  readonly timeBack: number;
}

export interface Range {
  readonly x: SeriesX;
  readonly from: number;
  readonly to: number;
}

/** In units of x. */
export interface Widths {
  /** blocks are about as wide as a column, and no wider than two */
  readonly column: number;
  /** but those of level 1 may be as wide as this, before their points are read */
  readonly widest: number;
}

/** Each point is a block of its own. */
export const EACH_POINT: Widths = { column: -1, widest: -1 };

/** Reads a stream whose x never goes back, at the coarseness that a chart needs. */
export class StreamBlocks {
  private readonly rollups: RollupRows;
  private readonly points: Statement;
  private readonly edge: Readonly<Record<SeriesX, Statement>>;
  private readonly lastSeq: Statement;

  constructor(db: Database) {
    this.rollups = new RollupRows(db);
    this.points = db.prepare('SELECT step, dt, value FROM point WHERE stream = ? AND seq > ? AND seq <= ? ORDER BY seq').raw();
    this.lastSeq = db.prepare('SELECT last_seq FROM rollup WHERE stream = ? AND level = ? AND block = ?').pluck();
    const edge = (column: string) => db.prepare(`SELECT ${column} FROM rollup WHERE stream = ? AND level = 1 AND block = ?`).pluck();
    this.edge = { step: edge('last_step'), time: edge('last_dt') };
  }

  /** At least as many points as lie in the range, and not many more. */
  estimate(stream: Stream, range: Range): number {
    const { from, to } = this.blocksIn(stream, range);
    return Math.min(stream.count, (to - from) * BLOCK_POINTS + (stream.count % BLOCK_POINTS));
  }

  /**
   * Blocks that together hold each point of the range once, in order.
   * @param perBlock about how many points may go into one block
   */
  read(stream: Stream, range: Range, perBlock: number, widths: Widths): Block[] {
    const found: Block[] = [];
    const { from, to } = this.blocksIn(stream, range);
    let level = 1;
    while (pointsOf(level + 1) <= perBlock) level++;
    const whole = Math.floor(stream.count / BLOCK_POINTS);
    // The blocks of each level that have no block above them yet, from the highest level down.
    for (let start = 0; level > 0; level--) {
      const size = BLOCK_FAN ** (level - 1);
      const end = Math.floor(whole / size);
      const first = Math.max(start, Math.floor(from / size));
      const last = Math.min(end, Math.ceil(to / size)) - 1;
      if (first <= last) this.expand(stream, level, first, last, range, widths, found);
      start = end * BLOCK_FAN;
    }
    if (stream.count > whole * BLOCK_POINTS) this.expandPoints(stream, whole, Infinity, range, widths, found);
    return found;
  }

  private expand(stream: Stream, level: number, from: number, to: number, range: Range, widths: Widths, found: Block[]): void {
    const widest = level === 1 ? widths.widest : 2 * widths.column;
    let open = -1;
    const refine = (end: number) => {
      if (open >= 0 && level === 1) this.expandPoints(stream, open, end, range, widths, found);
      else if (open >= 0) this.expand(stream, level - 1, open * BLOCK_FAN, end * BLOCK_FAN - 1, range, widths, found);
      open = -1;
    };
    for (const block of this.rollups.read(stream.id, level, from, to)) {
      const [first, last] = spanOf(block, range.x);
      if (first >= range.from && last <= range.to && last - first <= widest) {
        refine(block.index);
        found.push(block);
      } else if (open < 0) {
        open = block.index;
      }
    }
    refine(to + 1);
  }

  /** The points of the blocks of level 1 from one index up to, and without, another. */
  private expandPoints(stream: Stream, from: number, to: number, range: Range, { column }: Widths, found: Block[]): void {
    const after = from === 0 ? -1 : (this.lastSeq.get(stream.id, 1, from - 1) as number);
    const until = to === Infinity ? Number.MAX_SAFE_INTEGER : (this.lastSeq.get(stream.id, 1, to - 1) as number);
    let block: Block | undefined;
    let start = 0;
    for (const [step, dt, value] of this.points.all(stream.id, after, until) as [number, number, number | null][]) {
      const at = range.x === 'step' ? step : dt;
      if (at < range.from || at > range.to) continue;
      if (block && at - start <= column) {
        addPoint(block, step, dt, value);
      } else {
        block = blockOf(step, dt, value);
        start = at;
        found.push(block);
      }
    }
  }

  /** The blocks of level 1 that have points in the range: from one index up to, and without, another. */
  private blocksIn(stream: Stream, range: Range): { from: number; to: number } {
    const whole = Math.floor(stream.count / BLOCK_POINTS);
    const [first, last] = range.x === 'step' ? [stream.firstStep, stream.lastStep] : [stream.firstDt, stream.lastDt];
    const from = range.from <= first ? 0 : this.search(stream, whole, range, (end) => end >= range.from);
    const to = range.to >= last ? whole : Math.min(whole, this.search(stream, whole, range, (end) => end > range.to) + 1);
    return { from, to };
  }

  /** The first block of level 1 whose last x fulfils a condition that all later ones fulfil too; their number if none does. */
  private search(stream: Stream, whole: number, { x }: Range, holds: (end: number) => boolean): number {
    let [low, high] = [0, whole];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(this.edge[x].get(stream.id, middle) as number)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function spanOf(block: Block, x: SeriesX): [number, number] {
  return x === 'step' ? [block.firstStep, block.lastStep] : [block.firstTime, block.lastTime];
}
