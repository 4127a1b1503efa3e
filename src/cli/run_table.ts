import { digitsFor } from '../core/format';
import type { RunRow } from '../core/run';
import { brief } from './printable';
import { attributeText, columnTitle, metricCell, statusCell, type RunColumn } from './run_column';
import type { AskedColumns } from './run_json';
import { renderTable, type RenderedTable, type TableOptions, type TextColumn } from './text_table';

/** Runs as rows, a sign for the status before each. `asked` is what the rows' metrics, params and tags are. */
export function runTable(rows: readonly RunRow[], columns: readonly RunColumn[], asked: AskedColumns, nowMs: number, options: TableOptions): RenderedTable {
  const status: TextColumn = { title: '', align: 'left', cells: rows.map((row) => statusCell(row.status)) };
  return renderTable([status, ...columns.map((column) => textColumn(rows, column, asked, nowMs))], options);
}

function textColumn(rows: readonly RunRow[], column: RunColumn, asked: AskedColumns, nowMs: number): TextColumn {
  const title = columnTitle(column);
  if (column.of === 'metric') {
    const at = asked.metrics.indexOf(column.key);
    const values = rows.map((row) => row.metrics[at]?.[column.part]);
    const digits = digitsFor(values.map((value) => value ?? null));
    return { title, align: 'right', cells: values.map((value) => metricCell(value, digits)), optional: true };
  }
  if (column.of !== 'attribute') {
    const at = asked[column.of === 'param' ? 'params' : 'tags'].indexOf(column.key);
    const cells = rows.map((row) => ({ text: brief((column.of === 'param' ? row.params : row.tags)[at] ?? '') }));
    return { title, align: 'right', cells, optional: true, shrinkTo: 12 };
  }
  const cells = rows.map((row) => ({ text: attributeText(row, column.name, nowMs) }));
  const align = column.name === 'age' || column.name === 'duration' ? 'right' : 'left';
  if (column.name === 'name') return { title, align, cells: cells.map((cell) => ({ ...cell, style: 'bold' })), shrinkTo: 16 };
  return { title, align, cells, shrinkTo: 12, optional: column.name === 'error' };
}
