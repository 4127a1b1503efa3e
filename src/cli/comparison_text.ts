import type { ComparisonSection } from './comparison_rows';
import { brief, displayWidth, fit } from './printable';
import { renderTable, type TableOptions, type TextColumn } from './text_table';

const WIDEST_VALUE = 32;
/** Values of so many columns are never cut. */
const LEAST_VALUE = 8;

/** Runs are columns; where they are too many for the terminal, the table goes on below with the next ones. */
export function comparisonText(runs: readonly string[], sections: readonly ComparisonSection[], { width, style }: TableOptions): string[] {
  const labels = sections.flatMap(({ heading, rows }) => [heading, ...rows.map(({ name }) => `  ${fit(brief(name), WIDEST_VALUE)}`)]);
  const names: TextColumn = { title: '', align: 'left', cells: labels.map((text) => (text.startsWith(' ') ? { text } : { text, style: 'bold' })) };
  const room = width - widthOf(names);
  const columns = runs.map((name, at) => runColumn(name, at, sections, Math.floor(room / runs.length) - 4));
  return parts(columns, room).flatMap((part, index) => [...(index > 0 ? [''] : []), ...renderTable([names, ...part], { width, style }).lines]);
}

/** A run's values below its name. They are cut to what they may take, but never narrower than the name, and numbers stay whole. */
function runColumn(name: string, at: number, sections: readonly ComparisonSection[], room: number): TextColumn {
  const title = fit(brief(name), WIDEST_VALUE);
  const widest = Math.min(WIDEST_VALUE, Math.max(room, displayWidth(title), LEAST_VALUE));
  const cells = sections.flatMap(({ heading, rows }) => [
    { text: '' },
    ...rows.map(({ values, best }) => {
      const text = heading === 'metrics' ? (values[at] ?? '') : fit(brief(values[at] ?? ''), widest);
      return best.includes(at) ? { text: `★ ${text}`, style: 'green' as const } : { text };
    }),
  ]);
  return { title, align: 'right', cells };
}

/** The columns in as few groups as fit the width, all about as large. */
function parts(columns: readonly TextColumn[], width: number): TextColumn[][] {
  const widest = columns.reduce((most, column) => Math.max(most, widthOf(column) + 2), 1);
  const groups = Math.ceil(columns.length / Math.max(1, Math.min(columns.length, Math.floor(width / widest))));
  const size = Math.ceil(columns.length / groups);
  return Array.from({ length: groups }, (_, group) => columns.slice(group * size, (group + 1) * size));
}

function widthOf({ title, cells }: TextColumn): number {
  return cells.reduce((most, { text }) => Math.max(most, displayWidth(text)), displayWidth(title));
}
