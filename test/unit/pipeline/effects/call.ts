import type { CallShape } from '../../../../src/pipeline/effects/effect';

/** The shape of a call as its source would have it: `call(['x', "'w'"], { inplace: 'True' })`; null is what is no literal. */
export function call(values: readonly (string | null)[] = [], keywords: Record<string, string | null> = {}, statement = false): CallShape {
  return { positional: values.length, values, keywords: new Map(Object.entries(keywords)), statement };
}
