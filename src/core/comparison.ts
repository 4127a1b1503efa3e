import { formatBytes } from './format';
import { goalOf, headlineMetric, isSystemMetric } from './headline';
import { parseNumber } from './number';
import { compareNames, compareNumbers } from './ordering';
import type { Goal, RunDetail } from './run';
import type { MetricSummary } from './series';

/** Runs beside each other. Every row has one value a run, in the order of `runs`; null where the run has none. */
export interface Comparison {
  readonly runs: readonly RunDetail[];
  /** ids of the commits that hold the files of each; null where none was made */
  readonly snapshots: readonly (string | null)[];
  readonly params: readonly ComparedRow[];
  /** the headline first, then by name, the machine's own last */
  readonly metrics: readonly ComparedMetric[];
  readonly tags: readonly ComparedRow[];
  /** command, branch, commit, uncommitted changes */
  readonly code: readonly ComparedRow[];
  /** datasets and read files, by digest, or size and hash */
  readonly data: readonly ComparedRow[];
  /** interpreter, platform, hardware */
  readonly environment: readonly ComparedRow[];
  readonly packages: readonly ComparedRow[];
}

export interface ComparedRow {
  readonly name: string;
  readonly values: readonly (string | null)[];
  /** not all the same; of numbers `0.10` and `0.1` are the same */
  readonly differs: boolean;
}

export interface ComparedMetric {
  readonly key: string;
  /** null when it is not known what is better: then there is no best */
  readonly goal: Goal | null;
  readonly values: readonly (MetricSummary | null)[];
  /** which runs have the best last value; empty when there is nothing to choose between */
  readonly best: readonly number[];
}

/** Compares runs. `goals`: what people chose for metrics, by key; the others go by the words in their keys. */
export function compareRuns(runs: readonly RunDetail[], goals: ReadonlyMap<string, Goal> = new Map()): Comparison {
  return {
    runs,
    snapshots: runs.map(({ git }) => git?.snapshot ?? null),
    params: rows(runs, (run) => run.params.map(({ name, value }) => [name, value])),
    metrics: metricRows(runs, goals),
    tags: rows(runs, (run) => run.tags.map(({ key, value }) => [key, value])),
    code: inGivenOrder(rows(runs, codeOf), CODE),
    data: rows(runs, dataOf),
    environment: rows(runs, environmentOf),
    packages: rows(runs, (run) => Object.entries(run.environment?.packages ?? {})),
  };
}

type Entry = readonly [name: string, value: string | null];

const CODE = ['command', 'branch', 'commit', 'uncommitted changes'];

function codeOf(run: RunDetail): Entry[] {
  const dirty = run.git?.dirty ?? null;
  return [
    ['command', run.row.command || null],
    ['branch', run.git?.branch ?? null],
    ['commit', run.git?.commit ?? null],
    ['uncommitted changes', dirty === null ? null : dirty ? 'yes' : 'no'],
  ];
}

function dataOf(run: RunDetail): Entry[] {
  const read = run.files.filter((file) => file.mode === 'read');
  return [
    ...run.datasets.map(({ name, digest, source }): Entry => [name, digest ?? source ?? '']),
    ...read.map(({ path, hash, size, mtimeMs }): Entry => [path, `${formatBytes(size)}, ${hash ?? `changed ${new Date(mtimeMs).toISOString()}`}`]),
  ];
}

function environmentOf(run: RunDetail): Entry[] {
  const environment = run.environment;
  if (!environment) return [];
  const hardware = Object.entries(environment.hardware).map(([name, value]): Entry => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return [
    ['python', environment.python],
    ['implementation', environment.implementation],
    ['platform', environment.platform],
    ...hardware,
  ];
}

/** A row for each name that occurs, by name; of a name that comes twice in a run the last counts. */
function rows(runs: readonly RunDetail[], entriesOf: (run: RunDetail) => readonly Entry[]): ComparedRow[] {
  const columns = runs.map((run) => new Map(entriesOf(run)));
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort(compareNames);
  return names.map((name) => {
    const values = columns.map((column) => column.get(name) ?? null);
    return { name, values, differs: values.some((value) => !sameValue(value, values[0] ?? null)) };
  });
}

function inGivenOrder(compared: readonly ComparedRow[], names: readonly string[]): ComparedRow[] {
  return [...compared].sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

/** Whether two values of a param are the same: as texts, or as numbers where both are. */
export function sameValue(a: string | null, b: string | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const number = parseNumber(a);
  return number !== null && Object.is(number, parseNumber(b));
}

function metricRows(runs: readonly RunDetail[], goals: ReadonlyMap<string, Goal>): ComparedMetric[] {
  const columns = runs.map((run) => new Map(run.metrics.map((metric) => [metric.key, metric])));
  const keys = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  const chosen = keys.find((key) => goals.has(key)) ?? headlineMetric(keys)?.key;
  const place = (key: string): number => (key === chosen ? 0 : isSystemMetric(key) ? 2 : 1);
  keys.sort((a, b) => place(a) - place(b) || compareNames(a, b));
  return keys.map((key) => {
    const values = columns.map((column) => column.get(key) ?? null);
    const goal = goals.get(key) ?? goalOf(key);
    return { key, goal, values, best: goal === null ? [] : bestOf(values.map((value) => value?.last ?? null), goal) };
  });
}

function bestOf(values: readonly (number | null)[], goal: Goal): number[] {
  const present = values.filter((value) => value !== null);
  const best = [...present].sort((a, b) => compareNumbers(a, b, goal === 'max'))[0];
  if (best === undefined || present.every((value) => value === best)) return [];
  return values.flatMap((value, index) => (value === best ? [index] : []));
}
