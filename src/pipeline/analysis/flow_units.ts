import { Context } from './context';
import { globalNames } from './function_facts';
import type { Role, Unit, Use, Write } from './flow';
import type { Liveness } from './liveness';
import type { NotebookFacts } from './notebook_facts';
import type { RandomFlow } from './random';
import type { Roles } from './roles';
import { Showing } from './showing';
import { placesOf, type Sight } from './sight';
import type { UnitDraft } from './unit_draft';

/** Statements as the rest of the pipeline sees them. */
export class FlowUnits {
  constructor(
    private readonly facts: NotebookFacts,
    private readonly roles: Roles,
    private readonly liveness: Liveness,
    private readonly random: ReadonlyMap<UnitDraft, RandomFlow>,
  ) {}

  all(): Unit[] {
    const showing = new Showing(this.facts, this.roles);
    return this.facts.units.map((unit) => ({
      id: unit.id,
      cell: unit.cell,
      place: unit.source.place(unit.node),
      role: this.roles.of(unit),
      shows: showing.of(unit),
      uses: this.usesOf(unit),
      writes: this.writesOf(unit),
    }));
  }

  private usesOf(unit: UnitDraft): Use[] {
    const uses = new Map<string, Use>();
    for (const [subject, { sight, optional, indirect }] of unit.uses) {
      if (!indirect || this.liveness.isNeededBehind(unit.id, subject)) uses.set(subject, { subject, ...placesOf(sight), optional });
    }
    for (const [name, { how, sight, hadOne }] of unit.bindings) {
      if (how !== 'may-bind' || !hadOne || uses.has(name) || !this.liveness.isNeededBehind(unit.id, name)) continue;
      uses.set(name, { subject: name, ...placesOf(sight), optional: true });
    }
    for (const { subject, sight, optional } of this.namesOfBody(unit)) {
      if (!uses.has(subject)) uses.set(subject, { subject, ...placesOf(sight), optional });
    }
    for (const [source, sight] of this.random.get(unit)?.uses ?? []) uses.set(`random:${source}`, { subject: `random:${source}`, ...placesOf(sight), optional: false });
    return [...uses.values()];
  }

  private writesOf(unit: UnitDraft): Write[] {
    const writes = new Map<string, Write>();
    const write = (subject: string, how: Write['how'], sight: Sight, { mayUnbind = false, stays = false } = {}) =>
      writes.set(subject, { subject, how, place: placesOf(sight).place, ...(mayUnbind && { mayUnbind }), ...(stays && { stays }) });
    for (const [name, { how, sight, mayUnbind, stays }] of unit.bindings) write(name, how, sight, { mayUnbind, stays: stays && how === 'may-bind' });
    for (const [subject, sight] of unit.changes) {
      const isOwn = !unit.uses.get(subject)?.indirect;
      if (!writes.has(subject) && (isOwn || this.liveness.isNeededBehind(unit.id, subject))) write(subject, 'mutate', sight);
    }
    for (const [source, { how, sight }] of this.random.get(unit)?.writes ?? []) write(`random:${source}`, how, sight);
    return [...writes.values()];
  }

  /** What a definition needs where it stands, though its body does not run there. */
  private namesOfBody(unit: UnitDraft): { subject: string; sight: Sight; optional: boolean }[] {
    const { node, source } = unit;
    const scope = node.nodeType === 'FunctionDef' || node.nodeType === 'AsyncFunctionDef' || node.nodeType === 'ClassDef' ? source.scopes.scopes.get(node) : undefined;
    if (!scope) return [];
    const role = this.roles.of(unit);
    const { reads } = globalNames(scope);
    return [...reads].flatMap(([name, node]) => {
      const isShared = this.facts.bindersOf(name).length > 0 && this.isRepeatable(name);
      const isThere = this.facts.bindersOf(name).some(({ id }) => id < unit.id);
      const needed = role === 'work' ? isShared || isThere : isShared;
      const sight = { node, source, context: Context.ofStatement() };
      return needed && !unit.bindings.has(name) ? [{ subject: name, sight, optional: !isShared }] : [];
    });
  }

  private isRepeatable(name: string): boolean {
    const repeatable: ReadonlySet<Role> = new Set<Role>(['import', 'constant', 'definition', 'local-definition']);
    return this.roles.ofName(name).every((role) => repeatable.has(role));
  }
}
