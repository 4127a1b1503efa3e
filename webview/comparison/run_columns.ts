import { digitsFor, formatAge, formatDate, formatDuration, formatNumber } from '../../src/core/format';
import type { RunInk } from '../../src/core/palette';
import type { Goal } from '../../src/core/run';
import type { ComparisonRow } from '../../src/protocol/comparison_page';
import { swatch } from '../shared/chart/swatch';
import { h, setChildren, setText } from '../shared/dom';
import { stateSign } from '../shared/run_state';
import type { Column } from '../shared/table';
import { widthFor } from './column_widths';
import { deltaOf } from './delta';
import type { RowColumns } from '../../src/core/sort_rows';

/** How the values of a metric are written, so that they can be told apart and stand one below the other. */
export interface MetricLook {
  /** significant digits */
  readonly digits: number;
  /** the most decimals that one of the values has */
  readonly decimals: number;
}

const plain: MetricLook = { digits: 4, decimals: 0 };

/** What the cells of the runs' table need to know beside their row. */
export interface RunCells {
  readonly columns: RowColumns;
  readonly goals: ReadonlyMap<string, Goal | null>;
  readonly baseline: ComparisonRow | undefined;
  readonly inks: ReadonlyMap<string, RunInk>;
  readonly isChosen: (row: ComparisonRow) => boolean;
  readonly choose: (row: ComparisonRow, chosen: boolean) => void;
  readonly open: (row: ComparisonRow) => void;
  readonly looks: ReadonlyMap<string, MetricLook>;
  /** names of the stores by their folders, where there are several */
  readonly stores: ReadonlyMap<string, string>;
}

/**
 * The columns of the runs' table: what came out, what was asked differently, and then the rest. They are as wide as `rows`
 * need; `cells` is asked at each drawing, so that columns outlive what they show.
 */
export function runColumns({ metrics, params }: RowColumns, rows: readonly ComparisonRow[], cells: () => RunCells): Column<ComparisonRow>[] {
  const looks = metricLooks(rows, metrics);
  const [first, ...others] = metrics.map((key, place): Column<ComparisonRow> => ({
    id: `metric ${key}`, title: key, tooltip: `${key}: last value, and how it differs from the baseline${goalText(cells().goals.get(key) ?? null)}`, align: 'right', sortable: true,
    width: widthFor(key, rows.map((row) => alignedText(row.metrics[place]?.last ?? 0, looks.get(key) ?? plain)), { most: 190, beside: deltaWidth }),
    render: (cell, row) => renderMetric(cell, row, key, cells()),
  }));
  const asked = params.map((key, place): Column<ComparisonRow> => ({
    id: `param ${key}`, title: key, tooltip: `param ${key}`, width: widthFor(key, rows.map((row) => row.params[place] ?? ''), { most: 150 }), sortable: true,
    render: (cell, row) => renderParam(cell, row, key, cells()),
  }));
  const experiments = rows.map(({ experiment }) => experiment);
  const experiment: Column<ComparisonRow> = {
    id: 'experiment', title: 'experiment', width: widthFor('experiment', experiments, { most: 150 }), sortable: true, render: (cell, row) => renderExperiment(cell, row, cells()),
  };
  return [
    { id: 'name', title: 'name', width: widthFor('name', rows.map(({ name }) => name), { least: 140, most: 236, beside: 112 }), sortable: true, pinned: true, render: (cell, row) => renderName(cell, row, cells()) },
    ...(first ? [first] : []),
    ...asked,
    ...(new Set(experiments).size > 1 ? [experiment] : []),
    ...others,
    { id: 'duration', title: 'duration', width: 90, align: 'right', sortable: true, render: (cell, row) => setText(cell, formatDuration((row.endMs ?? Date.now()) - row.startMs)) },
    { id: 'started', title: 'started', width: 90, align: 'right', sortable: true, render: renderStarted },
  ];
}

function goalText(goal: Goal | null): string {
  return goal === null ? '' : goal === 'max' ? '\nmore is better' : '\nless is better';
}

/** `.delta` in runs_table.css and what is before it. */
const deltaWidth = 62;
/** Values with more decimals than this are too small to stand below each other. */
const mostDecimals = 6;

