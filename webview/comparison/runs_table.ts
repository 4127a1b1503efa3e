import { openMenu } from '../shared/menu';
import { h } from '../shared/dom';
import type { ChartGroup } from '../shared/chart/chart_group';
import type { ComparisonRow } from '../../src/protocol/comparison_page';
import { Table, type Rows } from '../shared/table';
import type { RowColumns, SortBy } from '../../src/core/sort_rows';
import { runColumns, type RunCells } from './run_columns';
import './runs_table.css';

export interface RunsTableOptions {
  readonly group: ChartGroup;
  readonly cells: () => RunCells;
  readonly onSort: (sort: SortBy) => void;
  readonly onBaseline: (row: ComparisonRow) => void;
  readonly widths: Readonly<Record<string, number>>;
  readonly onWidths: (widths: Readonly<Record<string, number>>) => void;
}

/** The runs, each with the checkbox that has it drawn; it is also the legend of the charts. */
export class RunsTable {
  private readonly table: Table<ComparisonRow>;
  private columns = '';
  private active: ComparisonRow | undefined;

  constructor(private readonly options: RunsTableOptions) {
    const { group, cells } = options;
    this.table = new Table<ComparisonRow>({
      label: 'Runs',
      rowHeight: 26,
      keyOf: ({ runId }) => runId,
      onSort: (id, descending) => options.onSort(sortOf(id, descending)),
      onActivate: (row) => cells().open(row),
      onToggle: (row) => cells().choose(row, !cells().isChosen(row)),
      onChoose: (row) => (this.active = row),
      onPoint: (row) => group.point(undefined, row?.runId),
      onContext: (row, at) => this.menu(row, at),
      onWidths: options.onWidths,
    });
    this.table.element.classList.add('runs-table');
    group.onChange(() => this.table.setPointed(group.hoveredRun));
  }

  get element(): HTMLElement {
    return this.table.element;
  }

  get current(): ComparisonRow | undefined {
    return this.active;
  }

  /** @param rows that the columns have to fit when they change */
  setColumns(chosen: RowColumns, rows: readonly ComparisonRow[]): void {
    const columns = JSON.stringify([chosen.metrics, chosen.params, new Set(rows.map(({ experiment }) => experiment)).size > 1]);
    if (columns === this.columns) return;
    this.columns = columns;
    this.table.setColumns(runColumns(chosen, rows, this.options.cells), this.options.widths);
  }

  setRows(rows: Rows<ComparisonRow>): void {
    this.table.setRows(rows);
  }

  setSort(sort: SortBy): void {
    this.table.setSort('key' in sort ? `${sort.by} ${sort.key}` : sort.by, sort.descending);
  }

  refresh(): void {
    this.table.refresh();
  }

  private menu(row: ComparisonRow, { left, top }: { readonly left: number; readonly top: number }): void {
    const { cells, onBaseline } = this.options;
    const anchor = h('span', { tabindex: -1 });
    Object.assign(anchor.style, { position: 'fixed', left: `${left}px`, top: `${top}px` });
    document.body.append(anchor);
    const chosen = cells().isChosen(row);
    openMenu(anchor, [
      { label: 'Open Run', run: () => cells().open(row) },
      { label: 'Use as Baseline', run: () => onBaseline(row) },
      { label: chosen ? 'Do Not Draw' : 'Draw', run: () => cells().choose(row, !chosen) },
    ]);
    anchor.remove();
  }
}

function sortOf(id: string, descending: boolean): SortBy {
  const [by, ...rest] = id.split(' ');
  if (by === 'metric' || by === 'param') return { by, key: rest.join(' '), descending };
  return { by: by === 'started' || by === 'duration' || by === 'status' || by === 'experiment' ? by : 'name', descending };
}
