import { closureBonds } from './closure_bonds';
import type { Bond, Flow } from './flow';
import { FlowUnits } from './flow_units';
import type { Interpreter } from './interpreter';
import { Liveness } from './liveness';
import { NotebookFacts } from './notebook_facts';
import { Passing } from './passing';
import { noteRandomness, unseededUnits } from './random';
import { reachableNames } from './reachable_names';
import { Roles } from './roles';
import { SharedObjects } from './shared_objects';
import { STANDARD_MODULES } from './standard_modules';
import type { UnitDraft } from './unit_draft';

/** Makes of what was noticed about each statement what is to be known about the notebook. */
export function finish(it: Interpreter, drafts: readonly UnitDraft[]): Flow {
  const facts = new NotebookFacts(drafts);
  it.undefinedNames.report(it.problems, facts.bindersByName(), !it.problems.hasFaults);
  const random = noteRandomness(it, drafts);
  const roles = new Roles(facts, it.builtinsRead);
  it.processPools.report(it.problems, facts, roles);
  const liveness = new Liveness(drafts);
  const shared = it.options.undivided ? undefined : new SharedObjects(it.heap, it.changes, new Passing(it.versions, liveness));
  const bonds = shared ? [...it.streams.all(), ...closureBonds(facts, roles), ...shared.bonds] : [];
  return {
    units: new FlowUnits(facts, roles, liveness, random).all(),
    bonds: widest(bonds),
    together: shared?.togethers() ?? [],
    problems: it.problems.all(),
    unfollowed: it.problems.unfollowedUnits,
    acting: drafts.flatMap(({ id, acts }) => (acts ? [id] : [])),
    reachable: reachableNames(facts),
    unseeded: unseededUnits(drafts),
    modules: [...it.modules].filter((module) => !STANDARD_MODULES.has(module)),
  };
}

/** Of bonds that begin at one statement for one subject, the longest says it all. */
function widest(bonds: readonly Bond[]): Bond[] {
  const longest = new Map<string, Bond>();
  for (const bond of bonds) {
    const key = `${bond.from} ${bond.subject}`;
    const known = longest.get(key);
    if (bond.to > bond.from && (!known || known.to < bond.to)) longest.set(key, bond);
  }
  return [...longest.values()].sort((one, other) => one.from - other.from || one.to - other.to);
}
