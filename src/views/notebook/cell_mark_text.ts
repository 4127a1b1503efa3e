import type { CellRow } from '../../core/cell';
import { cellStatusWords, cellTitle } from '../../core/cell_text';
import { digitsFor, formatDate, formatDuration, formatNumber } from '../../core/format';
import { headlineMetric } from '../../core/headline';
import { plainLine } from '../../core/plain_text';
import { isPerhapsStale, isStale, type StaleInput } from '../../notebook/stale';
import type { CellMark, MarkedMetric } from './cell_marks';
import { iconFree } from '../icon_free';

const LONGEST_KEY = 40;
const MOST_LISTED = 8;
const LONGEST_VALUE = 80;

/** What the texts need besides the mark itself. */
export interface MarkContext {
  /** a cell's place as people count, from 1; null for one that is gone */
  readonly numberOf: (key: string) => number | null;
  /** a session's name, by its run's id */
  readonly sessionName: (runId: string) => string;
  /** params of the run to which the metric went */
  readonly params: readonly { readonly name: string; readonly value: string }[];
}

/** `◍ acc 0.942 ▲ +0.011 vs best`; null where the cell recorded nothing. */
export function metricText({ metric }: CellMark): string | null {
  if (!metric) return null;
  const { key, value, before } = metric;
  return [`◍ ${label(key)} ${formatNumber(value, digitsFor([value, before?.value ?? null]))}`, differenceText(metric)].filter(Boolean).join(' ');
}

/** `◍ accuracy 0.93 · record?`, of numbers that wait for a yes; null where none does. */
export function askedText({ asked }: CellMark): string | null {
  const keys = asked.map(({ key }) => key);
  const shown = asked.find(({ key }) => key === headlineMetric(keys)?.key) ?? asked[0];
  if (!shown) return null;
  const more = asked.length > 1 ? ` +${asked.length - 1}` : '';
  return `◍ ${label(shown.key)} ${formatNumber(shown.value)}${more} · record?`;
}

/** `⚠ stale: cell 3 changed since`, with a codicon for the sign; null where nothing is stale. */
export function staleText(mark: CellMark, { numberOf }: Pick<MarkContext, 'numberOf'>): string | null {
  if (mark.fromEarlierSession) return '$(history) from an earlier session';
  const { state } = mark;
  if (!state || !isStale(state)) return null;
  if (state.edited) return '$(warning) stale: edited since it ran';
  const [input] = state.inputs;
  const more = state.inputs.length > 1 ? ` +${state.inputs.length - 1}` : '';
  const why = `${input ? inputText(input, numberOf) : ''}${more}`;
  return isPerhapsStale(state) ? `$(question) may be stale: ${why}` : `$(warning) stale: ${why}`;
}

/** The same in words that are read aloud. */
export function spoken(text: string): string {
  const words = text.replace(/^(◍|\$\([a-z]+\)) /, '').replace('▲ +', 'up ').replace('▼ −', 'down ').replace('vs best', 'from the best before').replace('vs last', 'from the last');
  return `Trialbook: ${words}`;
}

/** More of a mark, as the plain text that VS Code shows for one. */
export function markTooltip(mark: CellMark, context: MarkContext): string {
  const { row, metric, asked } = mark;
  const others = metric ? row.metrics.filter(({ key }) => key !== metric.key) : [];
  const parts = [
    metric ? metricLines(metric, context) : '',
    others.length > 0 ? `Also recorded: ${list(others.map(valueText))}` : '',
    asked.length > 0 ? `Found in the output: ${list(asked.map(valueText))}. Not recorded as metrics until you say so.` : '',
    staleLines(mark, context),
    metric && context.params.length > 0 ? `Params: ${list(context.params.map(({ name, value }) => `${line(name)} = ${line(value)}`))}` : '',
    `${line(context.sessionName(row.runId))} · ${executionText(row)} · ${formatDate(row.startMs)}${row.by === 'editor' ? ' · as the editor saw it' : ''}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** `[12] ok · 1.2 s` */
export function executionText({ count, status, startMs, endMs }: CellRow): string {
  const took = endMs === null || status === 'running' ? '' : ` · ${formatDuration(endMs - startMs)}`;
  return `[${count ?? ' '}] ${cellStatusWords[status]}${took}`;
}

function differenceText({ value, before, goal }: MarkedMetric): string {
  if (!before || Number.isNaN(value)) return '';
  const than = goal === null ? 'last' : 'best';
  const difference = value - before.value;
  if (difference === 0) return `= ${than}`;
  const size = formatNumber(Math.abs(difference), 3);
  return difference > 0 ? `▲ +${size} vs ${than}` : `▼ −${size} vs ${than}`;
}

function metricLines(metric: MarkedMetric, { sessionName }: MarkContext): string {
  const { value, step, goal, before } = metric;
  const head = `${valueText(metric)}${step === null ? '' : ` at step ${step}`}`;
  if (!before) return `${head}: the first value that this notebook recorded for it.`;
  const { row } = before;
  const from = `${formatNumber(before.value, digitsFor([value, before.value]))} by ${cellTitle(row)} (${line(sessionName(row.runId))}, ${formatDate(row.startMs)})`;
  if (goal === null) return `${head}\nLast before: ${from}. Whether more or less is better is not known.`;
  const better = before.value === value ? 'As good as' : (value > before.value) === (goal === 'max') ? 'Better than' : 'Worse than';
  return `${head}\n${better} the best of this notebook before: ${from}. ${goal === 'max' ? 'More' : 'Less'} is better.`;
}

function staleLines({ fromEarlierSession, state }: CellMark, { numberOf }: MarkContext): string {
  if (fromEarlierSession) return 'The kernel was restarted since. Its variables do not exist any more.';
  if (!state) return '';
  const lines = [
    ...(state.edited ? ['Its code was changed since it ran.'] : []),
    ...state.inputs.slice(0, MOST_LISTED).map((input) => `It read ${list(input.names.map(line))}: ${inputText(input, numberOf)}.`),
    ...(state.inputs.some(({ inferred }) => inferred) ? ['Which variables cells use was inferred from their sources: this kernel did not tell.'] : []),
    ...(state.gone.length > 0 ? [`It read ${list(state.gone.map(line))} from a cell that is no longer in the notebook.`] : []),
  ];
  return lines.join('\n');
}

function inputText({ cell, change }: StaleInput, numberOf: MarkContext['numberOf']): string {
  const name = `cell ${numberOf(cell) ?? '?'}`;
  switch (change) {
    case 'changed':
      return `${name} changed since`;
    case 'again':
      return `${name} ran again since`;
    case 'bound':
      return `${name} ran since`;
    case 'edited':
      return `${name} was edited and not run since`;
    case 'stale':
      return `${name} may be stale itself`;
  }
}

function list(items: readonly string[]): string {
  return items.slice(0, MOST_LISTED).join(', ') + (items.length > MOST_LISTED ? ` and ${items.length - MOST_LISTED} more` : '');
}

const valueText = ({ key, value }: { readonly key: string; readonly value: number }): string => `${line(key)} ${formatNumber(value)}`;

const line = (text: string): string => plainLine(text, LONGEST_VALUE);

const label = (key: string): string => iconFree(plainLine(key, LONGEST_KEY));
