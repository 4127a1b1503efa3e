import type { UnitDraft } from './unit_draft';

/** Which names are still needed behind each statement, with the values that they have there. */
export class Liveness {
  private readonly needed: ReadonlySet<string>[] = [];
  private readonly usedAt: ReadonlySet<string>[] = [];

  /** number of statements */
  readonly count: number;

  constructor(units: readonly UnitDraft[]) {
    this.count = units.length;
    let live: ReadonlySet<string> = new Set();
    for (const unit of units.toReversed()) {
      this.needed[unit.id] = live;
      const before = new Set(live);
      for (const [name, { how }] of unit.bindings) if (how !== 'may-bind') before.delete(name);
      // A value that is changed by way of another name is needed only where somebody needs it later.
      const used = new Set([...unit.uses].filter(([, { indirect }]) => !indirect).map(([name]) => name));
      for (const [name, { indirect }] of unit.uses) if (!indirect || live.has(name)) before.add(name);
      this.usedAt[unit.id] = used;
      live = before;
    }
  }

  /** Somebody needs, behind a statement, what the name refers to there. */
  isNeededBehind(unit: number, name: string): boolean {
    return this.needed[unit]?.has(name) ?? false;
  }

  /** The statement itself needs it, or somebody behind it. */
  isNeededAt(unit: number, name: string): boolean {
    return this.isNeededBehind(unit, name) || (this.usedAt[unit]?.has(name) ?? false);
  }
}
