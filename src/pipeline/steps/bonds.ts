import type { Bond } from '../analysis/flow';
import { joined } from './coarsen';
import type { Draft } from './draft';
import type { Statements } from './statements';

export interface Merged {
  readonly drafts: readonly Draft[];
  /** the bonds for which drafts were merged, with the titles of those */
  readonly merges: readonly { readonly bond: Bond; readonly titles: readonly string[] }[];
}

/** Merges drafts wherever a cut between them would go through something that cannot be stored. */
export function mergeBonded(drafts: readonly Draft[], statements: Statements): Merged {
  let current = [...drafts];
  const merges: { bond: Bond; titles: string[] }[] = [];
  for (let changed = true; changed; ) {
    changed = false;
    for (const bond of statements.flow.bonds) {
      if (statements.role(bond.from) === 'nothing' || statements.role(bond.to) === 'nothing') continue;
      const between = current.filter(({ units }) => units.some((id) => id >= bond.from && id <= bond.to));
      if (between.length < 2) continue;
      const [first] = between;
      merges.push({ bond, titles: between.map(({ title }) => title) });
      current = current.flatMap((draft) => (draft === first ? [joined(between, statements)] : between.includes(draft) ? [] : [draft]));
      changed = true;
    }
  }
  return { drafts: current, merges };
}
