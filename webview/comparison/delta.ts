import { formatNumber } from '../../src/core/format';
import type { Goal } from '../../src/core/run';

export interface Delta {
  /** with its sign */
  readonly text: string;
  readonly better: boolean | null;
}

/** How a value differs from the baseline's; null where one of them is missing or not finite, or they are equal. */
export function deltaOf(value: number | null, baseline: number | null, goal: Goal | null): Delta | null {
  if (value === null || baseline === null || value === baseline) return null;
  const difference = value - baseline;
  if (!Number.isFinite(difference)) return null;
  const text = `${difference > 0 ? '+' : '−'}${formatNumber(Math.abs(difference), 2)}`;
  return { text, better: goal === null ? null : difference > 0 === (goal === 'max') };
}
