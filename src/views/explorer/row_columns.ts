import type { Experiment, RunRow } from '../../core/run';
import type { MetricSummary } from '../../core/series';
import { PROGRESS_METRICS, PROGRESS_PARAMS } from './progress';

/** More experiments than this with a metric of their own, and the older ones show none. */
const MOST = 24;

/** Which metrics and params the explorer asks for with its rows, and where they are in a row of that reply. */
export class RowColumns {
  readonly params: readonly string[] = PROGRESS_PARAMS;

  private constructor(readonly metrics: readonly string[]) {}

  /** The headline metrics of the latest experiments, and what progress is read from. */
  static of(experiments: Iterable<Experiment>): RowColumns {
    const headlines = new Set<string>();
    for (const { metric } of experiments) if (metric !== null && headlines.size < MOST) headlines.add(metric);
    return new RowColumns([...new Set([...headlines, ...PROGRESS_METRICS])]);
  }

  metric(row: RunRow, key: string): MetricSummary | null {
    return row.metrics[this.metrics.indexOf(key)] ?? null;
  }

  param(row: RunRow, name: string): string | null {
    return row.params[this.params.indexOf(name)] ?? null;
  }

  equals(other: RowColumns): boolean {
    return this.metrics.length === other.metrics.length && this.metrics.every((key, at) => key === other.metrics[at]);
  }
}
