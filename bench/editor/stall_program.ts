import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import type { OpenStore } from '../../src/host/open_store';
import type { StallMeasured, Spread } from '../editor_stall.mts';
import { RESULT_FILE } from './result_file.ts';

/** Runs in the extension host: what the editor feels while a backlog is read. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<TrialbookApi>('trialbook.trialbook');
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const { TRIALBOOK_BENCH_BACKLOG: backlog, TRIALBOOK_BENCH_SECONDS: seconds, [RESULT_FILE]: result } = process.env;
  if (!extension || !folder || !backlog || !result) throw new Error('Started without what is to be measured');
  const api = await extension.activate();
  await vscode.commands.executeCommand('trialbook.runs.focus');
  await wait(3000);
  const calm = await stalled(() => wait(5000));

  renameSync(backlog, join(folder, '.trialbook'));
  const store = await first(api);
  const requests: Record<string, number[]> = {};
  let points = 0;
  const reading = await stalled(async () => {
    const until = performance.now() + Number(seconds) * 1000;
    const begun = performance.now();
    do {
      await askAll(store, requests);
      await wait(50);
    } while ((await store.service.info()).pendingBytes > 0 && performance.now() < until);
    const rows = await store.service.experiments();
    points = rows.length;
    requests['seconds'] = [(performance.now() - begun) / 1000];
  });
  const pending = (await store.service.info()).pendingBytes;
  const [took = 0] = requests['seconds'] ?? [];
  delete requests['seconds'];
  const measured: StallMeasured = {
    calm, reading, pendingBytes: pending, seconds: took, experiments: points,
    requests: Object.fromEntries(Object.entries(requests).map(([name, values]) => [name, spread(values)])),
  };
  writeFileSync(result, JSON.stringify(measured));
}

/** The requests of the explorer, the status bar, a Run page and a chart. */
async function askAll({ service }: OpenStore, took: Record<string, number[]>): Promise<void> {
  const timed = async <T>(name: string, ask: () => Promise<T>): Promise<T> => {
    const begun = performance.now();
    const reply = await ask();
    (took[name] ??= []).push(performance.now() - begun);
    return reply;
  };
  const { rows } = await timed('runs', () => service.runs({ limit: 200, sort: [{ by: 'started', descending: true }], metrics: ['metric_0'] }));
  await timed('experiments', () => service.experiments());
  const runId = rows[0]?.runId;
  if (runId === undefined) return;
  await timed('detail', () => service.detail(runId));
  await timed('series', () => service.series({ runIds: [runId], keys: ['metric_0'], x: 'step', px: 600 }));
}

/** How long the host's event loop was not to be had while something went on, in milliseconds. */
async function stalled(during: () => Promise<void>): Promise<{ p99: number; max: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await during();
  delay.disable();
  const ms = (ns: number) => ns / 1e6 - 5;
  return { p99: ms(delay.percentile(99)), max: ms(delay.max) };
}

async function first(api: TrialbookApi): Promise<OpenStore> {
  for (;;) {
    const [store] = api.stores.all;
    if (store) return store;
    await wait(20);
  }
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}
