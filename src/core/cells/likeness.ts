/** Longer sources are compared by their beginnings. */
const LONGEST = 50_000;
const TOKEN = /[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu;
/** Sources that are less alike than this are not the same cell. */
const SAME_CELL = 0.6;

/**
 * How alike two sources are, from 0 (nothing in common) to 1 (the same but for white space): the share of neighbouring words that both
 * have. Takes time with the length of the two, not with their product.
 */
export function likeness(a: string, b: string): number {
  return a === b ? 1 : shared(neighbours(a), neighbours(b));
}

interface Neighbours {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

function shared(a: Neighbours, b: Neighbours): number {
  const total = a.total + b.total;
  if (total === 0) return 1;
  let common = 0;
  for (const [pair, count] of a.counts) common += Math.min(count, b.counts.get(pair) ?? 0);
  return (2 * common) / total;
}

/** How often each two neighbouring words stand in a source; its beginning and its end count as words. */
function neighbours(source: string): Neighbours {
  const words = source.slice(0, LONGEST).match(TOKEN) ?? [];
  const counts = new Map<string, number>();
  if (words.length === 0) return { counts, total: 0 };
  let before = '';
  for (const word of [...words, '']) {
    const pair = `${before} ${word}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
    before = word;
  }
  return { counts, total: words.length + 1 };
}

export interface Match {
  /** which of the candidates */
  readonly index: number;
  /** 1: the same */
  readonly likeness: number;
}

/**
 * The candidate that a source has become, or null where none is like it. Of several that are equally alike the one nearest to
 * the place `near` where it was.
 */
export function bestMatch(source: string, candidates: readonly string[], near = 0): Match | null {
  const wanted = neighbours(source);
  let best: Match | null = null;
  for (const [index, candidate] of candidates.entries()) {
    const alike = candidate === source ? 1 : shared(wanted, neighbours(candidate));
    if (alike < SAME_CELL) continue;
    const nearer = !best || alike > best.likeness || (alike === best.likeness && Math.abs(index - near) < Math.abs(best.index - near));
    if (nearer) best = { index, likeness: alike };
  }
  return best;
}
