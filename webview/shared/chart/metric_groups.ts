import { compareNames } from '../../../src/core/ordering';

export interface MetricGroup {
  /** `train` of `train/loss`; '' for keys without a prefix */
  readonly prefix: string;
  readonly keys: readonly string[];
}

/**
 * Metrics by what stands before the last `/` of their keys, groups and keys as people count; those without a prefix first.
 * @param filter words that must all occur in a key, in any case
 */
export function metricGroups(keys: readonly string[], filter: string): MetricGroup[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    if (!words.every((word) => key.toLowerCase().includes(word))) continue;
    const prefix = key.slice(0, Math.max(0, key.lastIndexOf('/')));
    groups.set(prefix, [...(groups.get(prefix) ?? []), key]);
  }
  const prefixes = [...groups.keys()].sort((a, b) => Number(b === '') - Number(a === '') || compareNames(a, b));
  return prefixes.map((prefix) => ({ prefix, keys: (groups.get(prefix) ?? []).sort(compareNames) }));
}
