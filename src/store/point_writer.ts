import type { Database, Statement } from 'better-sqlite3';
import { addPoint, type Block, blockOf } from '../core/block';
import type { Names } from './names';
import { BLOCK_POINTS, RollupRows } from './rollup_rows';
import { RunKeys } from './run_keys';
import { countPoint, SeriesRows, type SeriesSource, type SeriesState } from './series_state';

/** What one journal writes to one series, while points are put into it. */
interface StreamState {
  /** 0 until its first row is written */
  id: number;
  readonly series: SeriesState;
  readonly journal: number;
  readonly source: SeriesSource;
  count: number;
  lastSeq: number;
  firstStep: number;
  firstDt: number;
  lastStep: number;
  lastDt: number;
  stepBack: number;
  timeBack: number;
  /** whole blocks of level 1, written or in `blocks` */
  blockCount: number;
  /** the points behind the last whole block */
  tail: Block | null;
  blocks: { readonly lastSeq: number; readonly block: Block }[];
  /** rows that wait to be written: seq, step, dt, value, seq, … */
  waiting: (number | null)[];
}

/** Points written by one statement. */
const ROWS = 32;

/**
 * Puts points into streams, with their summaries and rollups. What it keeps between transactions holds only as long as
 * nobody else changes the store: `forget` when somebody did, or when a transaction failed.
 */
export class PointWriter {
  private readonly series = new Map<string, SeriesState>();
  /** by journal and source, then by key */
  private readonly streams = new Map<string, Map<string, StreamState>>();
  private streamCount = 0;
  private recent = { journal: -1, source: '', streams: new Map<string, StreamState>() };
  private readonly changed = new Set<StreamState>();
  private readonly seriesRows: SeriesRows;
  private readonly rollups: RollupRows;
  private readonly keys: RunKeys;
  private readonly selectStream: Statement;
  private readonly insertStream: Statement;
  private readonly updateStream: Statement;
  private readonly insertRow: Statement;
  private readonly insertRows: Statement;
  private readonly selectTail: Statement;
  private readonly selectBlockCount: Statement;
  private readonly selectPoint: Statement;
  private readonly deletePrinted: readonly Statement[];

  constructor(
    db: Database,
    private readonly names: Names,
  ) {
    this.seriesRows = new SeriesRows(db);
    this.rollups = new RollupRows(db);
    this.keys = new RunKeys(db);
    const columns = 'count, last_seq, first_step, first_dt, last_step, last_dt, step_back, time_back';
    this.selectStream = db
      .prepare(`SELECT id, ${columns} FROM stream WHERE run = ? AND name = ? AND journal = ? AND source = ?`)
      .raw();
    this.insertStream = db.prepare(
      'INSERT INTO stream (run, name, journal, source, count, last_seq, first_step, first_dt, last_step, last_dt, step_back, time_back) VALUES (?, ?, ?, ?, 0, 0, ?, ?, 0, 0, 0, 0)',
    );
    this.updateStream = db.prepare(
      'UPDATE stream SET count = ?, last_seq = ?, last_step = ?, last_dt = ?, step_back = ?, time_back = ? WHERE id = ?',
    );
    const row = '(?, ?, ?, ?, ?)';
    this.insertRow = db.prepare(`INSERT INTO point (stream, seq, step, dt, value) VALUES ${row}`);
    this.insertRows = db.prepare(`INSERT INTO point (stream, seq, step, dt, value) VALUES ${Array(ROWS).fill(row).join(', ')}`);
    this.selectTail = db
      .prepare(
        `SELECT step, dt, value FROM point WHERE stream = ?
         AND seq > coalesce((SELECT last_seq FROM rollup WHERE stream = ? AND level = 1 ORDER BY block DESC LIMIT 1), -1) ORDER BY seq`,
      )
      .raw();
    this.selectBlockCount = db.prepare('SELECT coalesce(max(block) + 1, 0) FROM rollup WHERE stream = ? AND level = 1').pluck();
    const printed = "FROM stream WHERE run = ? AND name = ? AND source = 'printed'";
    this.deletePrinted = [
      db.prepare(`DELETE FROM point WHERE stream IN (SELECT id ${printed})`),
      db.prepare(`DELETE FROM rollup WHERE stream IN (SELECT id ${printed})`),
      db.prepare(`DELETE ${printed}`),
      db.prepare("DELETE FROM series WHERE run = ? AND name = ? AND source = 'printed'"),
    ];
    this.selectPoint = db.prepare('SELECT 1 FROM point WHERE stream = ? AND seq = ?').pluck();
  }