/** How each metric is written, from the rows that are there. */
export function metricLooks(rows: readonly ComparisonRow[], metrics: readonly string[]): Map<string, MetricLook> {
  return new Map(metrics.map((key, place) => {
    const values = rows.map((row) => row.metrics[place]?.last ?? null);
    const digits = digitsFor(values);
    return [key, { digits, decimals: Math.max(0, ...values.map((value) => decimalsOf(formatNumber(value, digits))).filter((decimals) => decimals <= mostDecimals)) }];
  }));
}

/** The text of a value with room for the decimals that others have and it has not. */
export function alignedText(value: number | null, { digits, decimals }: MetricLook): string {
  const text = formatNumber(value, digits);
  const missing = decimals - decimalsOf(text);
  if (missing <= 0 || !/^-?[\d.]+$/.test(text)) return text;
  // Spaces as wide as a point and as a digit.
  return text + (text.includes('.') ? '' : '\u2008') + '\u2007'.repeat(missing);
}

function decimalsOf(text: string): number {
  return /^-?\d+\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
}

function renderName(cell: HTMLElement, row: ComparisonRow, cells: RunCells): void {
  const chosen = cells.isChosen(row);
  const ink = cells.inks.get(row.runId) ?? { colour: 0, dash: 0 };
  const isBaseline = cells.baseline?.runId === row.runId;
  const look = JSON.stringify([row.runId, row.name, row.status, chosen, ink, isBaseline]);
  // Made anew at each step of a run that goes on, the box would lose the keyboard and the sign would start over.
  if (cell.getAttribute('data-look') === look) return;
  cell.setAttribute('data-look', look);
  cell.classList.add('run-cell');
  const store = cells.stores.get(row.storeDir);
  cell.title = store === undefined ? row.name : `${row.name}\n${store}`;
  const box = h('input', { type: 'checkbox', tabindex: -1, 'aria-label': `Draw ${row.name}`, on: { change: () => cells.choose(row, box.checked) } });
  box.checked = chosen;
  const open = (event: Event) => {
    event.preventDefault();
    cells.open(row);
  };
  const name = h('a', { href: '#', tabindex: -1, class: 'one-line', on: { click: open } }, row.name);
  setChildren(cell, box, chosen ? swatch(ink) : h('span', { class: 'swatch' }), stateSign(row), name, isBaseline && h('span', { class: 'baseline' }, 'base'));
  cell.parentElement?.setAttribute('aria-selected', String(chosen));
}

function renderMetric(cell: HTMLElement, row: ComparisonRow, key: string, { columns, baseline, goals, looks }: RunCells): void {
  const place = columns.metrics.indexOf(key);
  const metric = row.metrics[place] ?? null;
  if (!metric) {
    cell.removeAttribute('data-look');
    cell.title = '';
    return setText(cell, '');
  }
  const text = alignedText(metric.last, looks.get(key) ?? plain);
  const delta = baseline?.runId === row.runId ? null : deltaOf(metric.last, baseline?.metrics[place]?.last ?? null, goals.get(key) ?? null);
  const look = `${text} ${delta?.text ?? ''}`;
  if (cell.getAttribute('data-look') === look) return;
  cell.setAttribute('data-look', look);
  const quality = delta?.better === undefined || delta.better === null ? '' : delta.better ? 'better' : 'worse';
  const verdict = quality === '' ? '' : `\n${quality} than the baseline by ${delta?.text.slice(1)}`;
  cell.title = `step ${metric.lastStep}; ${formatNumber(metric.min)} … ${formatNumber(metric.max)} in ${metric.count} points${verdict}`;
  setChildren(cell, `${text} `, h('span', { class: `delta ${quality}` }, delta?.text));
}

function renderParam(cell: HTMLElement, row: ComparisonRow, key: string, { columns, baseline }: RunCells): void {
  const place = columns.params.indexOf(key);
  const value = row.params[place] ?? null;
  const differs = baseline !== undefined && baseline.runId !== row.runId && value !== (baseline.params[place] ?? null);
  setText(cell, value ?? '–');
  cell.title = value ?? 'not set';
  cell.classList.toggle('differs', differs);
}

function renderExperiment(cell: HTMLElement, { experiment, storeDir }: ComparisonRow, { stores }: RunCells): void {
  const store = stores.get(storeDir);
  setText(cell, experiment);
  cell.title = store === undefined ? experiment : `${experiment}\n${store}`;
}

function renderStarted(cell: HTMLElement, { startMs }: ComparisonRow): void {
  setText(cell, formatAge(startMs, Date.now()));
  cell.title = formatDate(startMs);
}
