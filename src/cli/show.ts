import { digitsFor, formatAge, formatBytes, formatDate, formatNumber } from '../core/format';
import { isSystemMetric } from '../core/headline';
import { compareNames } from '../core/ordering';
import type { RunDetail } from '../core/run';
import type { StoreService } from '../store/service';
import { READING_OPTIONS, type Command } from './command';
import { openForReading } from './open_store';
import { printable, printableLines } from './printable';
import { durationText, statusCell } from './run_column';
import { metricJson } from './run_json';
import { resolveRun } from './run_reference';
import { sparkline } from './sparkline';
import type { Terminal } from './terminal';
import { renderTable, type TextColumn } from './text_table';

const CURVE_WIDTH = 24;

export const show: Command = {
  summary: 'all about one run',
  operands: 'RUN',
  options: {
    log: { type: 'boolean', help: 'what the run printed, and nothing else' },
    all: { type: 'boolean', short: 'a', help: "packages and the machine's own metrics too" },
    ...READING_OPTIONS,
  },
  async run({ args, terminal, cwd, env }) {
    args.expectOperands(1, 1, 'one run: its id, the beginning of it, its name, @last or @best');
    using open = openForReading({ args, terminal, cwd, env });
    const { store } = open;
    const runId = resolveRun(store, args.operands[0] ?? '');
    if (args.flag('log')) return showLog(store, runId, terminal);
    const detail = store.detail(runId);
    if (args.flag('json')) return terminal.json({ ...detail, metrics: detail.metrics.map(metricJson) });
    showDetail(detail, store, terminal, args.flag('all'));
  },
};

function showLog(store: StoreService, runId: string, terminal: Terminal): void {
  let after: number | undefined;
  for (;;) {
    const { pieces, next } = store.log({ runId, ...(after === undefined ? {} : { after }) });
    for (const { text } of pieces) terminal.write(printableLines(text));
    if (pieces.length === 0 || next === after) return;
    after = next;
  }
}

function showDetail(detail: RunDetail, store: StoreService, terminal: Terminal, all: boolean): void {
  const { row } = detail;
  const nowMs = Date.now();
  const sign = statusCell(row.status);
  const age = formatAge(row.startMs, nowMs);
  const when = /^[0-9]+ /.test(age) ? `${age} ago` : age;
  const title = `${terminal.style(sign.style ?? 'bold', sign.text)} ${terminal.style('bold', printable(row.name))}`;
  terminal.line(`${title}  ${row.starred ? '★ ' : ''}${row.status.toLowerCase()}, ${when}, ${durationText(row, nowMs) || 'end unknown'}`);
  facts(terminal, [
    ['id', row.runId],
    ['experiment', row.experiment],
    ['error', row.error],
    ['note', row.note],
    ['started', formatDate(row.startMs)],
    ['command', row.command],
    ['folder', detail.cwd],
    ['code', codeText(detail)],
    ['python', environmentText(detail)],
    ['host', [detail.user, detail.host].filter(Boolean).join('@')],
    ['parent', detail.parent && `${detail.parent.name} (${detail.parent.runId.slice(0, 8)})`],
    ['tags', detail.tags.map(({ key, value }) => `${key}=${value}`).join('  ')],
  ]);
  section(terminal, 'params', pairs(detail.params.map(({ name, value }) => [name, value])));
  section(terminal, 'metrics', metricColumns(detail, store, all));
  section(terminal, 'data', dataColumns(detail));
  section(terminal, 'artifacts', [
    left('artifact', detail.artifacts.map(({ path }) => path)),
    right('size', detail.artifacts.map(({ size }) => formatBytes(size))),
  ]);
  section(terminal, 'children', [
    left('run', detail.children.map(({ name }) => name)),
    left('status', detail.children.map(({ status }) => status.toLowerCase())),
  ]);
  if (all) section(terminal, 'packages', pairs(Object.entries(detail.environment?.packages ?? {})));
  section(terminal, 'problems', [left('problem', detail.problems.map(({ message }) => message))]);
  if (detail.traceback) terminal.lines(['', terminal.style('red', printableLines(detail.traceback).trimEnd())]);
}

function facts(terminal: Terminal, entries: readonly (readonly [string, string | null])[]): void {
  for (const [name, value] of entries) {
    if (value) terminal.line(`  ${terminal.style('dim', name.padEnd(10))}  ${printable(value)}`);
  }
}

function section(terminal: Terminal, name: string, columns: readonly TextColumn[]): void {
  if (!columns.some(({ cells }) => cells.length > 0)) return;
  const width = terminal.width - 2;
  const table = renderTable(columns, { width, style: (style, text) => terminal.style(style, text) });
  terminal.lines(['', terminal.style('bold', name), ...table.lines.map((line) => `  ${line}`)]);
}

function metricColumns(detail: RunDetail, store: StoreService, all: boolean): TextColumn[] {
  const metrics = detail.metrics.filter(({ key }) => all || !isSystemMetric(key)).sort((a, b) => compareNames(a.key, b.key));
  const keys = metrics.map(({ key }) => key);
  if (keys.length === 0) return [];
  const views = store.series({ runIds: [detail.row.runId], keys, x: 'step', px: CURVE_WIDTH });
  const curves = keys.map((key) => sparkline(views.find((view) => view.key === key)?.buckets ?? [], CURVE_WIDTH));
  const digits = metrics.map(({ last, min, max }) => digitsFor([last, min, max]));
  const values = (part: 'last' | 'min' | 'max'): string[] => metrics.map((metric, at) => formatNumber(metric[part], digits[at]));
  return [
    left('', keys),
    right('last', values('last')),
    right('min', values('min')),
    right('max', values('max')),
    right('points', metrics.map(({ count }) => String(count))),
    right('NaN', metrics.some(({ nanCount }) => nanCount > 0) ? metrics.map(({ nanCount }) => (nanCount > 0 ? String(nanCount) : '')) : []),
    { ...left('', curves), optional: true },
  ];
}

function dataColumns({ datasets, files }: RunDetail): TextColumn[] {
  const rows = [
    ...datasets.map(({ name, digest, context }) => ['dataset', name, digest ?? '', context ?? '']),
    ...files.map(({ path, mode, size, hash }) => [mode, path, (hash ?? '').slice(0, 12), formatBytes(size)]),
  ];
  return [0, 1, 2, 3].map((at) => left('', rows.map((row) => row[at] ?? '')));
}

function codeText({ git, row }: RunDetail): string | null {
  if (!git) return null;
  if (git.commit === null) return git.problem;
  const changes = row.dirty ? ' with uncommitted changes' : '';
  return `${git.branch ?? 'detached'}@${git.commit.slice(0, 10)}${changes}${git.subject ? `: ${git.subject}` : ''}`;
}

function environmentText({ environment, interpreter }: RunDetail): string | null {
  if (!environment) return null;
  const { python, implementation, platform } = environment;
  return [`${implementation} ${python}`, platform, interpreter].filter(Boolean).join(', ');
}

function pairs(entries: readonly (readonly [string, string])[]): TextColumn[] {
  return [left('', entries.map(([name]) => name)), { ...left('', entries.map(([, value]) => value)), shrinkTo: 20 }];
}

function left(title: string, texts: readonly string[]): TextColumn {
  return { title, align: 'left', cells: texts.map((text) => ({ text: printable(text) })), shrinkTo: 12 };
}

function right(title: string, texts: readonly string[]): TextColumn {
  return { title, align: 'right', cells: texts.map((text) => ({ text })) };
}
