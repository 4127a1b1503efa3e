import type { Draft } from './draft';
import type { Statements } from './statements';

/** More steps than this say less than fewer. */
const MOST = 12;

/** At most a dozen drafts: the smallest neighbours are merged, those under the same heading first. */
export function coarsen(drafts: readonly Draft[], statements: Statements): Draft[] {
  const merged = [...drafts];
  while (merged.length > MOST) {
    const at = cheapestPair(merged, statements);
    const [first, second] = [merged[at], merged[at + 1]];
    if (!first || !second) break;
    merged.splice(at, 2, joined([first, second], statements));
  }
  return merged;
}

/** Drafts as one, called like the largest of them. */
export function joined(drafts: readonly Draft[], statements: Statements): Draft {
  const sizes = drafts.map((draft) => size(draft, statements));
  const largest = drafts[sizes.indexOf(Math.max(...sizes))];
  const named = largest?.title ? largest : drafts.find(({ title }) => title !== '');
  return {
    title: named?.title ?? '',
    under: named?.under ?? [],
    cells: drafts.flatMap(({ cells }) => cells).sort((a, b) => a - b),
    units: drafts.flatMap(({ units }) => units).sort((a, b) => a - b),
  };
}

function cheapestPair(drafts: readonly Draft[], statements: Statements): number {
  const sizes = drafts.map((draft) => size(draft, statements));
  const pairs = drafts.slice(1).map((second, at) => ({ at, size: (sizes[at] ?? 0) + (sizes[at + 1] ?? 0), apart: !areSiblings(drafts[at], second) }));
  pairs.sort((a, b) => Number(a.apart) - Number(b.apart) || a.size - b.size || a.at - b.at);
  return pairs[0]?.at ?? 0;
}

function areSiblings(one: Draft | undefined, other: Draft): boolean {
  return one !== undefined && one.under.length === other.under.length && one.under.every((title, at) => title === other.under[at]);
}

/** In lines. */
function size({ units }: Draft, statements: Statements): number {
  return units.reduce((sum, id) => {
    const { place } = statements.unit(id);
    return sum + place.endLine - place.line + 1;
  }, 0);
}
