import type { CellRow } from '../core/cell';
import { cellStatusAsRun, cellStatusWords, cellTitle } from '../core/cell_text';
import { formatDuration, formatNumber } from '../core/format';
import { READING_OPTIONS, type Command } from './command';
import { openForReading } from './open_store';
import { brief } from './printable';
import { statusCell } from './run_column';
import { resolveRun } from './run_reference';
import { renderTable, type TextColumn } from './text_table';

const ALL = 1_000_000_000;
const MOST_METRICS = 4;

export const cells: Command = {
  summary: 'the notebook cells that ran in a session, or while a run was open, in their order',
  operands: 'RUN',
  examples: ['@last', '@last --limit 5'],
  options: {
    limit: { type: 'string', short: 'n', value: 'N', help: 'only the last so many, all if not given' },
    ...READING_OPTIONS,
  },
  async run({ args, terminal, cwd, env }) {
    args.expectOperands(1, 1, 'one run: its id, the beginning of it, its name, @last or @best');
    using open = openForReading({ args, terminal, cwd, env });
    const { store } = open;
    const { rows, total } = store.cells({ runId: resolveRun(store, args.operands[0] ?? ''), descending: true, limit: args.count('limit', 0) || ALL });
    rows.reverse();
    if (args.flag('json')) return terminal.json(rows);
    if (total === 0) return terminal.aside('No cells ran in it.');
    const table = renderTable(columnsOf(rows), { width: terminal.width, style: (style, text) => terminal.style(style, text) });
    terminal.lines(table.lines);
    if (total > rows.length) terminal.aside(`${total - rows.length} before: --limit 0 shows all`);
  },
};

function columnsOf(rows: readonly CellRow[]): TextColumn[] {
  return [
    { title: '', align: 'left', cells: rows.map(({ status }) => statusCell(cellStatusAsRun[status])) },
    { title: 'cell', align: 'left', cells: rows.map((row) => ({ text: brief(cellTitle(row)), style: 'bold' })), shrinkTo: 24 },
    { title: 'status', align: 'left', cells: rows.map(({ status, error }) => ({ text: brief(status === 'error' && error !== null ? error : cellStatusWords[status]) })), shrinkTo: 12 },
    { title: 'time', align: 'right', cells: rows.map(({ startMs, endMs }) => ({ text: endMs === null ? '' : formatDuration(endMs - startMs) })) },
    { title: 'recorded', align: 'left', cells: rows.map((row) => ({ text: metricsText(row) })), shrinkTo: 16, optional: true },
  ];
}

function metricsText({ metrics }: CellRow): string {
  const shown = metrics.slice(0, MOST_METRICS).map(({ key, value }) => `${brief(key)} ${formatNumber(value)}`);
  return shown.join(', ') + (metrics.length > shown.length ? ` +${metrics.length - shown.length}` : '');
}
