import type { CodeChanges } from '../core/code_changes';
import { changeText, kindLetters } from '../core/code_text';
import { digitsFor, formatAge, formatBytes, formatDate, formatNumber } from '../core/format';
import { isSystemMetric } from '../core/headline';
import { compareNames } from '../core/ordering';
import type { RunDetail } from '../core/run';
import type { MetricSummary } from '../core/series';
import { mostTellingFirst } from '../core/snapshot_text';
import type { StoreService } from '../store/service';
import { uncommittedChanges } from './code_between';
import { codeFacts } from './code_facts';
import { READING_OPTIONS, type Command } from './command';
import { openForReading } from './open_store';
import { brief, printableLines } from './printable';
import { durationText, statusCell } from './run_column';
import { metricJson, rowJson } from './run_json';
import { resolveRun } from './run_reference';
import { sparkline } from './sparkline';
import type { Terminal } from './terminal';
import { renderTable, type TextColumn } from './text_table';

const CURVE_WIDTH = 24;
/** Rows of a section, unless all are asked for. */
const MOST_ROWS = 100;
/** Characters of a command, a note, an error; of a value in a list there are fewer. */
const LONGEST_FACT = 1000;
/** Characters of a traceback, which tells most at its end. */
const LONGEST_TRACEBACK = 20_000;

