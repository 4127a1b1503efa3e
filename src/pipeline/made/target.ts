import type { CellRow } from '../../core/cell';
import { TrialbookError } from '../../core/errors';
import { headlineMetric, isSystemMetric } from '../../core/headline';
import type { RunDetail } from '../../core/run';
import type { MadeNumber } from './made';

/** What is asked for. */
export interface Wanted {
  /** a metric of the run; null: its headline, or whatever its last cell did where it has no metrics */
  readonly metric: string | null;
  /** the number beside the cell in which it was made; null: that in which it was recorded last */
  readonly count: number | null;
}

export interface Target {
  /** executions in which it was made, in order, never empty */
  readonly cells: readonly CellRow[];
  readonly number: MadeNumber | null;
}

/**
 * The executions in which a number was made. Of a session, and of a notebook that ran by itself, it is the one that recorded it last; of
 * a run that was opened in cells they are all in which its points were recorded.
 * @param cells of the run, in order; at least one
 * @param headline the metric that was chosen for the experiment, if any
 * @throws TrialbookError `cell-not-found`, `metric-not-found`
 */
export function findTarget({ row, metrics }: Pick<RunDetail, 'row' | 'metrics'>, cells: readonly CellRow[], { metric, count }: Wanted, headline: string | null): Target {
  const { runId, name } = row;
  const at = count === null ? cells : cells.filter((cell) => cell.count === count);
  const [first] = at;
  if (!first) throw new TrialbookError('cell-not-found', `There is no cell [${count}] in ${name}; ${cellsText(cells)}.`);
  // Who asks for a cell means whatever it gave, numbers in its outputs too that are no metrics.
  const valuesOf = (cell: CellRow): MadeNumber[] => (count === null ? cell.metrics.filter((one) => one.runId === runId) : [...cell.metrics, ...cell.found]);
  const recorded = new Set(at.flatMap((cell) => valuesOf(cell).map(({ key }) => key)));
  if (metric !== null && !recorded.has(metric)) throw notFound(metric, name, recorded, count, metrics.some(({ key }) => key === metric));
  const key = metric ?? usual(recorded, headline);
  if (key === null) return { cells: [at.at(-1) ?? first], number: null };
  const having = at.filter((cell) => valuesOf(cell).some((one) => one.key === key));
  const last = having.at(-1)!;
  const { value, step } = valuesOf(last).find((one) => one.key === key)!;
  const isWhole = row.kind === 'session' || row.kind === 'notebook' || count !== null;
  return { cells: isWhole ? [last] : having, number: { key, value, step } };
}

function usual(recorded: ReadonlySet<string>, headline: string | null): string | null {
  if (headline !== null && recorded.has(headline)) return headline;
  const measured = [...recorded].filter((key) => !isSystemMetric(key));
  return headlineMetric(measured)?.key ?? measured.at(-1) ?? null;
}

function notFound(metric: string, name: string, recorded: ReadonlySet<string>, count: number | null, elsewhere: boolean): TrialbookError {
  const where = count === null ? `No cell of ${name}` : `Cell [${count}] of ${name} has not`;
  const known = recorded.size === 0 ? 'none was recorded there' : `recorded there: ${[...recorded].slice(0, 8).join(', ')}${recorded.size > 8 ? ' …' : ''}`;
  if (elsewhere && count === null) return new TrialbookError('metric-not-found', `${metric} of ${name} was not recorded while a cell ran. Ask from the cell that made it: by its mark in the notebook, or with \`--cell\`.`);
  return new TrialbookError('metric-not-found', `${where} recorded ${metric}; ${known}.`);
}

function cellsText(cells: readonly CellRow[]): string {
  const counts = cells.flatMap(({ count }) => count ?? []);
  return counts.length === 0 ? 'the numbers of its cells are not known' : `it has [${Math.min(...counts)}] to [${Math.max(...counts)}]`;
}
