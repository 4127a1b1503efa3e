import type { Database, Statement } from 'better-sqlite3';
import { addBlock, type Block, bucketOf } from '../core/block';
import type { Point, SeriesView, SeriesX } from '../core/series';
import type { Names } from './names';
import { PixelColumns } from './pixel_columns';
import type { PointsRequest, SeriesRequest } from './service';
import { BLOCK_POINTS } from './rollup_rows';
import { EACH_POINT, type Range, type Stream, StreamBlocks } from './stream_blocks';

interface Series {
  readonly run: number;
  readonly runId: string;
  readonly baseMs: number;
  readonly name: number;
  readonly key: string;
  readonly count: number;
}

/** A series of up to this many points a pixel is given point by point. */
const RAW_POINTS_PER_PIXEL = 2;

/** Neighbours are put together up to this width. */
const BUCKET_PIXELS = 1.5;

/** A chart of many series has wider buckets, so that it is not more than this of them. */
const MOST_BUCKETS = 40_000;

/** About so many points are read one by one at most, where stored blocks are somewhat too wide. */
const MOST_POINTS = 600_000;

/** Reads series for charts and tables: as many buckets as a chart has use for, each exact. */
export class SeriesReader {
  private readonly blocks: StreamBlocks;
  private readonly columns: PixelColumns;
  private readonly selectSeries: Statement;
  private readonly selectStreams: Statement;

  constructor(
    private readonly db: Database,
    private readonly names: Names,
  ) {
    this.blocks = new StreamBlocks(db);
    this.columns = new PixelColumns(db);
    this.selectSeries = db.prepare(
      'SELECT r.id AS run, r.run_id AS runId, r.base_ms AS baseMs, s.name, s.count FROM run r JOIN series s ON s.run = r.id WHERE r.run_id = ? AND s.name = ?',
    );
    this.selectStreams = db.prepare(
      `SELECT id, count, first_step AS firstStep, first_dt AS firstDt, last_step AS lastStep, last_dt AS lastDt, step_back AS stepBack, time_back AS timeBack
       FROM stream WHERE run = ? AND name = ?`,
    );
  }

  /** Runs and keys that have no points are left out. */
  views(request: SeriesRequest): SeriesView[] {
    return this.db.transaction(() => {
      const views: SeriesView[] = [];
      const fineness = finenessOf(request);
      for (const runId of request.runIds) {
        for (const key of request.keys) {
          const series = this.find(runId, key);
          if (series) views.push(this.view(series, request, fineness));
        }
      }
      return views;
    })();
  }

  points({ runId, key, offset = 0, limit = 10_000 }: PointsRequest): Point[] {
    const series = this.find(runId, key);
    if (!series) return [];
    const streams = this.streams(series);
    const [only] = streams;
    const inOrder = streams.length === 1 && only?.stepBack === 0;
    const sql = `SELECT step, ? + dt AS timeMs, value FROM point WHERE stream IN (SELECT value FROM json_each(?))
      ORDER BY ${inOrder ? 'stream, seq' : 'step, dt, stream, seq'} LIMIT ? OFFSET ?`;
    return this.db.prepare(sql).all(series.baseMs, JSON.stringify(streams.map(({ id }) => id)), limit, offset) as Point[];
  }

  private find(runId: string, key: string): Series | undefined {
    const row = this.selectSeries.get(runId, this.names.find(key) ?? -1) as Omit<Series, 'key'> | undefined;
    return row && { ...row, key };
  }

  private streams(series: Series): Stream[] {
    return this.selectStreams.all(series.run, series.name) as Stream[];
  }

  private view(series: Series, { x, from = -Infinity, to = Infinity }: SeriesRequest, fineness: Fineness): SeriesView {
    const start = x === 'time' ? series.baseMs : 0;
    const streams = this.streams(series).sort((a, b) => firstOf(a, x) - firstOf(b, x));
    const range = { x, from: from - start, to: to - start };
    const blocks = followEachOther(streams, x) ? this.read(streams, range, fineness) : this.columns.read(streams, range, fineness.pixels);
    const buckets = blocks.map((block) => bucketOf(block, x, start));
    return {
      runId: series.runId,
      key: series.key,
      x,
      count: buckets.reduce((sum, bucket) => sum + bucket.count, 0),
      total: series.count,
      raw: buckets.every((bucket) => bucket.count === 1),
      buckets,
    };
  }

  private read(streams: readonly Stream[], range: Range, { pixels, columns, widest }: Fineness): Block[] {
    const low = Math.max(range.from, Math.min(...streams.map((stream) => firstOf(stream, range.x))));
    const high = Math.min(range.to, Math.max(...streams.map((stream) => lastOf(stream, range.x))));
    const column = (high - low) / columns;
    const estimate = streams.reduce((sum, stream) => sum + this.blocks.estimate(stream, range), 0);
    if (estimate <= RAW_POINTS_PER_PIXEL * pixels) return streams.flatMap((stream) => this.blocks.read(stream, range, 0, EACH_POINT));
    const perBlock = (2 * estimate) / columns;
    const widths = { column, widest: widest * column };
    return joined(streams.flatMap((stream) => this.blocks.read(stream, range, perBlock, widths)), range.x, BUCKET_PIXELS * column);
  }
}

/** How finely the series of one chart are read. */
interface Fineness {
  /** width of the chart */
  readonly pixels: number;
  /** about as many buckets as this for each series */
  readonly columns: number;
  /** a stored block up to this many columns wide need not be read point by point */
  readonly widest: number;
}

/** By how many series a chart draws: each key has a chart of its own. */
function finenessOf({ px, runIds }: SeriesRequest): Fineness {
  const pixels = Math.max(1, Math.floor(px));
  const columns = Math.min(pixels, Math.max(100, Math.floor(MOST_BUCKETS / runIds.length)));
  return { pixels, columns, widest: Math.max(2, (BLOCK_POINTS * columns * runIds.length) / MOST_POINTS) };
}

/** Neighbours put together as long as the whole is no wider than this. */
function joined(blocks: readonly Block[], x: SeriesX, width: number): Block[] {
  const out: Block[] = [];
  let last: Block | undefined;
  for (const block of blocks) {
    const span = last && (x === 'step' ? block.lastStep - last.firstStep : block.lastTime - last.firstTime);
    if (last && span !== undefined && span <= width) {
      addBlock(last, block);
    } else {
      last = block;
      out.push(block);
    }
  }
  return out;
}

/** No stream goes back in x, and each begins where the one before has ended. */
function followEachOther(streams: readonly Stream[], x: SeriesX): boolean {
  return streams.every((stream, index) => {
    const before = streams[index - 1];
    return (x === 'step' ? stream.stepBack : stream.timeBack) === 0 && (!before || lastOf(before, x) <= firstOf(stream, x));
  });
}

function firstOf(stream: Stream, x: SeriesX): number {
  return x === 'step' ? stream.firstStep : stream.firstDt;
}

function lastOf(stream: Stream, x: SeriesX): number {
  return x === 'step' ? stream.lastStep : stream.lastDt;
}
