import { h, icon, keyed, setChildren, setText } from './dom';
import './table.css';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly tooltip?: string;
  /** pixels, until the person drags it */
  readonly width: number;
  readonly align?: 'right';
  readonly sortable?: boolean;
  /** stays in sight when the rest is scrolled sideways: only for the first */
  readonly pinned?: boolean;
  /** takes what room is left */
  readonly grows?: boolean;
  /** Fills a cell that may have shown another row before. */
  readonly render: (cell: HTMLElement, row: Row, index: number) => void;
}

/** Rows by number. Those that are not there yet are undefined and appear once `refresh` is called. */
export interface Rows<Row> {
  readonly count: number;
  row(index: number): Row | undefined;
  /** These are about to be seen. */
  want?(from: number, to: number): void;
}

export interface TableOptions<Row> {
  readonly label: string;
  readonly rowHeight?: number;
  /** rows may lie within others, as `aria-level` on them says */
  readonly tree?: boolean;
  readonly keyOf: (row: Row) => string;
  readonly onSort?: (columnId: string, descending: boolean) => void;
  /** Enter, or a double click */
  readonly onActivate?: (row: Row) => void;
  /** a click, or the arrow keys */
  readonly onChoose?: (row: Row) => void;
  /** Space */
  readonly onToggle?: (row: Row) => void;
  readonly onPoint?: (row: Row | undefined) => void;
  /** the right button, or the menu key */
  readonly onContext?: (row: Row, at: { readonly left: number; readonly top: number }) => void;
  readonly onWidths?: (widths: Readonly<Record<string, number>>) => void;
}

const beyondView = 8;
let tables = 0;

/** A grid of any number of rows, of which only those in view exist. */
export class Table<Row> {
  readonly element: HTMLElement;
  private readonly head: HTMLElement;
  private readonly body: HTMLElement;
  private readonly rowHeight: number;
  private readonly id = `table-${++tables}`;
  private columns: readonly Column<Row>[] = [];
  private rows: Rows<Row> = { count: 0, row: () => undefined };
  private sort: { readonly id: string; readonly descending: boolean } | undefined;
  private widths: Record<string, number> = {};
  private active = 0;
  private pointed: string | undefined;
  private due = 0;

  constructor(private readonly options: TableOptions<Row>) {
    this.rowHeight = options.rowHeight ?? 24;
    this.head = h('div', { class: 'table-head', role: 'row', 'aria-rowindex': 1 });
    this.body = h('div', { class: 'table-body', role: 'rowgroup' });
    this.element = h(
      'div',
      {
        class: 'table', role: options.tree ? 'treegrid' : 'grid', tabindex: 0, 'aria-label': options.label, 'aria-readonly': 'true',
        on: { scroll: () => this.scrolled(), keydown: (event: KeyboardEvent) => this.key(event) },
      },
      h('div', { role: 'rowgroup', class: 'table-heads' }, this.head),
      this.body,
    );
    this.element.style.setProperty('--row-height', `${this.rowHeight}px`);
    this.body.addEventListener('mousemove', (event) => this.point(this.rowAt(event)));
    this.body.addEventListener('mouseleave', () => this.point(undefined));
    this.body.addEventListener('click', (event) => this.choose(this.indexAt(event)));
    this.body.addEventListener('dblclick', (event) => this.open(this.rowAt(event)));
    this.element.addEventListener('contextmenu', (event) => this.context(event));
    new ResizeObserver(() => this.refreshSoon()).observe(this.element);
  }

  setColumns(columns: readonly Column<Row>[], widths: Readonly<Record<string, number>> = {}): void {
    this.columns = columns;
    this.widths = { ...widths, ...this.widths };
    keyed(this.head, columns, ({ id }) => id, (column) => this.title(column), (cell, column) => this.updateTitle(cell, column));
    this.element.setAttribute('aria-colcount', String(columns.length));
    this.layOut();
    this.body.replaceChildren();
    this.refresh();
  }

