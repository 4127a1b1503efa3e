import { isMet, median, type Budget, type Row, type Unit } from './row.mts';

export const HEADINGS = ['what', 'budget', 'measured', 'met', 'MLflow'] as const;

/** The cells of a row, in the order of `HEADINGS`. */
export function cellsOf(row: Row): string[] {
  const { what, unit, values, budget, peer } = row;
  const met = isMet(row);
  return [
    what,
    budget ? budgetText(budget, unit) : '',
    spreadText(values, unit),
    met === undefined ? '' : met ? 'yes' : 'no',
    peer ? `${peer.how ? `${peer.how}: ` : ''}${spreadText(peer.values, unit)}` : '',
  ];
}

/** Columns of even width, for a terminal. */
export function plainTable(rows: readonly Row[]): string {
  const lines = [[...HEADINGS], ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines.map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

/** The same for a page. */
export function markdownTable(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(HEADINGS), line(HEADINGS.map(() => '---')), ...rows.map((row) => line(cellsOf(row)))].join('\n');
}

/** The median, and the least and the greatest where there is more than one value. */
function spreadText(values: readonly number[], unit: Unit): string {
  const middle = `${numberText(median(values))} ${unit}`;
  if (values.length < 2) return middle;
  return `${middle} (${numberText(Math.min(...values))}–${numberText(Math.max(...values))})`;
}

function budgetText(budget: Budget, unit: Unit): string {
  return 'most' in budget ? `≤ ${numberText(budget.most)} ${unit}` : `≥ ${numberText(budget.least)} ${unit}`;
}

/** More than three digits would not be the same the next time; what is larger is written in full all the same. */
function numberText(value: number): string {
  const digits = String(Math.trunc(Math.abs(value))).length;
  return value.toLocaleString('en', { maximumSignificantDigits: Math.max(3, digits) });
}
