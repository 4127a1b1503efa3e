import { setTimeout as sleep } from 'node:timers/promises';
import { TrialbookError } from '../core/errors';
import { formatNumber } from '../core/format';
import { isSystemMetric } from '../core/headline';
import { progressOf, PROGRESS_METRICS, PROGRESS_PARAMS } from '../core/progress';
import type { RunRow } from '../core/run';
import type { MetricSummary } from '../core/series';
import type { StoreService } from '../store/service';
import { STORE_OPTIONS, type Command } from './command';
import { Interruption } from './interruption';
import { LiveScreen } from './live_screen';
import { openStore } from './open_store';
import { brief } from './printable';
import { durationText, statusCell } from './run_column';
import { metricJson } from './run_json';
import { resolveRun } from './run_reference';
import type { Terminal } from './terminal';
import { renderTable, type TextColumn } from './text_table';

const PAUSE_MS = 500;
const MOST_METRICS = 40;
const SHOWN_METRICS = 3;
/** Room for a number, so that nothing jumps while it changes. */
const STEADY_DIGITS = 10;

export const watch: Command = {
  summary: 'runs that are running, live; with RUN, until those have ended',
  operands: '[RUN…]',
  examples: ['', '@last && echo done'],
  options: STORE_OPTIONS,
  async run({ args, terminal, cwd, env }) {
    using open = openStore({ args, terminal, cwd, env });
    const { store } = open;
    store.sync();
    const wanted = args.operands.map((reference) => resolveRun(store, reference));
    using interruption = new Interruption();
    const { signal } = interruption;
    const show = args.flag('json') ? jsonLines(terminal) : terminal.isInteractive ? screen(terminal) : textLines(terminal);
    const seen = new Set(wanted);
    try {
      while (!signal.aborted) {
        const watched = watchedRuns(store, wanted, seen);
        for (const { row } of watched) seen.add(row.runId);
        show.show(watched);
        if (wanted.length > 0 && watched.every(({ row }) => row.status !== 'RUNNING')) return;
        await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
        store.sync();
      }
    } finally {
      show.end();
    }
    // Without a RUN there is no other end. With one, `watch RUN && …` is not to go on.
    if (wanted.length > 0) throw new TrialbookError('interrupted', 'stopped watching before the end');
  },
};

interface WatchedRun {
  readonly row: RunRow;
  /** the headline first */
  readonly metrics: readonly MetricSummary[];
  /** `epoch 7/20`, or '' */
  readonly progress: string;
}

interface Display {
  show(runs: readonly WatchedRun[]): void;
  end(): void;
}

/** The named runs; without names, those that run and those that were seen running. */
function watchedRuns(store: StoreService, wanted: readonly string[], seen: ReadonlySet<string>): WatchedRun[] {
  const headlines = new Map(store.experiments().map(({ name, metric }) => [name, metric]));
  const plain = store.columns().metrics.filter((key) => !isSystemMetric(key)).slice(0, MOST_METRICS);
  const metrics = [...new Set([...[...headlines.values()].filter((key) => key !== null), ...plain, ...PROGRESS_METRICS])];
  const sort = [{ by: 'started', descending: false }] as const;
  const asked = { sort, metrics, params: PROGRESS_PARAMS };
  const running = wanted.length > 0 ? [] : store.runs({ ...asked, query: 'status = running' }).rows;
  const known = seen.size > 0 ? store.runs({ ...asked, runIds: [...seen] }).rows : [];
  const rows = [...new Map([...known, ...running].map((row) => [row.runId, row])).values()];
  return rows.map((row) => {
    const headline = headlines.get(row.experiment) ?? null;
    const has = row.metrics.filter((metric) => metric !== null).sort((a, b) => Number(b.key === headline) - Number(a.key === headline));
    const progress = progressOf(
      { param: (name) => row.params[PROGRESS_PARAMS.indexOf(name)] ?? null, metric: (key) => row.metrics[metrics.indexOf(key)] ?? null },
      headline,
    );
    const of = String(progress?.of ?? '');
    return { row, metrics: has, progress: progress ? `${progress.unit} ${String(progress.done).padStart(of.length)}/${of}` : '' };
  });
}

/** Those that the progress does not tell already. */
function shownMetrics({ metrics, progress }: WatchedRun): MetricSummary[] {
  return metrics.filter(({ key }) => progress === '' || !PROGRESS_METRICS.includes(key)).slice(0, SHOWN_METRICS);
}

/** The table is drawn over itself. */
function screen(terminal: Terminal): Display {
  const live = new LiveScreen(terminal);
  return { show: (runs) => live.draw(liveTable(runs, terminal)), end: () => live.end() };
}

function liveTable(runs: readonly WatchedRun[], terminal: Terminal): string[] {
  if (runs.length === 0) return [terminal.style('dim', 'Nothing is running. Ctrl-C ends.')];
  const nowMs = Date.now();
  const metrics = runs.map(shownMetrics);
  const left = (title: string, texts: readonly string[], shrinkTo: number): TextColumn => ({ title, align: 'left', cells: texts.map((text) => ({ text })), shrinkTo });
  const columns: TextColumn[] = [
    { title: '', align: 'left', cells: runs.map(({ row }) => statusCell(row.status)) },
    left('name', runs.map(({ row }) => brief(row.name)), 12),
    left('progress', runs.map(({ progress }) => progress), 8),
    left('last values', metrics.map((those) => those.map(steadyText).join('  ')), 16),
    { title: 'step', align: 'right', cells: metrics.map(([first]) => ({ text: first ? String(first.lastStep) : '' })), optional: true },
    { title: 'time', align: 'right', cells: runs.map(({ row }) => ({ text: durationText(row, nowMs) })) },
  ];
  return [...renderTable(columns, { width: terminal.width - 1, style: (style, text) => terminal.style(style, text) }).lines];
}

/** A line whenever a run has something new. */
function textLines(terminal: Terminal): Display {
  return eachChange((run) => {
    const { row, progress } = run;
    const metrics = shownMetrics(run);
    const values = metrics.map(valueText);
    const step = metrics[0] ? `step ${metrics[0].lastStep}` : '';
    terminal.line([brief(row.name), row.status.toLowerCase(), progress || step, ...values].filter((part) => part !== '').join('  '));
  });
}

function jsonLines(terminal: Terminal): Display {
  return eachChange(({ row, metrics }) => {
    const { runId, name, experiment, status, startMs, endMs } = row;
    terminal.jsonLine({ runId, name, experiment, status, startMs, endMs, metrics: metrics.map(metricJson) });
  });
}

function eachChange(tell: (run: WatchedRun) => void): Display {
  const told = new Map<string, string>();
  return {
    show(runs) {
      for (const run of runs) {
        const state = JSON.stringify([run.row.status, run.metrics.map(({ count, last }) => [count, last])]);
        if (told.get(run.row.runId) === state) continue;
        told.set(run.row.runId, state);
        tell(run);
      }
    },
    end() {},
  };
}

function steadyText(metric: MetricSummary): string {
  return valueText(metric).padEnd(brief(metric.key).length + STEADY_DIGITS);
}

function valueText({ key, last }: MetricSummary): string {
  return `${brief(key)} ${formatNumber(last)}`;
}
