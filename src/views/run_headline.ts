import { fieldText } from '../core/query/complete';
import type { RunDetail } from '../core/run';
import type { Headline } from '../protocol/run_page';
import type { Remote, StoreService } from '../store/service';

/**
 * Where a run stands among its like, by the last value of the metric that tells them apart: the experiment's runs, or for
 * a run within another one the runs beside it. Null where it has no such value.
 */
export async function headlineOf(service: Pick<Remote<StoreService>, 'experiments' | 'runs'>, { row, metrics }: RunDetail): Promise<Headline | null> {
  const experiment = (await service.experiments()).find(({ name }) => name === row.experiment);
  const metric = metrics.find(({ key }) => key === experiment?.metric);
  if (!experiment || !metric || metric.last === null) return null;
  const { goal } = experiment;
  const field = fieldText('metrics', metric.key);
  const count = async (query: string) => (await service.runs({ query, experiment: row.experiment, parent: row.parentRunId, limit: 0 })).total;
  const [better, of] = await Promise.all([count(`${field} ${goal === 'max' ? '>' : '<'} ${numeral(metric.last)}`), count(field)]);
  return { metric: metric.key, goal, value: metric.last, rank: better + 1, of };
}

function numeral(value: number): string {
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}
