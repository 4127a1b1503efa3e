import { formatNumber } from '../../../src/core/format';
import type { Bucket } from '../../../src/core/series';
import { setText } from '../dom';
import { allRows, Table, type Column } from '../table';
import type { ChartRun } from './chart_model';
import type { Shifted } from './range';
import { xText } from './tip';
import type { XAxis } from './ticks';

interface Line {
  readonly run: ChartRun;
  readonly bucket: Bucket;
  readonly xShift: number;
}

/** What a chart shows, as a table: a line for each point, or for each bucket of thinned data. */
export class ChartTable {
  private readonly table: Table<Line>;
  private columns = '';

  constructor(metric: string, onEscape: () => void) {
    this.table = new Table<Line>({ label: `${metric} as a table`, keyOf: ({ run, bucket }) => `${run.runId} ${bucket.xFirst}`, rowHeight: 22 });
    this.element.classList.add('chart-table');
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' || event.key === 't' || event.key === 'T') onEscape();
    });
  }

  get element(): HTMLElement {
    return this.table.element;
  }

  focus(): void {
    this.element.focus();
  }

  show(series: readonly (Shifted & { readonly run: ChartRun })[], axis: XAxis): void {
    const lines = series.flatMap(({ view, run, xShift }) => view.buckets.map((bucket) => ({ run, bucket, xShift })));
    const thinned = series.some(({ view }) => !view.raw);
    const columns = `${axis} ${series.length > 1} ${thinned}`;
    this.table.setRows(allRows(lines));
    if (columns !== this.columns) this.table.setColumns(columnsFor(axis, series.length > 1, thinned));
    this.columns = columns;
  }
}

function columnsFor(axis: XAxis, several: boolean, thinned: boolean): Column<Line>[] {
  const number = (id: string, title: string, valueOf: (bucket: Bucket) => number | null): Column<Line> => ({
    id, title, width: 100, align: 'right', render: (cell, { bucket }) => setText(cell, formatNumber(valueOf(bucket), 8)),
  });
  const count = (id: string, title: string, valueOf: (bucket: Bucket) => number): Column<Line> => ({
    id, title, width: 70, align: 'right', render: (cell, { bucket }) => setText(cell, String(valueOf(bucket))),
  });
  const run: Column<Line> = { id: 'run', title: 'run', width: 140, render: (cell, line) => setText(cell, line.run.name) };
  const x: Column<Line> = { id: 'x', title: axis, width: axis === 'step' ? 120 : 170, render: (cell, line) => setText(cell, place(line, axis)) };
  const values = thinned
    ? [
        number('first', 'first', ({ first }) => first), number('min', 'min', ({ min }) => min), number('max', 'max', ({ max }) => max),
        number('last', 'last', ({ last }) => last), count('count', 'points', (bucket) => bucket.count), count('nan', 'NaN', (bucket) => bucket.nanCount),
      ]
    : [number('value', 'value', ({ last }) => last)];
  return [...(several ? [run] : []), x, ...values];
}

function place({ bucket, xShift }: Line, axis: XAxis): string {
  const text = (at: number) => (axis === 'step' ? String(at) : xText(at + xShift, axis));
  const [from, to] = [text(bucket.xFirst), text(bucket.xLast)];
  return from === to ? from : `${from} – ${to}`;
}
