import { displayWidth, fit } from './printable';
import type { Style } from './terminal';

export interface Cell {
  /** printable already */
  readonly text: string;
  readonly style?: Style;
}

export interface TextColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cells: readonly Cell[];
  /** where the table is too wide, this column may become as narrow as so many columns */
  readonly shrinkTo?: number;
  /** where it is still too wide, such columns are left out, the last first */
  readonly optional?: boolean;
}

export interface TableOptions {
  readonly width: number;
  readonly style: (style: Style, text: string) => string;
}

export interface RenderedTable {
  readonly lines: readonly string[];
  /** titles of the columns that did not fit */
  readonly omitted: readonly string[];
}

const GAP = '  ';

/** Columns beside each other under their titles, no line wider than `width` as far as shrinking and leaving out can do it. */
export function renderTable(columns: readonly TextColumn[], { width, style }: TableOptions): RenderedTable {
  const { kept, widths, omitted } = fitColumns(columns, width);
  const rowCount = kept.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const header = kept.map(({ title }): Cell => ({ text: title, style: 'dim' }));
  const rows = Array.from({ length: rowCount }, (_, row) => kept.map(({ cells }) => cells[row] ?? { text: '' }));
  const withHeader = header.some(({ text }) => text !== '') ? [header, ...rows] : rows;
  const lines = withHeader.map((cells) => renderRow(cells, kept, widths, style));
  return { lines, omitted };
}

function renderRow(cells: readonly Cell[], columns: readonly TextColumn[], widths: readonly number[], style: TableOptions['style']): string {
  const parts = cells.map((cell, index) => {
    const text = fit(cell.text, widths[index] ?? 0);
    const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - displayWidth(text)));
    const styled = cell.style ? style(cell.style, text) : text;
    return columns[index]?.align === 'right' ? space + styled : styled + space;
  });
  return parts.join(GAP).trimEnd();
}

function fitColumns(columns: readonly TextColumn[], width: number): { kept: TextColumn[]; widths: number[]; omitted: string[] } {
  const kept = columns.filter(({ cells, title }) => (title !== '' && cells.length > 0) || cells.some(({ text }) => text !== ''));
  const omitted: string[] = [];
  for (;;) {
    const widths = kept.map(({ title, cells }) =>
      cells.reduce((most, { text }) => Math.max(most, displayWidth(text)), displayWidth(title)),
    );
    const excess = shrink(kept, widths, width);
    const last = kept.findLastIndex(({ optional }) => optional);
    if (excess <= 0 || last < 0) return { kept, widths, omitted };
    omitted.unshift(...kept.splice(last, 1).map(({ title }) => title));
  }
}

/** Narrows the widest columns that allow it, until it fits. Returns by how much it still does not. */
function shrink(columns: readonly TextColumn[], widths: number[], width: number): number {
  let excess = widths.reduce((sum, one) => sum + one, 0) + GAP.length * (widths.length - 1) - width;
  while (excess > 0) {
    let widest = -1;
    for (const [index, { shrinkTo = Infinity }] of columns.entries()) {
      if ((widths[index] ?? 0) > shrinkTo && (widths[index] ?? 0) > (widths[widest] ?? 0)) widest = index;
    }
    if (widest < 0) return excess;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess--;
  }
  return excess;
}
