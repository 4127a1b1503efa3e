import type { Experiment } from '../../core/run';
import type { OpenStore } from '../../host/open_store';
import type { RunNode } from './node';

/** More sweeps than this in one list, and the older ones do not tell their best run. */
const MOST = 50;

/** The best value that a run of each sweep has reached, by the headline metric of its experiment. */
export class SweepBests {
  private readonly values = new Map<string, number>();

  constructor(private readonly store: OpenStore) {}

  /** Undefined where it is not known, or where no run of the sweep has a value. */
  get(runId: string): number | undefined {
    return this.values.get(runId);
  }

  /** Asks for the sweeps among these nodes. */
  async read(nodes: readonly RunNode[], experiments: ReadonlyMap<string, Experiment>): Promise<void> {
    const sweeps = nodes.filter(({ row }) => row.kind === 'sweep' && row.childCount > 0).slice(0, MOST);
    await Promise.all(sweeps.map((node) => this.readOne(node, experiments.get(node.row.experiment))));
  }

  private async readOne({ row }: RunNode, experiment: Experiment | undefined): Promise<void> {
    const key = experiment?.metric;
    if (!key) return;
    const sort = [{ by: 'metric', key, descending: experiment.goal === 'max' } as const];
    const { rows } = await this.store.service.runs({ parent: row.runId, sort, limit: 1, metrics: [key] });
    const best = rows[0]?.metrics[0]?.last ?? undefined;
    if (best === undefined) this.values.delete(row.runId);
    else this.values.set(row.runId, best);
  }
}
