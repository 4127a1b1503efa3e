import { formatDate, formatNumber } from '../../core/format';
import type { Experiment, RunStatus } from '../../core/run';
import { statusWords } from '../../core/run_status';
import type { GroupBy, RunGroup } from '../../store/service';

const DAY_MS = 24 * 3_600_000;

/** What a group is called: `digits`, `main`, `3f2c9a1 Wider net`, `Running`, `Yesterday`. */
export function groupLabel(by: GroupBy, { key, subject }: RunGroup, nowMs: number): string {
  switch (by) {
    case 'experiment':
      return key ?? '';
    case 'branch':
      return key ?? 'No branch';
    case 'commit':
      return key === null ? 'No commit' : `${key.slice(0, 7)} ${subject ?? ''}`.trim();
    case 'status': {
      const word = statusWords[key as RunStatus];
      return word.charAt(0).toUpperCase() + word.slice(1);
    }
    case 'day':
      if (key === formatDate(nowMs).slice(0, 10)) return 'Today';
      return key === formatDate(nowMs - DAY_MS).slice(0, 10) ? 'Yesterday' : (key ?? '');
  }
}

/** `12 runs · 2 running · best val_acc 0.981`, `2 sessions, 4 runs` */
export function groupDescription({ runCount, sessionCount, runningCount }: RunGroup, by: GroupBy, experiment: Experiment | undefined): string {
  const parts = [membersOf(runCount, sessionCount)];
  if (runningCount > 0 && by !== 'status') parts.push(`${runningCount} running`);
  if (experiment?.best) parts.push(`best ${experiment.metric} ${formatNumber(experiment.best.value)}`);
  return parts.join(' · ');
}

function membersOf(all: number, sessions: number): string {
  if (sessions === 0) return countOf(all);
  return all === sessions ? countOf(all, 'session') : `${countOf(sessions, 'session')}, ${countOf(all - sessions)}`;
}

/** `1 run`, `11,204 runs`, `3 sessions` */
export function countOf(count: number, what = 'run'): string {
  return count === 1 ? `1 ${what}` : `${count.toLocaleString('en')} ${what}s`;
}
