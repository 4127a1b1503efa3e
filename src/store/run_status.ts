import type { RunStatus } from '../core/run';

/** What is known of one journal of a run; `state` as the column says. */
export interface JournalState {
  readonly owner: boolean;
  readonly state: 'OPEN' | 'LEFT' | 'GONE' | 'SILENT' | 'FINISHED' | 'FAILED' | 'KILLED';
  readonly lastMs: number;
}

/**
 * The status of a run, from its journals: those whose process started it (or took it up again) decide, and of those that
 * are over the latest. While only journals of its workers are here, it runs as long as one of them does.
 */
export function statusOfRun(journals: readonly JournalState[]): { status: RunStatus; endMs: number | null } {
  const owners = journals.filter(({ owner }) => owner);
  const deciding = owners.length > 0 ? owners : journals;
  if (deciding.some(({ state }) => state === 'OPEN')) return { status: 'RUNNING', endMs: null };
  const last = deciding.reduce<JournalState | null>((latest, journal) => (latest && latest.lastMs > journal.lastMs ? latest : journal), null);
  return { status: last ? statusOfEnd(last.state) : 'UNKNOWN', endMs: last?.lastMs ?? null };
}

function statusOfEnd(state: JournalState['state']): RunStatus {
  switch (state) {
    case 'GONE':
      return 'CRASHED';
    case 'FINISHED':
    case 'FAILED':
    case 'KILLED':
      return state;
    default:
      return 'UNKNOWN';
  }
}
