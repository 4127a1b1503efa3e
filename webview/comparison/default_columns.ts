import { goalOf, headlineMetric, isSystemMetric } from '../../src/core/headline';
import type { Differences } from '../../src/protocol/comparison_page';
import type { RowColumns } from '../../src/core/sort_rows';

const fewMetrics = 4;
const fewParams = 12;

/**
 * The columns of the runs' table until the person chooses others: the headline metric first and a few more that can be
 * better or worse, and the
 * params in which the chosen runs differ. With nothing to compare, those that occur most.
 * @param all names that occur, most used first
 */
export function defaultColumns(differences: Differences | undefined, all: RowColumns): RowColumns {
  const compared = (differences?.metrics ?? []).map(({ key }) => key);
  const known = (compared.length > 0 ? compared : headlineFirst(all.metrics)).filter((key) => !isSystemMetric(key));
  const keys = known.toSorted((a, b) => Number(goalOf(a) === null) - Number(goalOf(b) === null));
  const differing = (differences?.params ?? []).filter(({ differs }) => differs).map(({ name }) => name);
  const params = differing.length > 0 || (differences?.runIds.length ?? 0) > 1 ? differing : all.params;
  return { metrics: keys.slice(0, fewMetrics), params: params.slice(0, fewParams) };
}

function headlineFirst(keys: readonly string[]): string[] {
  const headline = headlineMetric(keys)?.key;
  return headline === undefined ? [...keys] : [headline, ...keys.filter((key) => key !== headline)];
}
