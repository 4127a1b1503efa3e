import { setTimeout as wait } from 'node:timers/promises';
import { TrialbookError } from '../core/errors';
import type { RunDetail } from '../core/run';
import type { RunTasks, TaskOfRun } from '../host/run_tasks';
import type { Stores } from '../host/stores';
import { lifeOf, readHere } from '../journal/process_life';
import { runsFor } from './pick_runs';
import { requireTrust } from './run_file';
import { storeOf } from './run_targets';

/** How long a program that was asked to end may take to tidy up before its terminal is closed. */
const GRACE_MS = 5000;

/**
 * `(refs)`: asks the programs of runs to end, so that they are recorded as stopped. Only a process that is known to be the
 * run's own gets a signal.
 * @throws TrialbookError `not-running`, `kernel`, `elsewhere`, `uncertain`
 */
export async function stop(tasks: RunTasks, stores: Stores, args: readonly unknown[]): Promise<void> {
  requireTrust();
  const refs = await runsFor(stores, args, 'Stop');
  for (const { storeDir, runId } of refs ?? []) {
    const ours = tasks.find(runId);
    if (ours) void stopTask(ours);
    else process.kill(provenPid(await storeOf(stores, storeDir).service.detail(runId)), 'SIGTERM');
  }
}

async function stopTask(task: TaskOfRun): Promise<void> {
  // Windows has no signal that a program could answer; ending the task closes its terminal.
  if (task.pid === undefined || process.platform === 'win32') return task.terminate();
  signal(task.pid);
  await wait(GRACE_MS);
  if (task.isRunning()) task.terminate();
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It has just ended by itself.
  }
}

/** The number of a run's process, if that is certainly still the one. */
function provenPid({ row, parent, process: recorded }: RunDetail): number {
  if (row.kind === 'session') throw new TrialbookError('kernel', `${row.name} is a notebook's kernel. Interrupt or restart it in the notebook.`);
  if (parent?.kind === 'session') throw new TrialbookError('kernel', `${row.name} runs in a notebook's kernel. End it with End Run, or interrupt the kernel in the notebook.`);
  if (row.status !== 'RUNNING') throw new TrialbookError('not-running', `${row.name} is not running.`);
  if (!recorded) throw new TrialbookError('uncertain', `Which process ${row.name} belongs to was not recorded. Stop it where it was started.`);
  const here = readHere();
  if (recorded.host !== here.host) {
    throw new TrialbookError('elsewhere', `${row.name} runs on ${recorded.host}, and this is ${here.host}. Stop it there: its process is ${recorded.pid}.`);
  }
  switch (lifeOf(recorded, here)) {
    case 'alive':
      return recorded.pid;
    case 'gone':
      throw new TrialbookError('not-running', `The process of ${row.name} has ended already.`);
    case 'unknown':
      throw new TrialbookError('uncertain', `Process ${recorded.pid} may no longer be that of ${row.name}, so it was left alone. Stop it where it was started.`);
  }
}
