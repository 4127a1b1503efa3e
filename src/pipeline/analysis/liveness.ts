import type { SeenBinding, SeenUse } from './unit_draft';

/** Where a name is used, or given another value that does not depend on the one before. */
interface Turn {
  readonly unit: number;
  readonly uses: boolean;
}

/** What a statement does to names, as far as that tells which are needed. */
interface Turns {
  readonly id: number;
  readonly uses: ReadonlyMap<string, Pick<SeenUse, 'indirect'>>;
  readonly bindings: ReadonlyMap<string, Pick<SeenBinding, 'how'>>;
}

/** Which names are still needed behind each statement, with the values that they have there. */
export class Liveness {
  /** by name, in order; of a statement that does both only the use counts, since it comes first */
  private readonly turns = new Map<string, Turn[]>();

  /** number of statements */
  readonly count: number;

  constructor(units: readonly Turns[]) {
    this.count = units.length;
    for (const { id, bindings, uses } of units) {
      // A value that is changed by way of another name is needed only where somebody needs it later.
      for (const [name, { indirect }] of uses) if (!indirect) this.add(name, { unit: id, uses: true });
      for (const [name, { how }] of bindings) if (how !== 'may-bind' && !uses.has(name)) this.add(name, { unit: id, uses: false });
    }
  }

  /** Somebody needs, behind a statement, what the name refers to there. */
  isNeededBehind(unit: number, name: string): boolean {
    const turns = this.turns.get(name);
    if (!turns) return false;
    let low = 0;
    let high = turns.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (turns[middle]!.unit <= unit) low = middle + 1;
      else high = middle;
    }
    return turns[low]?.uses ?? false;
  }

  private add(name: string, turn: Turn): void {
    const turns = this.turns.get(name);
    if (turns) turns.push(turn);
    else this.turns.set(name, [turn]);
  }
}
