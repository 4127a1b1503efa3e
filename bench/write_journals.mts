import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface JournalPlan {
  /** journals, each of a run of its own */
  readonly runs: number;
  /** series of each run */
  readonly keys: number;
  /** points of each series */
  readonly points: number;
  /** keys of one record: 1, as `log_metric` writes, or all, as `log_metrics` does */
  readonly together: boolean;
}

const START_MS = Date.UTC(2026, 10, 22, 9);

/** Writes journals as the Python client does, and returns the ids of their runs. */
export function writeJournals(dir: string, plan: JournalPlan): string[] {
  const folder = join(dir, 'journal');
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: plan.runs }, (_, run) => writeJournal(folder, run, plan));
}

function writeJournal(folder: string, run: number, { keys, points, together }: JournalPlan): string {
  const runId = run.toString(16).padStart(32, '0');
  const journal = `b${run.toString(16).padStart(31, '0')}`;
  const file = openSync(join(folder, `${journal}.0.jsonl`), 'w');
  let n = 0;
  let text = '';
  const put = (type: string, time: number, fields: string) => {
    text += `{"v":1,"type":"${type}","n":${n++},"time":${time}${fields}}\n`;
    if (text.length < 1 << 20) return;
    writeSync(file, text);
    text = '';
  };
  put('journal', START_MS, `,"journal":"${journal}","part":0,"run":"${runId}","client":"bench","host":"bench","pid":0`);
  put('run', START_MS, `,"name":"run ${run}","experiment":"bench","kind":"script"`);
  put('params', START_MS, `,"values":{"lr":"${run / 1000}","model":"m${run % 7}"},"source":"log"`);
  for (let step = 0; step < points; step++) {
    const time = START_MS + step * 37;
    const values = Array.from({ length: keys }, (_, key) => `"metric_${key}":${Math.exp(-step / points) + Math.random() / 10}`);
    if (together) put('metrics', time, `,"values":{${values.join(',')}},"step":${step}`);
    else for (const value of values) put('metrics', time, `,"values":{${value}},"step":${step}`);
  }
  put('end', START_MS + points * 37, ',"status":"FINISHED"');
  put('seal', START_MS + points * 37, '');
  writeSync(file, text);
  closeSync(file);
  return runId;
}
