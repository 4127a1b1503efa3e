import { join } from 'node:path';
import { ensurePythonEnvironment } from '../scripts/setup/python_environment.mjs';
import { root } from '../scripts/setup/project.mjs';
import { jsonOf } from './command.mts';
import { mlflow } from './mlflow.mts';
import type { Row } from './row.mts';

/** What python/bench/log_metric.py measures under a name. */
async function trialbook<T>(part: string): Promise<T> {
  return jsonOf<T>(await ensurePythonEnvironment(), [join(root, 'python', 'bench', 'log_metric.py'), part]);
}

export async function importing(): Promise<Row[]> {
  interface Imported { import_ms: number[] }
  const [ours, theirs] = [await trialbook<Imported>('import'), await mlflow<Imported>('import')];
  return [{ what: 'import trialbook, over bare Python', unit: 'ms', budget: { most: 30 }, values: ours.import_ms, peer: { values: theirs.import_ms } }];
}

export async function starting(): Promise<Row[]> {
  interface Started { start_run_ms: number[] }
  const [ours, theirs] = [await trialbook<Started>('start'), await mlflow<Started>('start')];
  return [{ what: 'start_run(), until the next line', unit: 'ms', budget: { most: 50 }, values: ours.start_run_ms, peer: { values: theirs.start_run_ms } }];
}

export async function logging(): Promise<Row[]> {
  const ours = await trialbook<{ log_metric_us: { median: number[]; p99: number[] }; points_per_second: number[] }>('calls');
  const { killed } = await trialbook<{ killed: number[] }>('killed');
  const theirs = await mlflow<{ log_metric_us: number[]; points_per_second: number[]; batched_points_per_second: number[] }>('calls');
  return [
    { what: 'log_metric, the median call', unit: 'µs', budget: { most: 10 }, values: ours.log_metric_us.median, peer: { values: theirs.log_metric_us } },
    { what: 'log_metric, the slowest call of a hundred', unit: 'µs', values: ours.log_metric_us.p99 },
    { what: 'log_metric in a loop', unit: 'points/s', budget: { least: 100_000 }, values: ours.points_per_second, peer: { values: theirs.points_per_second } },
    { what: 'the same, the fastest way', unit: 'points/s', values: ours.points_per_second, peer: { how: 'log_batch of 1,000', values: theirs.batched_points_per_second } },
    { what: 'lost of what a call had returned for, after kill -9', unit: 'points', budget: { most: 0 }, values: killed },
  ];
}

export async function together(): Promise<Row[]> {
  interface Rates { points_per_second: number[]; one_a_core_points_per_second: number[]; lost: number[] }
  interface Ours extends Rates { cpu_us: number[]; one_a_core_cpu_us: number[]; bare_points_per_second: number[]; bare_one_a_core_points_per_second: number[] }
  const { together: ours } = await trialbook<{ together: Ours }>('together');
  const theirs = await mlflow<Rates & { points: number }>('together');
  const ratio = (many: number[], few: number[]) => many.map((value, round) => value / (few[round] ?? NaN));
  return [
    { what: '64 processes at once', unit: 'points/s', values: ours.points_per_second, peer: { values: theirs.points_per_second } },
    {
      what: 'against one process a core', unit: '×', budget: { least: 1 }, values: ratio(ours.points_per_second, ours.one_a_core_points_per_second),
      peer: { values: ratio(theirs.points_per_second, theirs.one_a_core_points_per_second) },
    },
    { what: 'the same of processes that only write such lines, without a client', unit: '×', values: ratio(ours.bare_points_per_second, ours.bare_one_a_core_points_per_second) },
    { what: 'CPU time of a point with 64 processes at once', unit: 'µs', values: ours.cpu_us },
    { what: 'with one process a core', unit: 'µs', values: ours.one_a_core_cpu_us },
    { what: 'lost by 64 processes', unit: 'points', budget: { most: 0 }, values: ours.lost, peer: { how: `of ${theirs.points}`, values: theirs.lost } },
  ];
}
