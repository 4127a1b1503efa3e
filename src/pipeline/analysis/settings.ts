import type { Role } from './flow';
import type { NotebookFacts } from './notebook_facts';
import type { UnitDraft } from './unit_draft';

/** It changes how things are done, and can be done again in any later step with the same outcome. */
export function isSettingUnit(unit: UnitDraft, facts: NotebookFacts, rolesOf: (name: string) => readonly Role[]): boolean {
  if (!unit.setting || unit.changes.size > 0 || unit.draws.size > 0 || unit.seeds.size > 0) return false;
  for (const name of unit.bindings.keys()) if (facts.usersOf(name).some((user) => user !== unit)) return false;
  return [...unit.uses.keys()].every((name) => name.startsWith('file:') || isSteady(name, unit, facts, rolesOf(name)));
}

/** It is the same wherever the setting is repeated. */
function isSteady(name: string, unit: UnitDraft, facts: NotebookFacts, roles: readonly Role[]): boolean {
  if (roles.every((role) => role === 'import' || role === 'constant' || role === 'definition')) return true;
  const [binder] = facts.bindersOf(name);
  return binder !== undefined && binder.id < unit.id && facts.isBoundOnceBy(name, binder);
}
