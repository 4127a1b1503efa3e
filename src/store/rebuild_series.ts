import type { Database } from 'better-sqlite3';
import { addPoint, type Block, blockOf } from '../core/block';
import { BLOCK_POINTS, RollupRows } from './rollup_rows';
import { countPoint, SeriesRows, type SeriesSource, type SeriesState } from './series_state';

interface Stream {
  readonly id: number;
  readonly name: number;
  readonly source: SeriesSource;
}

type Point = [seq: number, step: number, dt: number, value: number | null];

/** Works out the summaries and rollups of a run's series from its points. To be called in a transaction. */
export function rebuildSeries(db: Database, run: number): void {
  const rows = new SeriesRows(db);
  const rollups = new RollupRows(db);
  db.prepare('DELETE FROM series WHERE run = ?').run(run);
  const states = new Map<number, SeriesState>();
  const streams = db.prepare('SELECT id, name, source FROM stream WHERE run = ? ORDER BY id').all(run) as Stream[];
  for (const stream of streams) {
    const state = states.get(stream.name) ?? rows.load(run, stream.name, stream.source);
    states.set(stream.name, state);
    rebuildStream(db, rollups, stream.id, state);
  }
  for (const state of states.values()) if (state.count > 0) rows.save(state);
}

function rebuildStream(db: Database, rollups: RollupRows, stream: number, state: SeriesState): void {
  db.prepare('DELETE FROM rollup WHERE stream = ?').run(stream);
  const points = db.prepare('SELECT seq, step, dt, value FROM point WHERE stream = ? ORDER BY seq').raw().all(stream) as Point[];
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) {
    db.prepare('DELETE FROM stream WHERE id = ?').run(stream);
    return;
  }
  let [blocks, stepBack, timeBack] = [0, 0, 0];
  let tail: Block | null = null;
  points.forEach(([seq, step, dt, value], index) => {
    const before = points[index - 1];
    if (before && step < before[1]) stepBack++;
    if (before && dt < before[2]) timeBack++;
    countPoint(state, step, dt, value);
    if (tail === null) tail = blockOf(step, dt, value);
    else addPoint(tail, step, dt, value);
    if (tail.count < BLOCK_POINTS) return;
    rollups.write(stream, 1, blocks++, seq, tail);
    tail = null;
  });
  rollups.climb(stream, 0, blocks);
  db.prepare(
    'UPDATE stream SET count = ?, last_seq = ?, first_step = ?, first_dt = ?, last_step = ?, last_dt = ?, step_back = ?, time_back = ? WHERE id = ?',
  ).run(points.length, last[0], first[1], first[2], last[1], last[2], stepBack, timeBack, stream);
}
