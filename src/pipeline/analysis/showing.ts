import type { NotebookFacts } from './notebook_facts';
import type { Roles } from './roles';
import type { UnitDraft } from './unit_draft';

/** Tells statements that only show something: they print, draw or display, and nothing comes of them that others use. */
export class Showing {
  private readonly known = new Map<UnitDraft, boolean>();

  constructor(
    private readonly facts: NotebookFacts,
    private readonly roles: Roles,
  ) {
    // Whoever uses what a statement writes comes later, so is known by then.
    for (const unit of facts.units.toReversed()) this.known.set(unit, this.decide(unit));
  }

  of(unit: UnitDraft): boolean {
    return this.known.get(unit) ?? false;
  }

  private decide(unit: UnitDraft): boolean {
    const role = this.roles.of(unit);
    if (role !== 'display' && (role !== 'work' || !unit.showing)) return false;
    if (unit.seeds.size > 0) return false;
    const written = [...unit.bindings.keys(), ...unit.changes.keys()].filter((subject) => !subject.startsWith('file:'));
    return written.every((subject) => this.facts.usersOf(subject).every((user) => user.id <= unit.id || this.of(user)));
  }
}