  setRows(rows: Rows<Row>): void {
    this.rows = rows;
    this.active = Math.min(this.active, Math.max(0, rows.count - 1));
    this.body.style.height = `${rows.count * this.rowHeight}px`;
    this.element.setAttribute('aria-rowcount', String(rows.count + 1));
    this.refresh();
  }

  /** How the rows are sorted, for the heads to say. */
  setSort(id: string, descending: boolean): void {
    this.sort = { id, descending };
    this.setTitles();
  }

  /** Marks the row that something elsewhere points at. */
  setPointed(key: string | undefined): void {
    if (this.pointed === key) return;
    this.pointed = key;
    for (const row of this.body.children) row.classList.toggle('pointed', row.getAttribute('data-row') === key);
  }

  /** Makes a row the one that the keys go on from, and brings it into sight. */
  reveal(index: number): void {
    this.active = Math.min(Math.max(0, this.rows.count - 1), Math.max(0, index));
    this.scrollTo(this.active);
    this.refresh();
  }

  refresh(): void {
    cancelAnimationFrame(this.due);
    this.due = 0;
    const { scrollTop, clientHeight } = this.element;
    const from = Math.max(0, Math.floor(scrollTop / this.rowHeight) - beyondView);
    const to = Math.min(this.rows.count, Math.ceil((scrollTop + clientHeight) / this.rowHeight) + beyondView);
    this.rows.want?.(from, to);
    const shown = Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
    keyed(this.body, shown, String, (index) => this.makeRow(index), (element, index) => this.fillRow(element, index));
    this.element.setAttribute('aria-activedescendant', this.rowId(this.active));
  }

  private scrolled(): void {
    this.element.classList.toggle('scrolled-sideways', this.element.scrollLeft > 0);
    this.refreshSoon();
  }

  private refreshSoon(): void {
    if (this.due === 0) this.due = requestAnimationFrame(() => this.refresh());
  }

  private rowId(index: number): string {
    return `${this.id}-${index}`;
  }

  private makeRow(index: number): HTMLElement {
    const row = h('div', { class: 'table-row', role: 'row', id: this.rowId(index), 'aria-rowindex': index + 2 });
    row.classList.toggle('odd', index % 2 === 1);
    row.style.top = `${index * this.rowHeight}px`;
    row.append(...this.columns.map(({ align, pinned }) => h('div', { class: `table-cell ${align ?? ''} ${pinned ? 'pinned' : ''}`, role: 'gridcell' })));
    return row;
  }

  private fillRow(element: HTMLElement, index: number): void {
    const row = this.rows.row(index);
    const key = row === undefined ? '' : this.options.keyOf(row);
    element.setAttribute('data-row', key);
    element.classList.toggle('active', index === this.active);
    element.classList.toggle('pointed', key !== '' && key === this.pointed);
    this.columns.forEach((column, place) => {
      const cell = element.children[place] as HTMLElement | undefined;
      if (!cell) return;
      if (row === undefined) setText(cell, place === 0 ? '…' : '');
      else column.render(cell, row, index);
    });
  }

