import { REACHES } from './heap_object';
import type { Interpreter } from './interpreter';
import { executeStatement } from './execute';
import type { Changes, Ways } from './state';
import type { UnitDraft } from './unit_draft';

/** Follows a top-level statement. What goes wrong in that is a problem of the statement, and of nothing else. */
export function followUnit(it: Interpreter, unit: UnitDraft): void {
  it.beginUnit(unit);
  const ends = it.state.meeting();
  try {
    const seen = it.state.watch(() => it.state.follow(ends, () => executeStatement(it, unit.node)));
    // A statement that raises has done something before, and the next cell is run all the same.
    if (ends.changes.length === 0) ends.changes.push(it.state.maybe(seen));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    it.problems.add('unfollowed', 'error', { node: unit.node, source: unit.source }, 'This statement is nested too deeply to be followed: divide it.');
  }
  settle(it, unit, ends);
}

/** What has become of the variables is known now, and is no longer news. */
function settle(it: Interpreter, unit: UnitDraft, ends: Ways): void {
  const changes: Changes = it.state.joined(ends);
  for (const [variable, binding] of changes) {
    const sight = unit.boundAt.get(variable.name);
    if (!variable.isNotebooks || binding.here === 'no' || !sight) continue;
    const how = binding.here === 'maybe' ? 'may-bind' : binding.deleted ? 'delete' : 'bind';
    const hadOne = [...binding.units].some((earlier) => earlier !== unit.id);
    const stays = [...binding.value].some(({ reaches }) => reaches & REACHES.unstorable);
    unit.bindings.set(variable.name, { how, sight, hadOne, stays, mayUnbind: how === 'may-bind' && !binding.certain });
  }
  it.state.meet(ends);
  for (const [variable, binding] of changes) {
    if (binding.here === 'no') continue;
    it.state.set(variable, { ...binding, here: 'no' });
    if (variable.isNotebooks) it.versions.add(variable, unit.id, binding.value);
  }
}
