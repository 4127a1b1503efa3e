import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { TrialbookError } from '../core/errors';
import { UsageError } from './arguments';
import { READING_OPTIONS, type Command } from './command';
import { counted } from './counted';
import { CSV_NAMES, exportCsv } from './export_csv';
import { exportJson } from './export_json';
import { exportedRuns, type ExportedRun } from './exported_runs';
import { FileWriter } from './file_writer';
import { Interruption } from './interruption';
import { openForReading } from './open_store';
import { tellUnknownNames } from './unknown_names';

const HEAR_MS = 50;

export const exportRuns: Command = {
  summary: 'runs with all their points, as CSV files or as JSON',
  operands: '',
  examples: ['--out runs-csv', "--format json --out runs.json -q 'metrics.val_acc > 0.9'"],
  options: {
    format: { type: 'string', value: 'csv|json', help: 'csv if not given' },
    out: { type: 'string', short: 'o', value: 'PATH', help: 'for csv a folder, for json a file' },
    query: { type: 'string', short: 'q', value: 'QUERY', help: 'only runs like this' },
    force: { type: 'boolean', help: 'write over what an earlier export left there' },
    ...READING_OPTIONS,
  },
  async run({ args, terminal, cwd, env }) {
    args.expectOperands(0, 0, 'no operand; to choose runs, use -q');
    const format = args.choice('format', ['csv', 'json']) ?? 'csv';
    const out = args.text('out');
    if (out === undefined) throw new UsageError(`name ${format === 'csv' ? 'a folder' : 'a file'} with --out`);
    const path = resolve(cwd, out);
    if (!args.flag('force')) refuseToOverwrite(format === 'csv' ? CSV_NAMES.map((name) => join(path, name)) : [path]);
    using open = openForReading({ args, terminal, cwd, env });
    const done = { runs: 0 };
    const query = args.text('query');
    if (query !== undefined) tellUnknownNames(open.store, { query }, terminal);
    using interruption = new Interruption();
    const runs = counting(exportedRuns(open.store, query), done, interruption.signal);
    if (format === 'csv') await exportCsv(runs, path);
    else {
      using file = new FileWriter(path);
      await exportJson(runs, (text) => file.write(text));
      file.finish();
    }
    if (args.flag('json')) return terminal.json({ path, format, runs: done.runs });
    terminal.line(`${counted(done.runs, 'run')} written to ${path}`);
  },
};

/** Now and then Ctrl-C is heard: what was written in part goes then. */
async function* counting(runs: Iterable<ExportedRun>, done: { runs: number }, signal: AbortSignal): AsyncGenerator<ExportedRun> {
  let heardMs = performance.now();
  for (const run of runs) {
    yield run;
    done.runs++;
    if (performance.now() - heardMs < HEAR_MS) continue;
    await setImmediate();
    signal.throwIfAborted();
    heardMs = performance.now();
  }
}

function refuseToOverwrite(paths: readonly string[]): void {
  const there = paths.find((path) => existsSync(path));
  if (there !== undefined) throw new TrialbookError('file-exists', `${there} is there already; name another place, or use --force`);
}