  private title(column: Column<Row>): HTMLElement {
    const sorts = column.sortable && this.options.onSort;
    const cell = h('div', { class: `table-title ${column.align ?? ''} ${sorts ? 'sortable' : ''} ${column.pinned ? 'pinned' : ''}`, role: 'columnheader', tabindex: sorts ? 0 : undefined });
    if (sorts) {
      cell.addEventListener('click', () => this.sortBy(column.id));
      cell.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        this.sortBy(column.id);
      });
    }
    return cell;
  }

  private setTitles(): void {
    this.columns.forEach((column, place) => {
      const cell = this.head.children[place] as HTMLElement | undefined;
      if (cell) this.updateTitle(cell, column);
    });
  }

  private updateTitle(cell: HTMLElement, column: Column<Row>): void {
    const sorted = this.sort?.id === column.id ? this.sort : undefined;
    cell.title = column.tooltip ?? column.title;
    cell.setAttribute('aria-sort', sorted ? (sorted.descending ? 'descending' : 'ascending') : 'none');
    setChildren(
      cell,
      h('span', { class: 'table-title-text' }, column.title),
      sorted && icon(sorted.descending ? 'chevron-down' : 'chevron-up'),
      h('span', { class: 'table-grip', 'aria-hidden': 'true', on: { pointerdown: (event: PointerEvent) => this.dragWidth(event, column), click: (event: Event) => event.stopPropagation() } }),
    );
  }

  private sortBy(id: string): void {
    const descending = this.sort?.id === id ? !this.sort.descending : this.columns.find((column) => column.id === id)?.align === 'right';
    this.setSort(id, descending);
    this.options.onSort?.(id, descending);
  }

  private layOut(): void {
    const widths = this.columns.map(({ id, width, grows }) => (grows && this.widths[id] === undefined ? `minmax(${width}px, 1fr)` : `${this.widths[id] ?? width}px`));
    const rest = widths.some((width) => width.endsWith('1fr)')) ? [] : ['1fr'];
    this.element.style.setProperty('--columns', [...widths, ...rest].join(' '));
  }

  private dragWidth(event: PointerEvent, column: Column<Row>): void {
    event.preventDefault();
    const grip = event.currentTarget as HTMLElement;
    const [start, width] = [event.clientX, grip.parentElement?.offsetWidth ?? column.width];
    grip.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => {
      this.widths[column.id] = Math.max(30, Math.round(width + moved.clientX - start));
      this.layOut();
    };
    grip.addEventListener('pointermove', move);
    grip.addEventListener('lostpointercapture', () => {
      grip.removeEventListener('pointermove', move);
      this.options.onWidths?.(this.widths);
    }, { once: true });
  }

  private key(event: KeyboardEvent): void {
    if (event.target !== this.element || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.rowHeight) - 2);
    const row = this.rows.row(this.active);
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    const move = moves[event.key];
    if (move !== undefined) this.choose(this.active + move, true);
    else if (event.key === 'Enter') this.open(row);
    else if (event.key === ' ' && row !== undefined) this.options.onToggle?.(row);
    else return;
    event.preventDefault();
  }

  private choose(index: number, scroll = false): void {
    if (Number.isNaN(index) || this.rows.count === 0) return;
    this.active = Math.min(this.rows.count - 1, Math.max(0, index));
    if (scroll) this.scrollTo(this.active);
    this.refresh();
    const row = this.rows.row(this.active);
    if (scroll) this.point(row);
    if (row !== undefined) this.options.onChoose?.(row);
  }

  private scrollTo(index: number): void {
    const top = index * this.rowHeight;
    const seen = this.element.clientHeight - this.head.offsetHeight;
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top + this.rowHeight > this.element.scrollTop + seen) this.element.scrollTop = top + this.rowHeight - seen;
  }

  private open(row: Row | undefined): void {
    if (row !== undefined) this.options.onActivate?.(row);
  }

  private point(row: Row | undefined): void {
    const key = row === undefined ? undefined : this.options.keyOf(row);
    if (key === this.pointed) return;
    this.setPointed(key);
    this.options.onPoint?.(row);
  }

  private context(event: MouseEvent): void {
    const row = this.rowAt(event) ?? this.rows.row(this.active);
    if (!this.options.onContext || row === undefined) return;
    event.preventDefault();
    // VS Code's own menu would open as well.
    event.stopPropagation();
    this.options.onContext(row, { left: event.clientX, top: event.clientY });
  }

  private indexAt(event: Event): number {
    const row = (event.target as Element).closest('.table-row');
    return row ? Number(row.getAttribute('data-key')) : NaN;
  }

  private rowAt(event: Event): Row | undefined {
    const index = this.indexAt(event);
    return Number.isNaN(index) ? undefined : this.rows.row(index);
  }
}

/** Rows that are all there. */
export function allRows<Row>(rows: readonly Row[]): Rows<Row> {
  return { count: rows.length, row: (index) => rows[index] };
}
