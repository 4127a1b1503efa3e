import type { Statements } from './statements';
import { isRandom } from './subjects';

const FEWEST = 3;
const MOST = 7;
/** Cells that a step has where nothing else speaks. */
const USUAL_CELLS = 5;
/** What a text above a cell is worth, in variables that need not be carried. */
const TEXT_BONUS = 1;
const RANDOM_COST = 0.5;
/** What an uneven division costs, against a variable that is carried. */
const UNEVENNESS = 2;

/**
 * Where to divide cells that nothing else divides: few variables are carried over each cut, and the parts are about even.
 * @param groups the tied statements of each cell, cells and statements in the order of execution
 * @param hasTextBefore whether text stands right above a cell
 * @returns the groups at which a new step begins, in order, the first one (0) included
 */
export function cheapestCuts(groups: readonly (readonly number[])[], statements: Statements, hasTextBefore: (group: number) => boolean): number[] {
  const count = groups.length;
  if (count === 0) return [];
  const costs = cutCosts(groups, statements).map((cost, at) => cost - (hasTextBefore(at) ? TEXT_BONUS : 0));
  const sizes = groups.map((units) => units.reduce((sum, id) => sum + lines(statements, id), 0));
  const upTo = [0];
  for (const size of sizes) upTo.push((upTo.at(-1) ?? 0) + size);
  const wanted = Math.min(count, MOST, Math.max(FEWEST, Math.round(count / USUAL_CELLS)));
  const ideal = (upTo[count] ?? 0) / wanted;
  let best: Division[] = [{ cost: 0, begin: 0, before: undefined }];
  const whole: Division[] = [];
  for (let parts = 1; parts <= Math.min(count, MOST); parts++) {
    const next: Division[] = [];
    for (let end = parts; end <= count; end++) {
      for (let begin = parts - 1; begin < end; begin++) {
        const before = best[begin];
        if (!before) continue;
        const size = ((upTo[end] ?? 0) - (upTo[begin] ?? 0)) / ideal;
        const cost = before.cost + (begin === 0 ? 0 : (costs[begin] ?? 0)) + UNEVENNESS * (size - 1) ** 2;
        if (cost < (next[end]?.cost ?? Infinity)) next[end] = { cost, begin, before };
      }
    }
    best = next;
    const division = best[count];
    if (division) whole.push(division);
  }
  // Where enough parts are not to be had, fewer must do.
  const enough = whole.slice(Math.min(FEWEST, wanted) - 1);
  const [winner] = (enough.length > 0 ? enough : whole).sort((a, b) => a.cost - b.cost);
  return beginnings(winner);
}

/** The first groups in so many parts: the last part begins at `begin`, and `before` divides what is before it. */
interface Division {
  readonly cost: number;
  readonly begin: number;
  readonly before: Division | undefined;
}

function beginnings(division: Division | undefined): number[] {
  return division?.before ? [...beginnings(division.before), division.begin] : [];
}

/** For each group, what a cut before it carries; without end where a bond forbids it. */
function cutCosts(groups: readonly (readonly number[])[], statements: Statements): number[] {
  const groupOf = new Map(groups.flatMap((units, at) => units.map((id) => [id, at] as const)));
  const costs = groups.map(() => 0);
  const addBetween = (from: number | undefined, to: number | undefined, cost: number): void => {
    if (from === undefined || to === undefined) return;
    for (let at = from + 1; at <= to; at++) costs[at] = (costs[at] ?? 0) + cost;
  };
  const lastUse = new Map<string, { version: number; subject: string; to: number }>();
  for (const id of groups.flat()) {
    for (const { subject, version } of statements.needs(id)) {
      lastUse.set(`${version} ${subject}`, { version, subject, to: Math.max(groupOf.get(id) ?? 0, lastUse.get(`${version} ${subject}`)?.to ?? 0) });
    }
  }
  for (const { version, subject, to } of lastUse.values()) addBetween(groupOf.get(version), to, isRandom(subject) ? RANDOM_COST : 1);
  for (const { from, to } of statements.flow.bonds) addBetween(groupOf.get(from), groupOf.get(to), Infinity);
  return costs;
}

function lines(statements: Statements, id: number): number {
  const { place } = statements.unit(id);
  return place.endLine - place.line + 1;
}
