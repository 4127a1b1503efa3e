import { isRunnable } from '../../src/core/runnable';
import type { RunAction, RunSnapshot } from '../../src/protocol/run_page';

export interface CodeMenuItem {
  readonly label: string;
  readonly action: RunAction;
}

/** What can be done with the code of a run, null for a line between: look, compare, bring back. */
export function codeMenu({ git, row }: Pick<RunSnapshot, 'git' | 'row'>): (CodeMenuItem | null)[] {
  const uncommitted = git?.commit != null && git.snapshot !== git.commit;
  const again = isRunnable(row) && row.status !== 'RUNNING';
  return [
    { label: 'Open Code of This Run', action: 'openCode' },
    null,
    ...(uncommitted ? [{ label: 'Show Uncommitted Changes of This Run', action: 'compareCodeWithCommit' } as const] : []),
    { label: 'Compare Code with Now', action: 'compareCodeWithNow' },
    { label: 'Compare Code with Another Run…', action: 'compareCode' },
    null,
    { label: 'Restore Beside…', action: 'restoreBeside' },
    { label: 'Restore Files Here…', action: 'restoreFiles' },
    ...(again ? [{ label: 'Run Again Exactly…', action: 'runAgainExactly' } as const] : []),
    { label: "Commit This Run's Code…", action: 'commitCode' },
  ];
}
