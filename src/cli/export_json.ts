import type { ExportedRun } from './exported_runs';
import { rowJson } from './run_json';
import { asJsonNumber } from './terminal';

/**
 * Writes the runs as one JSON document, `{"runs": [{…, "params", "tags", "metrics": {key: [[step, time_ms, value], …]}}, …]}`, piece
 * by piece. Numbers that JSON lacks are the strings of the journal.
 */
export async function exportJson(runs: AsyncIterable<ExportedRun>, write: (text: string) => void): Promise<void> {
  write('{"runs":[');
  let beforeRun = '\n';
  for await (const { detail, points } of runs) {
    const { row, params, tags, metrics, ...rest } = detail;
    const head = {
      ...rowJson(row),
      ...rest,
      params: Object.fromEntries(params.map(({ name, value }) => [name, value])),
      tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    };
    write(`${beforeRun}${JSON.stringify(head, asJsonNumber).slice(0, -1)},"metrics":{`);
    let beforeSeries = '';
    for (const { key } of metrics) {
      write(`${beforeSeries}${JSON.stringify(key)}:[`);
      let beforePoint = '';
      for (const { step, timeMs, value } of points(key)) {
        write(`${beforePoint}${JSON.stringify([step, timeMs, value ?? NaN], asJsonNumber)}`);
        beforePoint = ',';
      }
      write(']');
      beforeSeries = ',';
    }
    write('}}');
    beforeRun = ',\n';
  }
  write('\n]}\n');
}
