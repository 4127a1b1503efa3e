import type { Bond } from './flow';
import { globalNames } from './function_facts';
import { CAPTURED, type HeapObject } from './heap_object';
import type { NotebookFacts } from './notebook_facts';
import type { Roles } from './roles';
import type { UnitDraft } from './unit_draft';

/**
 * A function that is stored takes along the variables that it reads, as they are then. Where one of them is written after that, and
 * the function is used still later, its making and its use must be in one step.
 */
export function closureBonds(facts: NotebookFacts, roles: Roles): Bond[] {
  const bonds: Bond[] = [];
  for (const unit of facts.units) {
    for (const { name, function: object, since } of unit.functions.values()) {
      const from = storedSince(object, name, since, facts, roles);
      if (from === undefined || from >= unit.id) continue;
      for (const variable of variablesOf(object, facts, roles)) {
        if (isItself(object, variable, facts)) continue;
        // What it has captured is stored with it: only a new value of the variable would pass it by.
        const writers = object.fields.has(CAPTURED) ? facts.bindersOf(variable) : facts.writersOf(variable);
        if (!writers.some(({ id }) => id <= unit.id && (id > from || (id === from && variable !== name)))) continue;
        const reason = `\`${name}\` reads \`${variable}\`, which is written between them`;
        bonds.push({ from, to: unit.id, subject: name, reason });
      }
    }
  }
  return bonds;
}

/** A function that calls itself, or a method that names its class, is stored with that. */
function isItself({ origin, unit }: HeapObject, variable: string, facts: NotebookFacts): boolean {
  if (origin.type !== 'function' || (origin.definition.owner ?? origin.definition).name !== variable) return false;
  return facts.bindersOf(variable).every(({ id }) => id === unit);
}

/** From which statement on the function is kept as a value; undefined where it is defined anew in each step that needs it. */
function storedSince(object: HeapObject, name: string, since: number, facts: NotebookFacts, roles: Roles): number | undefined {
  const unit = facts.units[object.unit];
  if (object.origin.type !== 'function' || !unit) return undefined;
  const isDefinition = unit.node === object.origin.definition.node || unit.node === object.origin.definition.owner?.node;
  if (!isDefinition) return object.unit;
  switch (roles.of(unit)) {
    case 'definition':
      return undefined;
    case 'local-definition':
      return unit.bindings.has(name) ? undefined : since;
    default:
      return object.unit;
  }
}

/** The variables that a function reads, and those that functions which it calls read. */
function variablesOf(object: HeapObject, facts: NotebookFacts, roles: Roles): Set<string> {
  const found = new Set<string>();
  const scopes = object.origin.type === 'function' ? [object.origin.definition] : [];
  const seen = new Set<UnitDraft>();
  for (let next = scopes.pop(); next; next = scopes.pop()) {
    const scope = next.source.scopes.scopes.get(next.node);
    if (!scope) continue;
    const { reads, writes } = globalNames(scope);
    for (const name of [...reads.keys(), ...writes]) {
      if (roles.isShared(name)) continue;
      const [binder] = facts.bindersOf(name);
      if (!binder || roles.of(binder) !== 'local-definition') found.add(name);
      else if (!seen.has(binder) && (binder.node.nodeType === 'FunctionDef' || binder.node.nodeType === 'AsyncFunctionDef')) {
        seen.add(binder);
        scopes.push({ ...next, node: binder.node, source: binder.source });
      }
    }
  }
  return found;
}
