import { readdirSync } from 'node:fs';
import type { CellRow } from '../core/cell';
import { TrialbookError } from '../core/errors';
import type { RunDetail } from '../core/run';
import type { Store } from '../store/store';
import { UsageError } from './arguments';
import { READING_OPTIONS, type Command } from './command';
import { counted } from './counted';
import { openForReading } from './open_store';
import { brief } from './printable';
import { resolveRun } from './run_reference';

const ALL = 1_000_000_000;

export const redact: Command = {
  summary: 'take what cells ran and gave out of the store, its backups and its journals',
  operands: 'RUN',
  examples: ['@last --cell 3', '@last --cell 3,4 --same'],
  options: {
    cell: { type: 'string', multiple: true, value: 'N', help: 'the number beside the cell; several: --cell 3,4' },
    same: { type: 'boolean', help: 'every other time the same source ran, in any session, as well' },
    ...READING_OPTIONS,
  },
  async run({ args, terminal, cwd, env }) {
    args.expectOperands(1, 1, 'one run: its id, the beginning of it, its name, @last or @best');
    const counts = args.list('cell').map(countOf);
    if (counts.length === 0) throw new UsageError('which cells: --cell N, the number beside the cell');
    using open = openForReading({ args, terminal, cwd, env });
    const { store } = open;
    const runId = resolveRun(store, args.operands[0] ?? '');
    const chosen = cellsWith(store, runId, counts);
    const others = sameSource(store, chosen);
    const ids = [...chosen, ...(args.flag('same') ? others : [])].map(({ id }) => id);
    store.edit({ op: 'redact-cells', ids });
    const left = [...(args.flag('same') ? [] : sameText(others)), ...unreached(store, chosen)];
    if (args.flag('json')) return terminal.json({ redacted: ids, left });
    terminal.line(`${counted(ids.length, 'cell')} redacted: source, outputs, errors and the files of outputs are gone from the store.`);
    if (left.length > 0) terminal.lines(['What this can not reach:', ...left.map((line) => `  ${brief(line, 1000)}`)]);
  },
};

function countOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--cell is the number beside a cell, not ${text}`);
  return Number(text);
}

/** A number may stand beside several, where the numbers began anew. */
function cellsWith(store: Store, runId: string, counts: readonly number[]): CellRow[] {
  const { rows } = store.cells({ runId, limit: ALL });
  const missing = counts.find((count) => !rows.some((row) => row.count === count));
  if (missing !== undefined) throw new TrialbookError('cell-not-found', `no cell [${missing}] ran in it; trialbook cells shows which did`);
  return rows.filter(({ count }) => count !== null && counts.includes(count));
}

function sameSource(store: Store, chosen: readonly CellRow[]): CellRow[] {
  const sources = new Set(chosen.flatMap(({ source, redactedMs }) => (redactedMs === null && source !== '' ? [source] : [])));
  const ids = new Set(chosen.map(({ id }) => id));
  return store.cells({ limit: ALL }).rows.filter(({ id, source }) => sources.has(source) && !ids.has(id));
}

function sameText(others: readonly CellRow[]): string[] {
  if (others.length === 0) return [];
  return [`the same source as it ran ${counted(others.length, 'other time')}: --same takes these out, too`];
}

/** Where what was redacted may still be, as far as can be told. */
function unreached(store: Store, cells: readonly CellRow[]): string[] {
  const sessions = [...new Set(cells.map(({ runId }) => runId))].map((runId) => store.detail(runId));
  const notebooks = [...new Set(cells.flatMap(({ notebook }) => notebook ?? []))];
  const damaged = readdirSync(store.paths.dir).filter((name) => name.includes('.damaged-'));
  return [
    ...notebooks.map((notebook) => `the notebook itself: ${notebook}`),
    ...sessions.flatMap(snapshotText),
    ...damaged.map((name) => `a damaged database that was kept: ${name}`),
    ...(store.isRedacting ? ['journals that a process still writes, or that VS Code is tending: they follow by themselves, or with trialbook sync once it has ended'] : []),
  ];
}

function snapshotText({ row, git }: RunDetail): string[] {
  if (!git?.snapshot) return [];
  return [`the git snapshot of ${row.name}, ${git.snapshot.slice(0, 10)}, if it holds the notebook with it; and your own commits`];
}
