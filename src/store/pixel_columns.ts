import type { Database, Statement } from 'better-sqlite3';
import { type Block, blockOf, countValue } from '../core/block';
import type { SeriesX } from '../core/series';
import type { Range, Stream } from './stream_blocks';

type Row = [step: number, dt: number, value: number | null];

/**
 * Reads streams that run beside each other or go back in x: every point is looked at and put into its pixel's column.
 * Exact as stored blocks are, and slower.
 */
export class PixelColumns {
  private readonly extent: Readonly<Record<SeriesX, Statement>>;
  private readonly points: Readonly<Record<SeriesX, Statement>>;

  constructor(db: Database) {
    const streams = 'stream IN (SELECT value FROM json_each(?))';
    const extent = (x: string) => db.prepare(`SELECT min(${x}), max(${x}), count(*) FROM point WHERE ${streams} AND ${x} >= ? AND ${x} <= ?`).raw();
    const points = (x: string) => db.prepare(`SELECT step, dt, value FROM point WHERE ${streams} AND ${x} >= ? AND ${x} <= ?`).raw();
    this.extent = { step: extent('step'), time: extent('dt') };
    this.points = { step: points('step'), time: points('dt') };
  }

  read(streams: readonly Stream[], { x, from, to }: Range, pixels: number): Block[] {
    const values = [JSON.stringify(streams.map(({ id }) => id)), from, to];
    const [low, high, count] = this.extent[x].get(...values) as [number, number, number];
    if (count === 0) return [];
    const rows = this.points[x].iterate(...values) as IterableIterator<Row>;
    if (count <= 2 * pixels) return [...rows].sort((a, b) => compare(a, b, x)).map((row) => blockOf(...row));
    const width = (high - low) / pixels || 1;
    const columns: Block[] = [];
    for (const row of rows) {
      const column = Math.min(pixels - 1, Math.floor(((x === 'step' ? row[0] : row[1]) - low) / width));
      const block = columns[column];
      if (block) addInAnyOrder(block, row, x);
      else columns[column] = blockOf(...row);
    }
    return columns.filter((block) => block !== undefined);
  }
}

/** By x, then by what else tells points apart. */
function compare(a: Row, b: Row, x: SeriesX): number {
  return x === 'step' ? a[0] - b[0] || a[1] - b[1] : a[1] - b[1] || a[0] - b[0];
}

function addInAnyOrder(block: Block, row: Row, x: SeriesX): void {
  const [step, time, value] = row;
  if (compare(row, [block.firstStep, block.firstTime, null], x) < 0) {
    block.firstStep = step;
    block.firstTime = time;
    block.first = value;
  }
  if (compare(row, [block.lastStep, block.lastTime, null], x) >= 0) {
    block.lastStep = step;
    block.lastTime = time;
    block.last = value;
  }
  countValue(block, step, time, value);
}
