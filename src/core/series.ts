/** One row a run and key. A NaN is null where a number is expected and counted in `nanCount`. */
export interface MetricSummary {
  readonly key: string;
  readonly count: number;
  readonly nanCount: number;
  /** last by step, then by time; null when it is NaN */
  readonly last: number | null;
  readonly lastStep: number;
  readonly lastTimeMs: number;
  /** null when every point is NaN */
  readonly min: number | null;
  readonly minStep: number | null;
  readonly max: number | null;
  readonly maxStep: number | null;
  /** `log`: logged by the client; `printed`: read from what was printed */
  readonly source: 'log' | 'printed';
}

export type SeriesX = 'step' | 'time';

/**
 * A piece of a series: consecutive points drawn as one column. Exact for the points it covers: no minimum, maximum or NaN is left out.
 * `x*` are steps, or milliseconds since 1970. A bucket of one point has all its values equal. Where all its points are NaN the values are null.
 */
export interface Bucket {
  readonly count: number;
  readonly nanCount: number;
  readonly sum: number;
  readonly xFirst: number;
  readonly first: number | null;
  readonly xLast: number;
  readonly last: number | null;
  readonly xMin: number;
  readonly min: number | null;
  readonly xMax: number;
  readonly max: number | null;
}

/** What a chart draws of one series, in the order of x. */
export interface SeriesView {
  readonly runId: string;
  readonly key: string;
  readonly x: SeriesX;
  /** points in the asked range, and in the whole series */
  readonly count: number;
  readonly total: number;
  /** every point of the range is a bucket of its own */
  readonly raw: boolean;
  readonly buckets: readonly Bucket[];
}

export interface Point {
  readonly step: number;
  readonly timeMs: number;
  /** null is NaN */
  readonly value: number | null;
}
