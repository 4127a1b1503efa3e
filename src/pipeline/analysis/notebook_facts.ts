import type { UnitDraft } from './unit_draft';

/** What the whole notebook does to its names, once all of it was followed. */
export class NotebookFacts {
  private readonly binders = new Map<string, UnitDraft[]>();
  private readonly changers = new Map<string, UnitDraft[]>();
  private readonly users = new Map<string, UnitDraft[]>();

  constructor(readonly units: readonly UnitDraft[]) {
    for (const unit of units) {
      for (const name of unit.bindings.keys()) add(this.binders, name, unit);
      for (const subject of unit.changes.keys()) add(this.changers, subject, unit);
      for (const subject of unit.uses.keys()) add(this.users, subject, unit);
    }
  }

  /** Statements that may give it a value or delete it, in order. */
  bindersOf(name: string): readonly UnitDraft[] {
    return this.binders.get(name) ?? [];
  }

  usersOf(name: string): readonly UnitDraft[] {
    return this.users.get(name) ?? [];
  }

  /** Statements that may bind it anew or change what it refers to. */
  writersOf(name: string): readonly UnitDraft[] {
    return [...this.bindersOf(name), ...(this.changers.get(name) ?? [])];
  }

  /** The one statement that binds it, and does so whatever happens; never is it changed. */
  isBoundOnceBy(name: string, unit: UnitDraft): boolean {
    const binders = this.bindersOf(name);
    return binders.length === 1 && binders[0] === unit && unit.bindings.get(name)?.how === 'bind' && !this.changers.has(name);
  }

  isChanged(name: string): boolean {
    return this.changers.has(name);
  }

  bindersByName(): Map<string, number[]> {
    return new Map([...this.binders].map(([name, units]) => [name, units.map(({ id }) => id)]));
  }
}

function add(map: Map<string, UnitDraft[]>, key: string, unit: UnitDraft): void {
  const units = map.get(key);
  if (units) units.push(unit);
  else map.set(key, [unit]);
}
