import type { Experiment, RunRow } from '../../core/run';
import { PROGRESS_METRICS, PROGRESS_PARAMS } from '../../core/progress';
import type { MetricSummary } from '../../core/series';
import type { SortKey } from '../../store/service';

/** More experiments than this with a metric of their own, and the older ones show none. */
const MOST = 24;

/** Which metrics and params the explorer asks for with its rows, and where they are in a row of that reply. */
export class RowColumns {
  private constructor(
    readonly metrics: readonly string[],
    readonly params: readonly string[],
  ) {}

  /** The headline metrics of the latest experiments, what runs are sorted by, and what progress is read from. */
  static of(experiments: Iterable<Experiment>, sort: SortKey): RowColumns {
    const headlines = new Set<string>();
    for (const { metric } of experiments) if (metric !== null && headlines.size < MOST) headlines.add(metric);
    const sorted = (by: SortKey['by']) => (sort.by === by && 'key' in sort ? [sort.key] : []);
    return new RowColumns(
      [...new Set([...headlines, ...sorted('metric'), ...PROGRESS_METRICS])],
      [...new Set([...sorted('param'), ...PROGRESS_PARAMS])],
    );
  }

  metric(row: RunRow, key: string): MetricSummary | null {
    return row.metrics[this.metrics.indexOf(key)] ?? null;
  }

  param(row: RunRow, name: string): string | null {
    return row.params[this.params.indexOf(name)] ?? null;
  }

  equals(other: RowColumns): boolean {
    return this.metrics.join('\n') === other.metrics.join('\n') && this.params.join('\n') === other.params.join('\n');
  }
}
