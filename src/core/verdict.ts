import { isSystemMetric } from './headline';
import { compareNames } from './ordering';
import type { MetricSummary } from './series';

/** Whether a run that was run again came to the same metrics. What the machine measured of itself is not asked. */
export interface Verdict {
  /** null where there is nothing to compare */
  readonly same: boolean | null;
  /** those that differ first, the most different first; then by key */
  readonly metrics: readonly MetricVerdict[];
}

export interface MetricVerdict {
  readonly key: string;
  /** all of count, last value, least and greatest are equal, to the last digit */
  readonly same: boolean;
  /** the last value of each; null where it is NaN, undefined where the run has no such metric */
  readonly before: number | null | undefined;
  readonly after: number | null | undefined;
  /** between the last values, as a part of the larger of the two: 0 to 2; null where one is missing or not finite and they are not equal */
  readonly difference: number | null;
}

/** Compares the metrics of a run with those of the run that repeats it. */
export function verdict(before: readonly MetricSummary[], after: readonly MetricSummary[]): Verdict {
  const old = new Map(before.map((metric) => [metric.key, metric]));
  const now = new Map(after.map((metric) => [metric.key, metric]));
  const keys = [...new Set([...old.keys(), ...now.keys()])].filter((key) => !isSystemMetric(key));
  const metrics = keys.map((key) => metricVerdict(key, old.get(key), now.get(key)));
  const rank = ({ same, difference }: MetricVerdict): number => (same ? -1 : (difference ?? Infinity));
  metrics.sort((a, b) => (rank(a) === rank(b) ? compareNames(a.key, b.key) : rank(b) - rank(a)));
  return { same: metrics.length === 0 ? null : metrics.every(({ same }) => same), metrics };
}

function metricVerdict(key: string, before: MetricSummary | undefined, after: MetricSummary | undefined): MetricVerdict {
  const same =
    before !== undefined && after !== undefined &&
    before.count === after.count && before.nanCount === after.nanCount &&
    before.last === after.last && before.min === after.min && before.max === after.max;
  return { key, same, before: before?.last, after: after?.last, difference: relativeDifference(before?.last, after?.last) };
}

function relativeDifference(a: number | null | undefined, b: number | null | undefined): number | null {
  if (a === undefined || b === undefined) return null;
  if (a === b) return 0;
  if (a === null || b === null) return null;
  const difference = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  return Number.isFinite(difference) ? difference : null;
}
