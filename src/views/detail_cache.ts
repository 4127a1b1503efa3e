import { TrialbookError } from '../core/errors';
import type { RunDetail } from '../core/run';
import type { RunRef } from '../host/open_store';
import type { Stores } from '../host/stores';

/** Details of runs, kept until somebody says that a run is not what it was. */
export class DetailCache {
  private readonly held = new Map<string, RunDetail>();

  constructor(private readonly stores: Pick<Stores, 'byDir'>) {}

  /** In the order of `refs`; runs that are gone are left out. */
  async get(refs: readonly RunRef[]): Promise<RunDetail[]> {
    const details = await Promise.all(refs.map((ref) => this.one(ref)));
    return details.filter((detail) => detail !== undefined);
  }

  /** @param runIds null: all */
  forget(runIds: readonly string[] | null): void {
    if (!runIds) this.held.clear();
    else for (const runId of runIds) this.held.delete(runId);
  }

  private async one({ storeDir, runId }: RunRef): Promise<RunDetail | undefined> {
    const held = this.held.get(runId);
    if (held) return held;
    try {
      const detail = await this.stores.byDir(storeDir)?.service.detail(runId);
      if (detail) this.held.set(runId, detail);
      return detail;
    } catch (error) {
      if (error instanceof TrialbookError && error.code === 'run-not-found') return undefined;
      throw error;
    }
  }
}
