import type { Effect, Part } from './effect';

/** From what hangs together least to what does most, which is what must be believed where one of two is true. */
const CLOSENESS = ['new', 'holds', 'element', 'same', 'view'] as const;

/** The effect of something that does one of the two: it may do what either does, and surely does only what both do. */
export function joined(one: Effect, other: Effect): Effect {
  if (one === other) return one;
  const both = { ...one, ...other };
  const mutates = union(one.mutates ?? [], other.mutates ?? []);
  const from = CLOSENESS[Math.max(CLOSENESS.indexOf(one.from ?? 'new'), CLOSENESS.indexOf(other.from ?? 'new'))];
  const changing = [one, other].filter((effect) => effect.mutates !== undefined);
  const drawing = [one, other].filter((effect) => effect.draws !== undefined);
  return {
    ...(one.result !== undefined && one.result === other.result && { result: one.result }),
    ...(one.like !== undefined && one.like === other.like && { like: one.like }),
    ...(one.items !== undefined && one.items === other.items && { items: one.items }),
    ...(from !== undefined && { from }),
    ...(mutates.length > 0 && { mutates }),
    ...(changing.some((effect) => effect.deep) && { deep: true }),
    ...(changing.length > 0 && changing.every((effect) => effect.own) && { own: true }),
    ...(both.draws !== undefined && { draws: both.draws }),
    ...(drawing.length > 0 && drawing.every((effect) => effect.drawsThrough) && { drawsThrough: true }),
    ...(one.settled !== undefined && one.settled === other.settled && { settled: one.settled }),
    ...(one.steady && other.steady && { steady: true }),
    ...(both.seeds !== undefined && { seeds: both.seeds }),
    ...(both.setting && { setting: true }),
    ...(both.readsFile !== undefined && { readsFile: both.readsFile }),
    ...(both.writesFile !== undefined && { writesFile: both.writesFile }),
    ...(both.anyFile && { anyFile: true }),
    ...(one.constant && other.constant && { constant: true }),
    ...(both.refuses !== undefined && { refuses: both.refuses }),
    ...(both.calls !== undefined && { calls: one.calls === 'later' ? one.calls : both.calls }),
    ...(one.alone && other.alone && { alone: true }),
    ...(one.shows && other.shows && { shows: true }),
  };
}

function union(one: readonly (Part | 'all-arguments')[], other: readonly (Part | 'all-arguments')[]): (Part | 'all-arguments')[] {
  const same = (a: Part | 'all-arguments', b: Part | 'all-arguments') =>
    a === b || (typeof a === 'object' && typeof b === 'object' && a.keyword === b.keyword);
  return [...one, ...other.filter((part) => !one.some((known) => same(part, known)))];
}