  /**
   * Adds a point, if it is not there yet. Without a step it gets one more than the point of its series that came last.
   * @param dt milliseconds since the run's `base_ms`
   */
  add(run: number, journal: number, source: SeriesSource, key: string, seq: number, step: number | null, dt: number, value: number | null): boolean {
    const stream = this.stream(run, journal, source, key);
    const series = stream.series;
    if (stream.count > 0 && seq <= stream.lastSeq) return this.addLate(stream, seq, step ?? series.latestStep + 1, dt, value);
    const at = step ?? series.latestStep + 1;
    if (stream.count === 0) {
      stream.firstStep = at;
      stream.firstDt = dt;
    } else {
      if (at < stream.lastStep) stream.stepBack++;
      if (dt < stream.lastDt) stream.timeBack++;
    }
    this.push(stream, seq, at, dt, value);
    stream.lastSeq = seq;
    stream.lastStep = at;
    stream.lastDt = dt;
    if (stream.tail === null) stream.tail = blockOf(at, dt, value);
    else addPoint(stream.tail, at, dt, value);
    if (stream.tail.count >= BLOCK_POINTS) {
      stream.blocks.push({ lastSeq: seq, block: stream.tail });
      stream.blockCount++;
      stream.tail = null;
    }
    return true;
  }

  /**
   * Adds a number that was read from printed text, if the run does not log a series of that name itself.
   * @param value NaN is null
   * @param seq its number in the stream; absent: the next
   */
  addPrinted(run: number, journal: number, key: string, step: number | null, dt: number, value: number | null, seq?: number): boolean {
    if (!this.keys.print(run, key)) return false;
    const stream = this.stream(run, journal, 'printed', key);
    return this.add(run, journal, 'printed', key, seq ?? stream.lastSeq + 1, step, dt, value);
  }

  /** Writes what waits, stream by stream, so that each page of the database is touched once. */
  flush(): void {
    const order = ({ id }: StreamState) => id || Number.MAX_SAFE_INTEGER;
    for (const stream of [...this.changed].sort((a, b) => order(a) - order(b))) {
      this.flushStream(stream);
      if (stream.series.changed) this.seriesRows.save(stream.series);
    }
    this.changed.clear();
    if (this.streamCount > 50_000) this.forget();
  }

  forget(): void {
    this.series.clear();
    this.streams.clear();
    this.streamCount = 0;
    this.recent = { journal: -1, source: '', streams: new Map() };
    this.changed.clear();
    this.keys.forget();
  }

  private push(stream: StreamState, seq: number, step: number, dt: number, value: number | null): void {
    if (stream.waiting.length === 0) this.changed.add(stream);
    stream.waiting.push(seq, step, dt, value);
    stream.count++;
    countPoint(stream.series, step, dt, value);
  }

  /**
   * A point that is older than what is there: of a part that turned up late, or read twice. Where one is new, the stream
   * is no longer in order, and is read point by point from now on.
   */
  private addLate(stream: StreamState, seq: number, step: number, dt: number, value: number | null): boolean {
    this.flushStream(stream);
    if (this.selectPoint.get(stream.id, seq) !== undefined) return false;
    this.push(stream, seq, step, dt, value);
    stream.stepBack++;
    stream.timeBack++;
    return true;
  }

