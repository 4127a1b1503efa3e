import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { StallMeasured } from '../editor_stall.mts';
import * as vscode from 'vscode';
import type { OpenStore } from '../../src/host/open_store';
import { firstStore, folderUnderBench, lateness, report, startedExtension, timed } from './program.ts';

/** Runs in the extension host: what the editor feels while a backlog is read. */
export async function run(): Promise<void> {
  const { TRIALBOOK_BENCH_BACKLOG: backlog = '', TRIALBOOK_BENCH_SECONDS: seconds = '' } = process.env;
  const api = await startedExtension();
  await vscode.commands.executeCommand('trialbook.runs.focus');
  await wait(3000);
  const calm = await lateness(() => wait(5000));

  const until = performance.now() + Number(seconds) * 1000;
  const requests: number[] = [];
  const reading = await lateness(async () => {
    renameSync(backlog, join(folderUnderBench(), '.trialbook'));
    const store = await firstStore(api);
    do {
      await askAll(store, requests);
      await wait(50);
    } while ((await store.service.info()).pendingBytes > 0 && performance.now() < until);
  });
  report<StallMeasured>({ calm, reading, requests });
}

/** What the explorer, the status bar, a Run page and a chart ask. */
async function askAll({ service }: OpenStore, took: number[]): Promise<void> {
  const sort = [{ by: 'started', descending: true }] as const;
  const { rows } = await timed(took, () => service.runs({ limit: 200, sort, metrics: ['metric_0'] }));
  await timed(took, () => service.experiments());
  const runId = rows[0]?.runId;
  if (runId === undefined) return;
  await timed(took, () => service.detail(runId));
  await timed(took, () => service.series({ runIds: [runId], keys: ['metric_0'], x: 'step', px: 600 }));
}
