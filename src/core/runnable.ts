import type { RunKind, RunRow } from './run';

const STARTED_BY_A_COMMAND: ReadonlySet<RunKind> = new Set(['script', 'module', 'notebook']);

/** Whether a run was started by a command of its own, which can be given again: not a sweep, not a kernel session, not what was imported. */
export function isRunnable({ kind, command }: Pick<RunRow, 'kind' | 'command'>): boolean {
  return STARTED_BY_A_COMMAND.has(kind) && command !== '';
}