  private stream(run: number, journal: number, source: SeriesSource, key: string): StreamState {
    const streams = this.streamsOf(journal, source);
    const known = streams.get(key);
    if (known) return known;
    if (source === 'log') for (const printed of this.keys.log(run, key)) this.dropPrinted(run, printed);
    const name = this.names.give(key);
    const series = this.seriesOf(run, name, source);
    const row = this.selectStream.get(run, name, journal, source) as number[] | undefined;
    const stream = row
      ? this.loaded(row, series, journal, source)
      : {
          id: 0, series, journal, source, count: 0, lastSeq: -1, firstStep: 0, firstDt: 0, lastStep: 0, lastDt: 0, stepBack: 0, timeBack: 0,
          blockCount: 0, tail: null, blocks: [], waiting: [],
        };
    streams.set(key, stream);
    this.streamCount++;
    return stream;
  }

  private streamsOf(journal: number, source: SeriesSource): Map<string, StreamState> {
    if (this.recent.journal === journal && this.recent.source === source) return this.recent.streams;
    const id = `${journal} ${source}`;
    const streams = this.streams.get(id) ?? new Map<string, StreamState>();
    this.streams.set(id, streams);
    this.recent = { journal, source, streams };
    return streams;
  }

  private loaded(row: readonly number[], series: SeriesState, journal: number, source: SeriesSource): StreamState {
    const [id, count, lastSeq, firstStep, firstDt, lastStep, lastDt, stepBack, timeBack] = row as
      [number, number, number, number, number, number, number, number, number];
    let tail: Block | null = null;
    for (const [step, dt, value] of this.selectTail.all(id, id) as [number, number, number | null][]) {
      if (tail === null) tail = blockOf(step, dt, value);
      else addPoint(tail, step, dt, value);
    }
    return {
      id, series, journal, source, count, lastSeq, firstStep, firstDt, lastStep, lastDt, stepBack, timeBack,
      blockCount: this.selectBlockCount.get(id) as number, tail, blocks: [], waiting: [],
    };
  }

  private seriesOf(run: number, name: number, source: SeriesSource): SeriesState {
    const id = `${run} ${name}`;
    let series = this.series.get(id);
    if (!series) {
      series = this.seriesRows.load(run, name, source);
      this.series.set(id, series);
    }
    return series;
  }

  private flushStream(stream: StreamState): void {
    if (stream.waiting.length === 0) return;
    const { run, name } = stream.series;
    if (stream.id === 0) {
      stream.id = Number(this.insertStream.run(run, name, stream.journal, stream.source, stream.firstStep, stream.firstDt).lastInsertRowid);
    }
    this.insertPoints(stream.id, stream.waiting);
    stream.waiting = [];
    const before = stream.blockCount - stream.blocks.length;
    stream.blocks.forEach(({ lastSeq, block }, index) => this.rollups.write(stream.id, 1, before + index, lastSeq, block));
    stream.blocks = [];
    this.rollups.climb(stream.id, before, stream.blockCount);
    this.updateStream.run(
      stream.count, stream.lastSeq, stream.lastStep, stream.lastDt, stream.stepBack, stream.timeBack, stream.id,
    );
  }

  /** The run logs this metric itself: what was read from its output is no longer wanted. */
  private dropPrinted(run: number, key: string): void {
    const name = this.names.give(key);
    const id = `${run} ${name}`;
    const series = this.series.get(id);
    for (const streams of this.streams.values()) {
      const stream = streams.get(key);
      if (!stream || stream.series !== series) continue;
      streams.delete(key);
      this.changed.delete(stream);
    }
    this.series.delete(id);
    for (const statement of this.deletePrinted) statement.run(run, name);
  }

  private insertPoints(id: number, waiting: readonly (number | null)[]): void {
    let rows: (number | null)[] = [];
    for (let at = 0; at < waiting.length; at += 4) {
      rows.push(id, waiting[at] as number, waiting[at + 1] as number, waiting[at + 2] as number, waiting[at + 3] as number | null);
      if (rows.length === ROWS * 5) {
        this.insertRows.run(rows);
        rows = [];
      }
    }
    for (let at = 0; at < rows.length; at += 5) this.insertRow.run(rows.slice(at, at + 5));
  }
}
