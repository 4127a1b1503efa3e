import { strict as assert } from 'node:assert';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CellDetail, CellRow } from '../../src/core/cell';
import type { RunDetail } from '../../src/core/run';
import type { TrialbookApi } from '../../src/extension';
import { eventually, workspaceFolder } from './extension_under_test';

/** A tab that was closed may be a notebook that is renamed, so that its session ends a little later. */
export async function sessionsAreOver(): Promise<void> {
  const folder = join(workspaceFolder(), '.trialbook', 'sessions');
  await eventually(() => !existsSync(folder) || readdirSync(folder).length === 0);
}

/** What the store in the open folder says of the sessions of notebooks. */
export class RecordedSessions {
  constructor(private readonly api: TrialbookApi) {}

  /** Runs of the window's notebooks, the first one first, once there are so many with so many cells each. */
  async withCells(...counts: readonly number[]): Promise<readonly (readonly CellRow[])[]> {
    return eventually(async () => {
      const sessions = await this.sessions();
      return sessions.length === counts.length && sessions.every((cells, index) => cells.length === counts[index] && cells.every(({ status }) => status !== 'running')) && sessions;
    });
  }

  async detail(cell: CellRow): Promise<CellDetail> {
    return this.service().cell(cell.id);
  }

  async run(runId: string, settled: (run: RunDetail) => boolean): Promise<RunDetail> {
    return eventually(async () => {
      const run = await this.service().detail(runId);
      return settled(run) && run;
    });
  }

  private async sessions(): Promise<CellRow[][]> {
    await this.api.stores.refresh();
    if (this.api.stores.all.length === 0) return [];
    await this.service().sync();
    const { rows } = await this.service().cells({});
    return [...Map.groupBy(rows, ({ runId }) => runId).values()];
  }

  private service() {
    const [store] = this.api.stores.all;
    assert.ok(store);
    return store.service;
  }
}
