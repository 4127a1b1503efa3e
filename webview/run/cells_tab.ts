import { cellStatusWords, errorType } from '../../src/core/cell_text';
import { formatBytes, formatDate, formatNumber } from '../../src/core/format';
import type { CellLine } from '../../src/protocol/run_cells';
import { h, setChildren, setText } from '../shared/dom';
import { errorText } from '../shared/error_text';
import { OneAtATime } from '../shared/one_at_a_time';
import { Table, type Column } from '../shared/table';
import { cellNumber, cellSign, shortDuration, tookText } from './cell_facts';
import { CellPages } from './cell_pages';
import { CellView } from './cell_view';
import type { RunContext, RunTab } from './run_context';
import './cells_tab.css';

/** The executions of cells while the run was open, in order, and all of the chosen one; followed while it goes on. */
export class CellsTab implements RunTab {
  readonly element: HTMLElement;
  private readonly table: Table<CellLine>;
  private readonly pages: CellPages;
  private readonly shown = h('div', { class: 'cell-shown' });
  private view: CellView | undefined;
  private chosen: number | undefined;
  private listed = -1;
  private readonly reading: OneAtATime;

  constructor(private readonly context: RunContext) {
    this.reading = new OneAtATime(() => this.read(), context.fail);
    this.pages = new CellPages((ask) => context.host.request('cells', ask), () => this.list(), context.fail);
    this.table = new Table<CellLine>({
      label: 'Executions of cells', keyOf: ({ id }) => String(id),
      onChoose: ({ id }) => this.choose(id),
      onActivate: ({ id }) => void context.host.request('actOnCell', { id, action: 'goToCell' }).catch(context.fail),
    });
    this.element = h('div', { class: 'cells-tab' }, this.table.element, this.shown);
    this.table.setColumns(this.columns());
  }

  update(): void {
    this.reading.want();
  }

  private async read(): Promise<boolean> {
    await this.pages.update();
    await this.showChosen();
    return false;
  }

  /** Begins at the end, as what ran last is what one looks for; stays there as long as the person does. */
  private list(): void {
    const { count } = this.pages;
    const before = this.listed;
    if (count !== before) {
      const atEnd = before <= 0 || this.isAtEnd();
      const last = this.pages.row(before - 1);
      this.listed = count;
      this.table.setRows(this.pages);
      if (count > 0 && before <= 0) this.table.reveal(count - 1);
      else if (count > before && atEnd) this.follow(last);
    } else this.table.refresh();
    if (this.chosen === undefined) this.chooseLast();
    if (count === 0) setChildren(this.shown, h('div', { class: 'message' }, 'No cell has run yet.'));
  }

  private isAtEnd(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.table.element;
    return scrollHeight - scrollTop - clientHeight < 30;
  }

  /** Goes on to what ran now, unless the person reads something of what ran before. */
  private follow(last: CellLine | undefined): void {
    const isReading = this.shown.contains(document.activeElement) || (this.view?.scroll.scrollTop ?? 0) > 0 || document.getSelection()?.isCollapsed === false;
    if (last?.id === this.chosen && !isReading) {
      this.table.reveal(this.pages.count - 1);
      this.chosen = undefined;
    } else this.table.element.scrollTop = this.table.element.scrollHeight;
  }

  private chooseLast(): void {
    const last = this.pages.row(this.pages.count - 1);
    if (last) this.choose(last.id);
  }

  private choose(id: number): void {
    if (id === this.chosen) return;
    this.chosen = id;
    this.table.refresh();
    void this.showChosen().catch(this.context.fail);
  }

  private async showChosen(): Promise<void> {
    const { chosen } = this;
    if (chosen === undefined) return;
    try {
      const detail = await this.context.host.request('cell', { id: chosen });
      if (this.chosen !== chosen) return;
      const isOther = this.view?.element.getAttribute('data-cell') !== String(chosen) || !this.view.element.isConnected;
      if (isOther) {
        this.view = new CellView(this.context, chosen);
        this.view.element.setAttribute('data-cell', String(chosen));
      }
      this.view?.update(detail);
      if (isOther) setChildren(this.shown, this.view?.element);
    } catch (error) {
      if (this.chosen === chosen) setChildren(this.shown, h('div', { class: 'message' }, errorText(error)));
    }
  }

  private columns(): Column<CellLine>[] {
    return [
      { id: 'count', title: 'cell', width: 86, render: (cell, line) => this.renderNumber(cell, line) },
      { id: 'source', title: 'source', width: 210, render: renderSource },
      { id: 'took', title: 'took', width: 76, align: 'right', render: (cell, line) => renderText(cell, tookText(line, Date.now())) },
      { id: 'recorded', title: 'recorded', width: 140, render: (cell, line) => renderText(cell, recordedText(line)) },
      { id: 'cpu', title: 'CPU', width: 70, align: 'right', render: (cell, { cpuMs }) => renderText(cell, cpuMs === null ? '' : shortDuration(cpuMs)) },
      { id: 'memory', title: 'memory', tooltip: 'Memory in use by the kernel after it', width: 70, align: 'right', render: (cell, { memory }) => renderText(cell, memory === null ? '' : formatBytes(memory)) },
      { id: 'started', title: 'started', width: 150, render: (cell, { startMs }) => renderText(cell, formatDate(startMs)) },
    ];
  }

  private renderNumber(cell: HTMLElement, line: CellLine): void {
    const isChosen = line.id === this.chosen;
    cell.parentElement?.classList.toggle('chosen', isChosen);
    cell.parentElement?.setAttribute('aria-selected', String(isChosen));
    const drawn = `${line.id} ${line.status} ${line.count}`;
    if (cell.getAttribute('data-drawn') === drawn) return;
    cell.setAttribute('data-drawn', drawn);
    setChildren(cell, cellSign(line.status), ` ${cellNumber(line)}`);
  }
}

function renderSource(cell: HTMLElement, { line, status, error, by }: CellLine): void {
  cell.className = `table-cell cell-line ${line === null ? 'muted' : ''}`;
  renderText(cell, line ?? 'redacted', [line, error ?? (status === 'ok' ? '' : cellStatusWords[status]), by === 'editor' ? 'as the editor saw it' : ''].filter(Boolean).join('\n'));
}

function recordedText({ metrics, metricCount, status, error }: CellLine): string {
  const more = metricCount - metrics.length;
  const shown = metrics.map(({ key, value }) => `${key} ${formatNumber(value)}`).join(', ') + (more > 0 ? ` +${more}` : '');
  return shown === '' && status === 'error' ? errorType(error) : shown;
}

function renderText(cell: HTMLElement, text: string, title = text): void {
  setText(cell, text);
  if (cell.title !== title) cell.title = title;
}
