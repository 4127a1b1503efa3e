import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { TrialbookError } from '../core/errors';
import { firstLine } from '../core/cell_text';
import { howMade } from '../pipeline/made/how_made';
import type { Made } from '../pipeline/made/made';
import { madeNotebook, madeTitle } from '../pipeline/made/made_notebook';
import { whyText } from '../pipeline/made/why_text';
import { UsageError, type Arguments } from './arguments';
import { READING_OPTIONS, type Command } from './command';
import { counted } from './counted';
import { FileWriter } from './file_writer';
import { findPython } from './find_python';
import { openForReading } from './open_store';
import { printable } from './printable';
import { resolveRun } from './run_reference';
import type { Terminal } from './terminal';
import { renderTable } from './text_table';
import { packageRoot } from './version';

export const how: Command = {
  summary: 'how a number was made: the cells that led to it, as a notebook',
  operands: 'RUN [METRIC]',
  examples: ['@last', '@best r2 --out how.ipynb'],
  options: {
    cell: { type: 'string', value: 'N', help: 'what cell [N] made, rather than what was recorded last' },
    out: { type: 'string', short: 'o', value: 'FILE', help: 'where the notebook goes; without it the cells are only listed' },
    force: { type: 'boolean', help: 'write over FILE' },
    python: { type: 'string', value: 'PATH', help: 'the Python that is asked what `from … import *` brings; found as for pipeline if not given' },
    ...READING_OPTIONS,
  },
  async run({ args, terminal, cwd, env }) {
    args.expectOperands(1, 2, 'one run, and perhaps one of its metrics');
    const [reference = '', metric = null] = args.operands;
    const count = numberOf(args);
    const out = args.text('out') === undefined ? null : resolve(cwd, args.text('out') ?? '');
    if (out !== null && existsSync(out) && !args.flag('force')) throw new TrialbookError('file-exists', `${out} is there already; name another place, or use --force`);
    using open = openForReading({ args, terminal, cwd, env });
    const { store } = open;
    const runId = resolveRun(store, reference);
    const { row, cwd: folder } = store.detail(runId);
    const folders = [folder, row.script === null ? null : dirname(row.script), cwd].filter((one) => one !== null);
    const made = await howMade(store, { runId, metric, count, interpreter: args.text('python') ?? findPython(folders, env), root: packageRoot() });
    if (out !== null) {
      using file = new FileWriter(out);
      file.write(madeNotebook(made));
      file.finish();
    }
    if (args.flag('json')) return terminal.json({ ...madeJson(made), out });
    if (out === null) writeCells(made, terminal);
    else terminal.line(`${printable(madeTitle(made))}: ${cellsText(made)} written to ${out}`);
    for (const note of made.notes) terminal.aside(printable(note));
  },
};

function numberOf(args: Arguments): number | null {
  if (args.text('cell') === undefined) return null;
  const count = args.count('cell', 0);
  if (count === 0) throw new UsageError('--cell is the number beside a cell, from 1');
  return count;
}

function cellsText({ kept, left }: Made): string {
  return `${kept.length} of ${counted(kept.length + left.length, 'execution')}`;
}

function writeCells(made: Made, terminal: Terminal): void {
  const { kept, language, run, session } = made;
  const counts = new Map(kept.map(({ id, count }) => [id, count]));
  const countOf = (id: number): number | null => counts.get(id) ?? null;
  const column = (title: string, texts: readonly string[], shrinkTo: number) => ({ title, align: 'left' as const, cells: texts.map((text) => ({ text: printable(text) })), shrinkTo });
  terminal.line(`${terminal.style('bold', printable(madeTitle(made)))}  ${printable(run.runId === session.runId ? run.name : `${run.name}, in ${session.name}`)}: ${cellsText(made)} led to it`);
  const columns = [
    { title: '', align: 'right' as const, cells: kept.map(({ count }) => ({ text: `[${count ?? ' '}]` })) },
    column('', kept.map(({ source, redacted }) => (redacted ? 'redacted' : firstLine(source, language))), 20),
    column('why', kept.map(({ why }) => why.map((one) => whyText(one, countOf)).join(', ')), 20),
  ];
  terminal.lines(renderTable(columns, { width: terminal.width, style: (style, text) => terminal.style(style, text) }).lines);
}

/** Ids are those of this store; `why` as in the notebook, with what it is about. */
function madeJson(made: Made): Record<string, unknown> {
  const { run, session, number, target, kept, left, notes, runnable, language, notebook, folder, python, packages, files, commit, snapshot } = made;
  const counts = new Map(kept.map(({ id, count }) => [id, count]));
  return {
    run,
    session,
    metric: number?.key ?? null,
    value: number?.value ?? null,
    step: number?.step ?? null,
    cell: target.count,
    executions: kept.map(({ id, cellId, count, status, source, tags, redacted, why }) => ({
      ...{ id, cell: cellId, count, status, source, tags, redacted },
      why: why.map((one) => ({ ...one, text: whyText(one, (other) => counts.get(other) ?? null) })),
    })),
    left,
    ...{ notes, runnable, language, notebook, folder, python, packages, files, commit, snapshot },
  };
}
