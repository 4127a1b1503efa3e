import type { Database, Statement } from 'better-sqlite3';

export type SeriesSource = 'log' | 'printed';

/** The summary of a series while points are put into it. Times count from the run's `base_ms`. */
export interface SeriesState {
  readonly run: number;
  readonly name: number;
  source: SeriesSource;
  count: number;
  nans: number;
  last: number | null;
  lastStep: number;
  lastDt: number;
  min: number | null;
  minStep: number | null;
  max: number | null;
  maxStep: number | null;
  /** the step of the point that came last */
  latestStep: number;
  changed: boolean;
}

type SeriesRow = [string, number, number, number | null, number, number, number | null, number | null, number | null, number | null, number];

/** Loads and saves the rows of `series`. */
export class SeriesRows {
  private readonly select: Statement;
  private readonly replace: Statement;

  constructor(db: Database) {
    const columns = 'source, count, nans, last, last_step, last_dt, min, min_step, max, max_step, latest_step';
    this.select = db.prepare(`SELECT ${columns} FROM series WHERE run = ? AND name = ?`).raw();
    this.replace = db.prepare(`REPLACE INTO series (run, name, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  }

  load(run: number, name: number, sourceOfNew: SeriesSource): SeriesState {
    const row = this.select.get(run, name) as SeriesRow | undefined;
    if (!row) {
      return { run, name, source: sourceOfNew, ...emptySummary() };
    }
    const [source, count, nans, last, lastStep, lastDt, min, minStep, max, maxStep, latestStep] = row;
    return { run, name, source: source as SeriesSource, count, nans, last, lastStep, lastDt, min, minStep, max, maxStep, latestStep, changed: false };
  }

  save(s: SeriesState): void {
    this.replace.run(s.run, s.name, s.source, s.count, s.nans, s.last, s.lastStep, s.lastDt, s.min, s.minStep, s.max, s.maxStep, s.latestStep);
    s.changed = false;
  }
}

/** The summary of no points. */
export function emptySummary(): Omit<SeriesState, 'run' | 'name' | 'source'> {
  return {
    count: 0, nans: 0, last: null, lastStep: -1, lastDt: 0, min: null, minStep: null, max: null, maxStep: null, latestStep: -1, changed: false,
  };
}

/** Takes a point into the summary. */
export function countPoint(s: SeriesState, step: number, dt: number, value: number | null): void {
  s.changed = true;
  if (s.count === 0 || step > s.lastStep || (step === s.lastStep && dt >= s.lastDt)) {
    s.last = value;
    s.lastStep = step;
    s.lastDt = dt;
  }
  s.count++;
  s.latestStep = step;
  if (value === null) {
    s.nans++;
    return;
  }
  if (s.min === null || value < s.min) {
    s.min = value;
    s.minStep = step;
  }
  if (s.max === null || value > s.max) {
    s.max = value;
    s.maxStep = step;
  }
}
