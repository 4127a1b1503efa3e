import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Point } from '../core/series';
import { csvLine } from './csv_writer';
import type { ExportedRun } from './exported_runs';
import { FileWriter } from './file_writer';

const RUN_COLUMNS = [
  'runId', 'name', 'experiment', 'parentRunId', 'kind', 'status', 'startMs', 'endMs', 'error', 'starred', 'note', 'command', 'script',
  'branch', 'commit', 'dirty', 'snapshot',
] as const;

const HEADERS = {
  'runs.csv': [
    'run_id', 'name', 'experiment', 'parent_run_id', 'kind', 'status', 'start_ms', 'end_ms', 'error', 'starred', 'note', 'command', 'script',
    'branch', 'commit', 'dirty', 'snapshot',
  ],
  'params.csv': ['run_id', 'name', 'value', 'source'],
  'metrics.csv': ['run_id', 'key', 'step', 'time_ms', 'value'],
  'tags.csv': ['run_id', 'key', 'value'],
  'artifacts.csv': ['run_id', 'path', 'size', 'kind', 'sha256', 'step', 'time_ms'],
} as const;

export type CsvName = keyof typeof HEADERS;
export const CSV_NAMES = Object.keys(HEADERS) as CsvName[];

/** Writes the runs as a folder of CSV files that refer to each other by `run_id`. All of them come into being, or none does. */
export async function exportCsv(runs: AsyncIterable<ExportedRun>, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const files = new Map<CsvName, FileWriter>();
  try {
    for (const name of CSV_NAMES) files.set(name, new FileWriter(join(folder, name)));
    await writeRuns(runs, (name, fields) => files.get(name)?.write(csvLine(fields)));
    for (const file of files.values()) file.finish();
  } finally {
    for (const file of files.values()) file[Symbol.dispose]();
  }
}

async function writeRuns(runs: AsyncIterable<ExportedRun>, write: (name: CsvName, fields: readonly (string | number | null)[]) => void): Promise<void> {
  for (const name of CSV_NAMES) write(name, HEADERS[name]);
  for await (const { detail, points } of runs) {
    const { row, params, tags, artifacts, metrics } = detail;
    const id = row.runId;
    write('runs.csv', RUN_COLUMNS.map((column) => plain(row[column])));
    for (const { name, value, source } of params) write('params.csv', [id, name, value, source]);
    for (const { key, value } of tags) write('tags.csv', [id, key, value]);
    for (const { path, size, kind, sha256, step, timeMs } of artifacts) write('artifacts.csv', [id, path, size, kind, sha256, step, timeMs]);
    for (const { key } of metrics) for (const point of points(key)) write('metrics.csv', [id, key, ...pointFields(point)]);
  }
}

function pointFields({ step, timeMs, value }: Point): [number, number, number] {
  return [step, timeMs, value ?? NaN];
}

function plain(value: string | number | boolean | null): string | number | null {
  return typeof value === 'boolean' ? Number(value) : value;
}
