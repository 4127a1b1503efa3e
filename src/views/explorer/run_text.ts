import { formatAge, formatDuration, formatNumber } from '../../core/format';
import { progressOf } from '../../core/progress';
import type { Experiment, RunRow } from '../../core/run';
import { runStatusWord } from '../../core/run_status';
import type { MetricSummary } from '../../core/series';
import type { SortKey } from '../../store/service';
import { countOf } from './group_text';
import type { RowColumns } from './row_columns';

export interface RunSurroundings {
  readonly experiment: Experiment | undefined;
  /** of a sweep: the best value one of its runs has reached */
  readonly best: number | undefined;
  /** of a kernel session: how many cells show what is no longer so, as far as that is known */
  readonly stale: number;
  readonly sort: SortKey;
  readonly nowMs: number;
}

/** What is written beside a run's name: its metric, what matters next, its code. Plain text. */
export function runDescription(row: RunRow, columns: RowColumns, { experiment, best, stale, sort, nowMs }: RunSurroundings): string {
  const parts = [
    ...(row.kind === 'session' ? [sessionText(row, stale)] : []),
    sortedText(row, columns, sort, experiment?.metric) ?? metricText(row, columns, experiment),
    ...(row.kind === 'session' ? [] : [childrenText(row, best)]),
    ...nextText(row, columns, experiment, nowMs),
    codeText(row),
    row.problemCount > 0 ? '⚠' : '',
  ];
  const star = row.starred ? '★ ' : '';
  return star + parts.filter((part) => part !== '').join(' · ');
}

/** What signs mean, for those who hear them. */
const SPOKEN: readonly (readonly [string, string])[] = [
  ['★ ', 'starred, '],
  [' ↗', ' rising'],
  [' ↘', ' falling'],
  [' ●', ', with uncommitted changes'],
  ['⚠', 'with problems'],
  [' · ', ', '],
];

/** A run for the ear, by its name, its state and its description: `brave-otter-12, running, val_acc 0.962 rising, 6 min`. */
export function runSpoken(name: string, row: RunRow, description: string): string {
  const state = runStatusWord(row);
  const rest = description.split(' · ').filter((part) => part !== state).join(' · ');
  return `${name}, ${state}, ${SPOKEN.reduce((text, [sign, word]) => text.replaceAll(sign, word), rest)}`;
}

/** `14 cells, 2 stale, 1 run` */
function sessionText({ cellCount, childCount }: RunRow, stale: number): string {
  return [countOf(cellCount, 'cell'), ...(stale > 0 ? [`${stale} stale`] : []), ...(childCount > 0 ? [countOf(childCount)] : [])].join(', ');
}

/** `3 runs · best 0.979` */
function childrenText({ childCount }: RunRow, best: number | undefined): string {
  if (childCount === 0) return '';
  return best === undefined ? countOf(childCount) : `${countOf(childCount)} · best ${formatNumber(best)}`;
}

/** What runs are sorted by, where that is not what is shown anyway: a list must show its order. */
function sortedText(row: RunRow, columns: RowColumns, sort: SortKey, headline: string | null | undefined): string | undefined {
  if (sort.by === 'duration') return formatDuration((row.endMs ?? row.startMs) - row.startMs);
  if (sort.by === 'param') return `${sort.key} ${columns.param(row, sort.key) ?? '–'}`;
  if (sort.by !== 'metric' || sort.key === headline) return undefined;
  const metric = columns.metric(row, sort.key);
  return `${sort.key} ${metric ? formatNumber(metric.last) : '–'}`;
}

/** `val_acc 0.962 ↗`; the arrow only while it runs, when the last value is also the highest or the lowest so far. */
function metricText(row: RunRow, columns: RowColumns, experiment: Experiment | undefined): string {
  const key = experiment?.metric;
  const metric = key ? columns.metric(row, key) : null;
  if (!metric) return '';
  const best = experiment?.best?.runId === row.runId && experiment.runCount > 1 ? ' best' : '';
  return `${metric.key} ${formatNumber(metric.last)}${row.status === 'RUNNING' ? trend(metric) : best}`;
}

function trend({ count, last, lastStep, min, minStep, max, maxStep }: MetricSummary): string {
  if (count < 2 || last === null || min === max) return '';
  if (lastStep === maxStep) return ' ↗';
  return lastStep === minStep ? ' ↘' : '';
}

function nextText(row: RunRow, columns: RowColumns, experiment: Experiment | undefined, nowMs: number): string[] {
  const age = formatAge(row.startMs, nowMs);
  switch (row.status) {
    case 'RUNNING': {
      const progress = progressOf({ param: (name) => columns.param(row, name), metric: (key) => columns.metric(row, key) }, experiment?.metric ?? null);
      return [progress ? `${progress.unit} ${progress.done}/${progress.of}` : '', age];
    }
    case 'FAILED':
      return [row.error?.split(/[:\n]/, 1)[0] ?? runStatusWord(row), age];
    case 'FINISHED':
      return [age];
    default:
      return [runStatusWord(row), age];
  }
}

/** `main@3f2c91a ●`; the dot where files were not committed. */
function codeText(row: RunRow): string {
  if (!row.commit) return '';
  return `${row.branch ?? ''}@${row.commit.slice(0, 7)}${row.dirty ? ' ●' : ''}`;
}
