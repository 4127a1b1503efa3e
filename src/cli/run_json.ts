import type { RunRow } from '../core/run';
import type { MetricSummary } from '../core/series';

export interface AskedColumns {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  readonly tags: readonly string[];
}

/** A run as `--json` shows it: its metrics, params and tags by name, without those that it has not. */
export function runJson(row: RunRow, asked: AskedColumns): Record<string, unknown> {
  const metrics = row.metrics.map((summary) => summary && metricJson(summary));
  return { ...row, metrics: byName(asked.metrics, metrics), params: byName(asked.params, row.params), tags: byName(asked.tags, row.tags) };
}

/** What a row says of the run itself; of a detail's row the rest is empty, and whole beside it. */
export function rowJson({ metrics: _, params: __, tags: ___, ...row }: RunRow): Omit<RunRow, 'metrics' | 'params' | 'tags'> {
  return row;
}

/** In the store's replies null stands for NaN, which in JSON would look like nothing. */
export function metricJson(summary: MetricSummary): Record<string, unknown> {
  return { ...summary, last: summary.last ?? NaN, min: summary.min ?? NaN, max: summary.max ?? NaN };
}

function byName(names: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const entries = names.map((name, index) => [name, values[index] ?? null] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}
