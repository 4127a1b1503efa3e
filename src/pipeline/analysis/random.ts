import type { RandomSource } from '../effects/effect';
import type { LocatedNode } from '../syntax/ast';
import type { Write } from './flow';
import type { Interpreter } from './interpreter';
import { placesOf, type Sight } from './sight';
import type { UnitDraft } from './unit_draft';

const SOURCES: readonly RandomSource[] = ['python', 'numpy', 'torch', 'tensorflow'];

/** @param steady nothing that comes of it depends on the numbers */
export function noteDraw(it: Interpreter, source: RandomSource | 'any', node: LocatedNode, steady = false): void {
  if (!steady && source !== 'any') it.unit.chance ??= it.sight(node);
  if (!it.unit.draws.has(source)) it.unit.draws.set(source, it.sight(node));
}

export function noteSeed(it: Interpreter, source: RandomSource | 'all', node: LocatedNode): void {
  it.unit.acts = true;
  for (const one of source === 'all' ? SOURCES : [source]) {
    // What was drawn before in the same statement came from the state as it was.
    const certain = it.isCertain() && !it.unit.draws.has(one) && !it.unit.draws.has('any');
    if (!it.unit.seeds.has(one)) it.unit.seeds.set(one, { sight: it.sight(node), certain });
  }
}

/** The generators' states that a statement needs, and what it does to them. */
export interface RandomFlow {
  readonly uses: ReadonlyMap<RandomSource, Sight>;
  readonly writes: ReadonlyMap<RandomSource, { readonly how: Write['how']; readonly sight: Sight }>;
}

/**
 * Once a generator was seeded its numbers are the notebook's own, so each statement that may draw depends on the one before.
 * Where nothing is ever seeded the numbers differ from run to run, and nothing depends on them.
 */
export function noteRandomness(it: Interpreter, units: readonly UnitDraft[]): ReadonlyMap<UnitDraft, RandomFlow> {
  const flows = new Map<UnitDraft, RandomFlow>();
  const seeded = new Set<RandomSource>();
  for (const unit of units) {
    if (it.options.seedSteps) continue;
    const uses = new Map<RandomSource, Sight>();
    const writes = new Map<RandomSource, { how: Write['how']; sight: Sight }>();
    for (const source of SOURCES) {
      const seed = unit.seeds.get(source);
      const draw = unit.draws.get(source) ?? unit.draws.get('any');
      if (!seeded.has(source) && !seed) continue;
      const needed = seed?.certain ? undefined : seeded.has(source) ? (draw ?? seed?.sight) : undefined;
      if (needed) uses.set(source, needed);
      if (seed ?? draw) writes.set(source, { how: seed?.certain ? 'bind' : 'mutate', sight: (seed?.sight ?? draw)! });
    }
    for (const source of unit.seeds.keys()) seeded.add(source);
    if (writes.size > 0) flows.set(unit, { uses, writes });
  }
  if (units.every((unit) => unit.seeds.size === 0)) noteUnseeded(it, units);
  return flows;
}

/** The statements whose outcome depends on the numbers of a generator that nothing has seeded before. */
export function unseededUnits(units: readonly UnitDraft[]): number[] {
  const seeded = new Set<RandomSource>();
  return units.flatMap(({ id, chance, draws, seeds }) => {
    const isChance = chance !== undefined && SOURCES.some((source) => draws.has(source) && !seeded.has(source) && !seeds.has(source));
    for (const source of seeds.keys()) seeded.add(source);
    return isChance ? [id] : [];
  });
}

function noteUnseeded(it: Interpreter, units: readonly UnitDraft[]): void {
  for (const unit of units) {
    if (!unit.chance) continue;
    it.problems.addAt('random', 'note', placesOf(unit.chance).place, 'Random numbers are drawn and no generator is seeded: results differ from run to run, in the notebook too.');
    return;
  }
}
