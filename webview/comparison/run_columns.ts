import { digitsFor, formatAge, formatDate, formatDuration, formatNumber } from '../../src/core/format';
import type { RunInk } from '../../src/core/palette';
import type { Goal } from '../../src/core/run';
import type { ComparisonRow } from '../../src/protocol/comparison_page';
import { swatch } from '../shared/chart/swatch';
import { h, setChildren, setText } from '../shared/dom';
import { stateSign } from '../shared/run_state';
import type { Column } from '../shared/table';
import { deltaOf } from './delta';
import type { RowColumns } from './sort_rows';

/** What the cells of the runs' table need to know beside their row. */
export interface RunCells {
  readonly columns: RowColumns;
  readonly goals: ReadonlyMap<string, Goal | null>;
  readonly baseline: ComparisonRow | undefined;
  readonly inks: ReadonlyMap<string, RunInk>;
  readonly isChosen: (row: ComparisonRow) => boolean;
  readonly choose: (row: ComparisonRow, chosen: boolean) => void;
  readonly open: (row: ComparisonRow) => void;
  /** digits that tell the values of a metric apart */
  readonly digits: ReadonlyMap<string, number>;
}

/** The columns of the runs' table; `cells` is asked at each drawing, so that columns outlive what they show. */
export function runColumns(metrics: readonly string[], params: readonly string[], cells: () => RunCells): Column<ComparisonRow>[] {
  return [
    { id: 'name', title: 'name', width: 236, sortable: true, render: (cell, row) => renderName(cell, row, cells()) },
    ...metrics.map((key): Column<ComparisonRow> => ({
      id: `metric ${key}`, title: key, tooltip: `${key}: last value, and how it differs from the baseline`, width: 138, align: 'right', sortable: true,
      render: (cell, row) => renderMetric(cell, row, key, cells()),
    })),
    ...params.map((key): Column<ComparisonRow> => ({
      id: `param ${key}`, title: key, tooltip: `param ${key}`, width: 90, sortable: true, render: (cell, row) => renderParam(cell, row, key, cells()),
    })),
    { id: 'duration', title: 'duration', width: 90, align: 'right', sortable: true, render: (cell, row) => setText(cell, formatDuration((row.endMs ?? Date.now()) - row.startMs)) },
    { id: 'started', title: 'started', width: 90, align: 'right', sortable: true, render: renderStarted },
  ];
}

/** Digits for each metric, from the rows that are there. */
export function digitsOf(rows: readonly ComparisonRow[], metrics: readonly string[]): Map<string, number> {
  return new Map(metrics.map((key, place) => [key, digitsFor(rows.map((row) => row.metrics[place]?.last ?? null))]));
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
  cell.title = row.name;
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

function renderMetric(cell: HTMLElement, row: ComparisonRow, key: string, { columns, baseline, goals, digits }: RunCells): void {
  const place = columns.metrics.indexOf(key);
  const metric = row.metrics[place] ?? null;
  if (!metric) {
    cell.removeAttribute('data-look');
    cell.title = '';
    return setText(cell, '');
  }
  const text = formatNumber(metric.last, digits.get(key));
  const delta = baseline?.runId === row.runId ? null : deltaOf(metric.last, baseline?.metrics[place]?.last ?? null, goals.get(key) ?? null);
  const look = `${text} ${delta?.text ?? ''}`;
  if (cell.getAttribute('data-look') === look) return;
  cell.setAttribute('data-look', look);
  const quality = delta?.better === undefined || delta.better === null ? '' : delta.better ? 'better' : 'worse';
  cell.title = `step ${metric.lastStep}; ${formatNumber(metric.min)} … ${formatNumber(metric.max)} in ${metric.count} points`;
  setChildren(cell, `${text} `, delta && h('span', { class: `delta ${quality}` }, delta.text));
}

function renderParam(cell: HTMLElement, row: ComparisonRow, key: string, { columns, baseline }: RunCells): void {
  const place = columns.params.indexOf(key);
  const value = row.params[place] ?? null;
  const differs = baseline !== undefined && baseline.runId !== row.runId && value !== (baseline.params[place] ?? null);
  setText(cell, value ?? '–');
  cell.title = value ?? 'not set';
  cell.classList.toggle('differs', differs);
}

function renderStarted(cell: HTMLElement, { startMs }: ComparisonRow): void {
  setText(cell, formatAge(startMs, Date.now()));
  cell.title = formatDate(startMs);
}
