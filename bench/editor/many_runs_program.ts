import * as vscode from 'vscode';
import type { RunsRequest } from '../../src/store/service';
import type { RunsTree } from '../../src/views/explorer/tree';
import type { ManyRunsMeasured } from '../editor_many_runs.mts';
import { firstStore, report, startedExtension, timed } from './program.ts';

const ROUNDS = 7;
const COLUMNS: RunsRequest = { metrics: ['metric_0', 'metric_1'], params: ['lr', 'model'], limit: 200 };
const LATEST = [{ by: 'started', descending: true }] as const;

const ASKED: Readonly<Record<string, RunsRequest>> = {
  'the latest': { ...COLUMNS, sort: LATEST },
  'by a metric': { ...COLUMNS, sort: [{ by: 'metric', key: 'metric_1', descending: true }] },
  'by a param': { ...COLUMNS, sort: [{ by: 'param', key: 'lr', descending: false }] },
  'scrolled to its middle': { ...COLUMNS, sort: LATEST, offset: 50_000 },
  'filtered': { ...COLUMNS, sort: LATEST, query: 'metrics.metric_0 > 0.6 and params.model = "m3"' },
};

/** Runs in the extension host: the explorer as it opens, and what the table asks for. */
export async function run(): Promise<void> {
  const api = await startedExtension();
  const { service } = await firstStore(api);
  await service.info();
  const explorer: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // Another order, so that nothing is held of the one before.
    await vscode.commands.executeCommand('trialbook.sort', { by: 'started', descending: round % 2 === 0 });
    await timed(explorer, () => outline(api.tree));
  }
  const requests = Object.fromEntries(Object.keys(ASKED).map((what) => [what, [] as number[]]));
  // In turns, because the store keeps the list it made last for the next page of it.
  for (let round = 0; round < ROUNDS; round++) {
    for (const [what, request] of Object.entries(ASKED)) await timed(requests[what] ?? [], () => service.runs(request));
  }
  report<ManyRunsMeasured>({ explorer, requests });
}

/** What the explorer shows when it opens: its groups, and the runs of each. */
async function outline(tree: RunsTree): Promise<void> {
  for (const group of await tree.getChildren()) await tree.getChildren(group);
}
