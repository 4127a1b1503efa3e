import type { RunRow } from './run';

/** How the command of a notebook that ran by itself begins, as it is recorded; a run within a kernel has the kernel's own command. */
const NOTEBOOK_COMMAND = '-m trialbook run ';

/** Whether a run was started by a command that can be given again: not a sweep, nothing in a kernel, nothing typed or imported. */
export function isRunnable({ kind, command, script }: Pick<RunRow, 'kind' | 'command' | 'script'>): boolean {
  if (kind === 'notebook') return command.startsWith(NOTEBOOK_COMMAND);
  return (kind === 'script' || kind === 'module') && command !== '' && script !== null;
}
