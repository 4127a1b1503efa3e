import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import type { OpenStore } from '../../src/host/open_store';
import { RESULT_FILE } from './result_file.mts';

/** The extension, as programs in the extension host measure it. */
export async function startedExtension(): Promise<TrialbookApi> {
  const extension = vscode.extensions.getExtension<TrialbookApi>('trialbook.trialbook');
  if (!extension) throw new Error('The extension to be measured is not there');
  return extension.activate();
}

export function folderUnderBench(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('No folder is open');
  return folder.uri.fsPath;
}

/** Waits for the extension to find the folder's store. */
export async function firstStore({ stores }: TrialbookApi): Promise<OpenStore> {
  for (;;) {
    const [store] = stores.all;
    if (store) return store;
    await wait(10);
  }
}

export function report<T>(result: T): void {
  writeFileSync(process.env[RESULT_FILE] ?? '', JSON.stringify(result));
}

/** Adds to `took` how many milliseconds something took. */
export async function timed<T>(took: number[], work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  took.push(performance.now() - begun);
  return result;
}

/** In milliseconds, the worst of many turns of the host's event loop. */
export interface Lateness {
  /** by how much a turn came late */
  readonly lateMost: number;
  /** the CPU time of its thread between two turns: what is late beyond that was another program's turn */
  readonly ownWorkMost: number;
}

const TURN_MS = 5;

export async function lateness(during: () => Promise<void>): Promise<Lateness> {
  let [lateMost, ownWorkMost] = [0, 0];
  let [at, cpu] = [performance.now(), cpuMs()];
  const turns = setInterval(() => {
    const [now, cpuNow] = [performance.now(), cpuMs()];
    lateMost = Math.max(lateMost, now - at - TURN_MS);
    ownWorkMost = Math.max(ownWorkMost, cpuNow - cpu);
    [at, cpu] = [now, cpuNow];
  }, TURN_MS);
  try {
    await during();
  } finally {
    clearInterval(turns);
  }
  return { lateMost, ownWorkMost };
}

/** CPU time of the host's main thread. */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
