/** What is counted, as it is printed behind the number. */
export type Unit = 'ms' | 'µs' | 'points/s' | 'bytes/point' | 'points' | 'MB' | '×';

/** `most`: no more than this; `least`: no less. */
export type Budget = { readonly most: number } | { readonly least: number };

/** One line of the benchmarks: something measured in several rounds, beside what it may cost and what a peer needs for it. */
export interface Row {
  readonly what: string;
  readonly unit: Unit;
  /** what each round came to */
  readonly values: readonly number[];
  /** absent: nothing was promised */
  readonly budget?: Budget;
  readonly peer?: Peer;
}

/** The same, done with another program on the same machine in the same run. */
export interface Peer {
  /** what was done, where it is not called the same there */
  readonly how?: string;
  readonly values: readonly number[];
}

/** @param values at least one */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = NaN, high = NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

/** Whether the median is within the budget; undefined where there is none. */
export function isMet({ budget, values }: Row): boolean | undefined {
  if (!budget) return undefined;
  return 'most' in budget ? median(values) <= budget.most : median(values) >= budget.least;
}
