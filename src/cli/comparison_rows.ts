import type { Comparison, ComparedMetric, ComparedRow } from '../core/comparison';
import { digitsFor, formatNumber } from '../core/format';
import { isSystemMetric } from '../core/headline';

/** A comparison as rows of text under headings, for the terminal, Markdown and CSV alike. */
export interface ComparisonSection {
  readonly heading: string;
  readonly rows: readonly ComparisonRow[];
}

export interface ComparisonRow {
  readonly name: string;
  readonly values: readonly string[];
  /** indices of the best values */
  readonly best: readonly number[];
}

export interface RowChoice {
  /** also what does not differ, and the machine's own metrics */
  readonly all: boolean;
  /** numbers with all their digits */
  readonly exact: boolean;
}

/** Metrics, and of everything else what differs. Sections without rows are left out. */
export function comparisonSections(comparison: Comparison, { all, exact }: RowChoice): ComparisonSection[] {
  const texts = (rows: readonly ComparedRow[]): ComparisonRow[] =>
    rows.filter(({ differs }) => all || differs).map(({ name, values }) => ({ name, values: values.map((value) => value ?? ''), best: [] }));
  const code = texts(comparison.code).map((row) => (row.name === 'commit' && !exact ? shortCommits(row) : row));
  const metrics = comparison.metrics.filter(({ key }) => all || !isSystemMetric(key)).map((metric) => metricRow(metric, exact));
  const sections = [
    { heading: 'metrics', rows: metrics },
    { heading: 'params', rows: texts(comparison.params) },
    { heading: 'tags', rows: texts(comparison.tags) },
    { heading: 'code', rows: code },
    { heading: 'data', rows: texts(comparison.data) },
    { heading: 'environment', rows: texts(comparison.environment) },
    { heading: 'packages', rows: texts(comparison.packages) },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

/** Two commits that begin with the same ten digits are not to be met in one comparison. */
function shortCommits(row: ComparisonRow): ComparisonRow {
  return { ...row, values: row.values.map((commit) => commit.slice(0, 10)) };
}

function metricRow({ key, values, best }: ComparedMetric, exact: boolean): ComparisonRow {
  const digits = digitsFor(values.map((value) => value?.last ?? null));
  const text = (value: number | null): string => (exact ? String(value ?? NaN) : formatNumber(value, digits));
  return { name: key, values: values.map((value) => (value ? text(value.last) : '')), best };
}
