import type { RunRow, RunStatus } from './run';

/** States in the words people read. */
export const statusWords: Readonly<Record<RunStatus, string>> = {
  RUNNING: 'running',
  FINISHED: 'finished',
  FAILED: 'failed',
  KILLED: 'stopped',
  CRASHED: 'crashed',
  UNKNOWN: 'not heard of',
};

/** States as shapes, by the names of VS Code's own icons. */
export const statusIcons: Readonly<Record<RunStatus, string>> = {
  RUNNING: 'loading~spin',
  FINISHED: 'check',
  FAILED: 'error',
  KILLED: 'debug-stop',
  CRASHED: 'warning',
  UNKNOWN: 'question',
};

/** The state of a run; that of a kernel session tells of its kernel. */
export function runStatusWord({ kind, status }: Pick<RunRow, 'kind' | 'status'>): string {
  return (kind === 'session' ? sessionWords[status] : undefined) ?? statusWords[status];
}

/** The shape of a run's state. A kernel that is there is a filled circle, one that is gone a hollow one: nothing turns while it waits for the next cell. */
export function runStatusIcon({ kind, status }: Pick<RunRow, 'kind' | 'status'>): string {
  return (kind === 'session' ? sessionIcons[status] : undefined) ?? statusIcons[status];
}

const sessionIcons: Partial<Record<RunStatus, string>> = { RUNNING: 'circle-filled', FINISHED: 'circle-outline' };
const sessionWords: Partial<Record<RunStatus, string>> = { RUNNING: 'kernel open', FINISHED: 'ended', FAILED: 'kernel died', KILLED: 'kernel killed' };
