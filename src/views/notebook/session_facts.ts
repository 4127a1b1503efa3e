import type { CellRow } from '../../core/cell';
import { goalOf, type Headline } from '../../core/headline';
import type { Experiment, Param, RunRow } from '../../core/run';
import type { OpenStore } from '../../host/open_store';

/** So many of the latest runs are known by their params. */
const MOST_PARAMS = 3;
const MOST_RUNS = 1000;

/** What marks say of the sessions and runs of a notebook besides its cells: their names, their params, the metric that tells them apart. */
export class SessionFacts {
  private rows = new Map<string, RunRow>();
  private experiments: readonly Experiment[] = [];
  private params = new Map<string, readonly Param[]>();
  private learnt: readonly CellRow[] | undefined;

  constructor(private readonly store: Pick<OpenStore, 'service'>) {}

  /** Asks the store; about sessions only where these executions are not those that were asked about before. */
  async learn(executions: readonly CellRow[]): Promise<void> {
    const { service } = this.store;
    this.experiments = await service.experiments();
    if (this.learnt === executions) return;
    this.learnt = executions;
    const ids = [...new Set(executions.flatMap(({ runId, runs }) => [runId, ...runs]))];
    const { rows } = await service.runs({ runIds: ids, limit: MOST_RUNS });
    this.rows = new Map(rows.map((row) => [row.runId, row]));
    const latest = [...rows].sort((a, b) => b.startMs - a.startMs).slice(0, MOST_PARAMS);
    const details = await Promise.all(latest.map(({ runId }) => service.detail(runId)));
    this.params = new Map(details.map(({ row, params }) => [row.runId, params]));
  }

  nameOf(runId: string): string {
    return this.rows.get(runId)?.name ?? runId.slice(0, 8);
  }

  /** Of the run and of the session that it was in, the run's first. */
  paramsOf(runId: string): readonly Param[] {
    const parent = this.rows.get(runId)?.parentRunId;
    const own = this.params.get(runId) ?? [];
    return [...own, ...((parent && this.params.get(parent)) || []).filter(({ name }) => !own.some((param) => param.name === name))];
  }

  headlineOf(runId: string): Headline | null {
    const experiment = this.experiments.find(({ name }) => name === this.rows.get(runId)?.experiment);
    return experiment?.metric ? { key: experiment.metric, goal: experiment.chosen ? experiment.goal : (goalOf(experiment.metric) ?? experiment.goal) } : null;
  }
}
