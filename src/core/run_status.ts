import type { RunStatus } from './run';

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
