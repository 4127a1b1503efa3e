import { setTimeout as wait } from 'node:timers/promises';
import { TrialbookError } from '../core/errors';
import type { RunDetail } from '../core/run';
import type { RunRef } from '../host/open_store';
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
 * run's own gets a signal. One that can't be stopped keeps no other from it.
 * @throws TrialbookError `not-running`, `kernel`, `elsewhere`, `uncertain`, `not-allowed`
 */
export async function stop(tasks: RunTasks, stores: Stores, args: readonly unknown[]): Promise<void> {
  requireTrust();
  const refs = await runsFor(stores, args, { title: 'Stop Run', query: 'status = running and kind != session', none: 'No run is running.' });
  const refused: TrialbookError[] = [];
  for (const ref of refs ?? []) {
    try {
      await stopOne(tasks, stores, ref);
    } catch (error) {
      if (!(error instanceof TrialbookError)) throw error;
      refused.push(error);
    }
  }
  const [first] = refused;
  if (first) throw new TrialbookError(first.code, refused.map(({ message }) => message).join(' '));
}

async function stopOne(tasks: RunTasks, stores: Stores, { storeDir, runId }: RunRef): Promise<void> {
  const ours = tasks.find(runId);
  if (ours) return void stopTask(ours);
  signal(provenPid(await storeOf(stores, storeDir).service.detail(runId)));
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
  } catch (error) {
    // Otherwise it has just ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return;
    throw new TrialbookError('not-allowed', `Process ${pid} belongs to another user, so it can't be stopped from here.`);
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