export const show: Command = {
  summary: 'all about one run',
  operands: 'RUN',
  examples: ['@last', '@best --all', '@last --log'],
  options: {
    log: { type: 'boolean', help: 'what the run printed, and nothing else' },
    all: { type: 'boolean', short: 'a', help: "packages and the machine's own metrics too, and lists to their ends" },
    ...READING_OPTIONS,
  },
  async run({ args, terminal, cwd, env }) {
    args.expectOperands(1, 1, 'one run: its id, the beginning of it, its name, @last or @best');
    using open = openForReading({ args, terminal, cwd, env });
    const { store } = open;
    const runId = resolveRun(store, args.operands[0] ?? '');
    if (args.flag('log')) return showLog(store, runId, terminal);
    const detail = store.detail(runId);
    if (args.flag('json')) return terminal.json({ ...detail, row: rowJson(detail.row), metrics: detail.metrics.map(metricJson) });
    const changes = await uncommittedChanges(detail.git, store.paths.dir);
    showDetail({ detail, changes }, store, terminal, args.flag('all'));
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

interface Shown {
  readonly detail: RunDetail;
  /** what was uncommitted, if that is known */
  readonly changes: CodeChanges | null;
}

function showDetail({ detail, changes }: Shown, store: StoreService, terminal: Terminal, all: boolean): void {
  const { row } = detail;
  const nowMs = Date.now();
  const sign = statusCell(row.status);
  const age = formatAge(row.startMs, nowMs);
  const when = /^[0-9]+ /.test(age) ? `${age} ago` : age;
  const title = `${terminal.style(sign.style ?? 'bold', sign.text)} ${terminal.style('bold', brief(row.name))}`;
  terminal.line(`${title}  ${row.starred ? '★ ' : ''}${row.status.toLowerCase()}, ${when}, ${durationText(row, nowMs) || 'end unknown'}`);
  facts(terminal, [
    ['id', row.runId],
    ['experiment', row.experiment],
    ['error', row.error],
    ['note', row.note],
    ['started', formatDate(row.startMs)],
    ['command', row.command],
    ['folder', detail.cwd],
    ...codeFacts(detail, changes),
    ['python', environmentText(detail)],
    ['host', [detail.user, detail.host].filter(Boolean).join('@')],
    ['notebook', sessionText(detail)],
    ['cells', row.cellCount === 0 ? null : `${row.cellCount.toLocaleString('en')}, trialbook cells shows them`],
    ['parent', detail.parent && `${detail.parent.name} (${detail.parent.runId.slice(0, 8)})`],
    ['tags', detail.tags.map(({ key, value }) => brief(`${key}=${value}`)).join('  ')],
  ]);
  const list = <T>(name: string, items: readonly T[], columns: (shown: readonly T[]) => TextColumn[]): void => {
    const shown = all ? items : items.slice(0, MOST_ROWS);
    section(terminal, name, columns(shown), items.length - shown.length);
  };
  list('params', detail.params, (params) => pairs(params.map(({ name, value }) => [name, value])));
  const metrics = detail.metrics.filter(({ key }) => all || !isSystemMetric(key)).sort((a, b) => compareNames(a.key, b.key));
  list('metrics', metrics, (shown) => metricColumns(row.runId, shown, store));
  list('uncommitted changes', mostTellingFirst(changes?.files ?? []), (files) => [
    left('', files.map(({ kind, path }) => `${kindLetters[kind]} ${path}`)),
    { ...left('', files.map(changeText)), shrinkTo: 20 },
  ]);
  list('data', dataRows(detail), (rows) => [0, 1, 2, 3].map((at) => left('', rows.map((cells) => cells[at] ?? ''))));
  list('artifacts', detail.artifacts, (artifacts) => [
    left('artifact', artifacts.map(({ path }) => path)),
    right('size', artifacts.map(({ size }) => formatBytes(size))),
  ]);
  list('children', detail.children, (children) => [
    left('run', children.map(({ name }) => name)),
    left('status', children.map(({ status }) => status.toLowerCase())),
  ]);
  if (all) list('packages', Object.entries(detail.environment?.packages ?? {}), pairs);
  list('problems', detail.problems, (problems) => [left('problem', problems.map(({ message }) => message))]);
  if (detail.traceback) terminal.lines(['', terminal.style('red', tracebackText(detail.traceback))]);
}

/** Of a very long one its beginning and its end. */
function tracebackText(traceback: string): string {
  const over = traceback.length - LONGEST_TRACEBACK;
  if (over <= 0) return printableLines(traceback).trimEnd();
  const begin = LONGEST_TRACEBACK / 4;
  return `${printableLines(traceback.slice(0, begin))}\n… ${over.toLocaleString('en')} characters left out, --json has them …\n${printableLines(traceback.slice(begin + over)).trimEnd()}`;
}

function facts(terminal: Terminal, entries: readonly (readonly [string, string | null])[]): void {
  for (const [name, value] of entries) {
    if (value) terminal.line(`  ${terminal.style('dim', name.padEnd(10))}  ${brief(value, LONGEST_FACT)}`);
  }
}

function section(terminal: Terminal, name: string, columns: readonly TextColumn[], hidden: number): void {
  if (!columns.some(({ cells }) => cells.length > 0)) return;
  const width = terminal.width - 2;
  const table = renderTable(columns, { width, style: (style, text) => terminal.style(style, text) });
  const more = hidden > 0 ? [terminal.style('dim', `… ${hidden.toLocaleString('en')} more, --all shows them`)] : [];
  terminal.lines(['', terminal.style('bold', name), ...[...table.lines, ...more].map((line) => `  ${line}`)]);
}

function metricColumns(runId: string, metrics: readonly MetricSummary[], store: StoreService): TextColumn[] {
  const keys = metrics.map(({ key }) => key);
  if (keys.length === 0) return [];
  const views = new Map(store.series({ runIds: [runId], keys, x: 'step', px: CURVE_WIDTH }).map((view) => [view.key, view.buckets]));
  const curves = keys.map((key) => sparkline(views.get(key) ?? [], CURVE_WIDTH));
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

function dataRows({ datasets, files }: RunDetail): string[][] {
  return [
    ...datasets.map(({ name, digest, context }) => ['dataset', name, digest ?? '', context ?? '']),
    ...files.map(({ path, mode, size, hash }) => [mode, path, (hash ?? '').slice(0, 12), formatBytes(size)]),
  ];
}

function environmentText({ environment, interpreter }: RunDetail): string | null {
  if (!environment) return null;
  const { python, implementation, platform } = environment;
  return [`${implementation} ${python}`, platform, interpreter].filter(Boolean).join(', ');
}

function sessionText({ session }: RunDetail): string | null {
  if (!session) return null;
  const kernel = [session.kernel, session.language].filter((part) => part !== null && part !== '').join(', ');
  return [session.notebook, kernel && `kernel ${kernel}`].filter(Boolean).join(', ');
}

function pairs(entries: readonly (readonly [string, string])[]): TextColumn[] {
  return [left('', entries.map(([name]) => name)), { ...left('', entries.map(([, value]) => value)), shrinkTo: 20 }];
}

function left(title: string, texts: readonly string[]): TextColumn {
  return { title, align: 'left', cells: texts.map((text) => ({ text: brief(text) })), shrinkTo: 12 };
}

function right(title: string, texts: readonly string[]): TextColumn {
  return { title, align: 'right', cells: texts.map((text) => ({ text })) };
}
