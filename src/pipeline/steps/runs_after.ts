import type { Carried } from './carry';
import type { Before } from './order';

/**
 * For each step the steps that must be done before it although it is given nothing by them: those whose files it reads, and
 * those that it may not overtake, unless others see to that already.
 * @param before reasons between indexes that are in an order in which the steps can run
 */
export function runsAfter(count: number, before: readonly Before[], carried: readonly Carried[]): number[][] {
  // For each step all those that are surely done when it begins.
  const behind: Set<number>[] = [];
  const after: number[][] = [];
  for (let at = 0; at < count; at++) {
    const given = new Set([...(carried[at]?.inputs ?? []), ...(carried[at]?.random ?? [])].flatMap(({ from }) => from ?? []));
    const reasons = before.filter(({ to, why }) => to === at && why !== 'value');
    const readFrom = new Set(reasons.filter(({ why }) => why === 'file').map(({ from }) => from));
    const direct = new Set([...given, ...readFrom]);
    // The nearest first: what is behind one of them needs no saying.
    for (const from of [...new Set(reasons.map((reason) => reason.from))].sort((a, b) => b - a)) {
      if (![...direct].some((other) => other === from || behind[other]?.has(from))) direct.add(from);
    }
    behind.push(new Set([...direct].flatMap((other) => [other, ...(behind[other] ?? [])])));
    after.push([...direct].filter((other) => !given.has(other)).sort((a, b) => a - b));
  }
  return after;
}
