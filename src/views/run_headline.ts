import type { RunDetail } from '../core/run';
import type { Headline } from '../protocol/run_page';
import type { Remote, StoreService } from '../store/service';

/** Where a run stands among those of its experiment, by the metric that tells them apart; null where it has no such value. */
export async function headlineOf(service: Remote<StoreService>, detail: RunDetail): Promise<Headline | null> {
  const experiment = (await service.experiments()).find(({ name }) => name === detail.row.experiment);
  const metric = detail.metrics.find(({ key }) => key === experiment?.metric);
  if (!experiment || !metric) return null;
  const value = experiment.goal === 'max' ? metric.max : metric.min;
  if (value === null) return null;
  return { metric: metric.key, goal: experiment.goal, value, rank: null, of: experiment.runCount };
}
