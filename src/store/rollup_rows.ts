import type { Database, Statement } from 'better-sqlite3';
import { addBlock, type Block } from '../core/block';

/** Points of a block of level 1. */
export const BLOCK_POINTS = 64;

/** Blocks of one level that make one of the next. */
export const BLOCK_FAN = 4;

/** How many points a block of this level covers. */
export function pointsOf(level: number): number {
  return BLOCK_POINTS * BLOCK_FAN ** (level - 1);
}

/** A block as it is stored: whole, and with the sequence number of its last point. */
export interface StoredBlock extends Block {
  readonly index: number;
  readonly lastSeq: number;
}

const COLUMNS = `last_seq, nans, sum, first_step, first_dt, first, last_step, last_dt, last, min_step, min_dt, min, max_step, max_dt, max`;

/** Writes the blocks of streams, each once, and reads them. Times count from the run's `base_ms`. */
export class RollupRows {
  private readonly insert: Statement;
  private readonly select: Statement;

  constructor(db: Database) {
    this.insert = db.prepare(`INSERT INTO rollup (stream, level, block, ${COLUMNS}) VALUES (${Array(18).fill('?').join(', ')})`);
    this.select = db
      .prepare(`SELECT block, ${COLUMNS} FROM rollup WHERE stream = ? AND level = ? AND block BETWEEN ? AND ? ORDER BY block`)
      .raw();
  }

  write(stream: number, level: number, index: number, lastSeq: number, b: Block): void {
    this.insert.run(
      stream, level, index, lastSeq, b.nanCount, b.sum, b.firstStep, b.firstTime, b.first, b.lastStep, b.lastTime, b.last,
      b.minStep, b.minTime, b.min, b.maxStep, b.maxTime, b.max,
    );
  }

  /** The stored blocks from one index to another, both included. */
  read(stream: number, level: number, from: number, to: number): StoredBlock[] {
    const count = pointsOf(level);
    return (this.select.all(stream, level, from, to) as (number | null)[][]).map((row) => blockOfRow(row, count));
  }

  /** Writes the blocks of the higher levels that are whole now that level 1 has grown from `before` to `after` blocks. */
  climb(stream: number, before: number, after: number): void {
    for (let level = 2; ; level++) {
      const from = Math.floor(before / BLOCK_FAN ** (level - 1));
      const to = Math.floor(after / BLOCK_FAN ** (level - 1));
      if (to === 0) return;
      for (let index = from; index < to; index++) {
        const [first, ...rest] = this.read(stream, level - 1, index * BLOCK_FAN, index * BLOCK_FAN + BLOCK_FAN - 1);
        if (!first || rest.length !== BLOCK_FAN - 1) throw new Error(`rollup of stream ${stream} lacks blocks of level ${level - 1}`);
        let lastSeq = first.lastSeq;
        for (const block of rest) {
          addBlock(first, block);
          lastSeq = block.lastSeq;
        }
        this.write(stream, level, index, lastSeq, first);
      }
    }
  }
}

function blockOfRow(row: readonly (number | null)[], count: number): StoredBlock {
  const [
    index, lastSeq, nanCount, sum, firstStep, firstTime, first, lastStep, lastTime, last, minStep, minTime, min, maxStep, maxTime, max,
  ] = row as number[];
  return {
    index, lastSeq, count, nanCount, sum: sum ?? NaN, firstStep, firstTime, first, lastStep, lastTime, last,
    minStep, minTime, min, maxStep, maxTime, max,
  } as StoredBlock;
}
