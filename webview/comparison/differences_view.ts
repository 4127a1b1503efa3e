import { h, setText } from '../shared/dom';
import type { TabPage } from '../shared/tabs';
import { allRows, Table, type Column } from '../shared/table';
import { checkbox } from '../shared/toolkit';
import type { Differences } from '../../src/protocol/comparison_page';
import { differenceLines, sameParts, type DifferenceLine } from './difference_lines';
import './differences_view.css';

/** Why the runs may have come out differently: params, code, data, environment beside each other. */
export class DifferencesView implements TabPage {
  readonly element: HTMLElement;
  private readonly table = new Table<DifferenceLine>({ label: 'Differences', keyOf: ({ part, row }) => `${part} ${row?.name ?? ''}` });
  private readonly same = h('span', { class: 'muted one-line' });
  private differences: Differences | undefined;
  private baseline: string | undefined;
  private names: ReadonlyMap<string, string> = new Map();
  private onlyDifferent = true;
  private columns = '';

  constructor() {
    const only = checkbox('only what differs', true, (checked) => {
      this.onlyDifferent = checked;
      this.draw();
    });
    this.element = h('div', { class: 'differences' }, h('div', { class: 'differences-tools' }, only, this.same), this.table.element);
  }

  /** @param names of the runs by id */
  update(differences: Differences, names: ReadonlyMap<string, string>, baseline: string | undefined): void {
    this.differences = differences;
    this.names = names;
    this.baseline = baseline;
    this.draw();
  }

  setShown(shown: boolean): void {
    if (shown) this.table.refresh();
  }

  private draw(): void {
    const { differences } = this;
    if (!differences) return;
    const lines = differenceLines(differences, this.onlyDifferent);
    const same = sameParts(differences);
    const few = differences.runIds.length < 2;
    setText(this.same, few ? 'Choose two runs or more to see how they differ.' : same.length > 0 ? `The same in all: ${same.join(', ')}` : '');
    const columns = JSON.stringify(differences.runIds.map((runId) => [runId, this.names.get(runId)]));
    if (columns !== this.columns) this.table.setColumns(this.columnsOf(differences.runIds));
    this.columns = columns;
    this.table.setRows(allRows(few && this.onlyDifferent ? [] : lines));
  }

  private columnsOf(runIds: readonly string[]): Column<DifferenceLine>[] {
    const name: Column<DifferenceLine> = { id: 'name', title: '', width: 170, render: renderName };
    return [name, ...runIds.map((runId, place): Column<DifferenceLine> => ({
      id: runId, title: this.names.get(runId) ?? runId.slice(0, 8), width: 160, render: (cell, line) => this.renderValue(cell, line, place),
    }))];
  }

  private renderValue(cell: HTMLElement, { row }: DifferenceLine, place: number): void {
    const base = Math.max(0, this.differences?.runIds.indexOf(this.baseline ?? '') ?? 0);
    const value = row?.values[place] ?? null;
    setText(cell, row === null ? '' : (value ?? '–'));
    cell.title = value ?? '';
    cell.classList.add('value');
    cell.classList.toggle('differs', row !== null && row.differs && place !== base && value !== (row.values[base] ?? null));
  }
}

function renderName(cell: HTMLElement, line: DifferenceLine): void {
  setText(cell, line.row === null ? line.part : line.row.name);
  cell.title = cell.textContent ?? '';
  cell.classList.toggle('part', line.row === null);
}
