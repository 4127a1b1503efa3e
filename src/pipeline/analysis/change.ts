import type { LocatedNode } from '../syntax/ast';
import type { HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { isImmutable } from './kinds';
import type { Value } from './value';
import type { Binding, Variable } from './variable';

export interface Extent {
  /** memory that it shares with others stays as it is */
  readonly own?: boolean | undefined;
  /** also what it refers to may be changed */
  readonly deep?: boolean | undefined;
}

/** Objects may be changed here: so may be what every variable refers to that can reach them. */
export function change(it: Interpreter, value: Value, node: LocatedNode, { own = false, deep = false }: Extent = {}): void {
  const roots = [...value, ...(deep ? it.heap.below(value) : [])].filter((object) => canChange(object));
  if (roots.length === 0) return;
  it.unit.acts = true;
  const changed = own ? new Set(roots) : it.heap.sharing(roots);
  const members = new Map<Variable, Set<HeapObject>>();
  for (const object of changed) {
    object.changedBy.add(it.unit.id);
    for (const variable of variablesThatReach(it, object)) {
      const reached = members.get(variable);
      if (reached) reached.add(object);
      else members.set(variable, new Set([object]));
    }
  }
  for (const variable of members.keys()) noteChange(it, variable, node);
  noteSharing(it, changed, members);
}

function canChange(object: HeapObject): boolean {
  return object.unit >= 0 && !isImmutable(object.kind);
}

function variablesThatReach(it: Interpreter, object: HeapObject): Variable[] {
  const found: Variable[] = [];
  for (const holder of it.heap.above([object])) {
    for (const variable of holder.variables) if (it.state.get(variable).value.has(holder)) found.push(variable);
  }
  return found;
}

function noteChange(it: Interpreter, variable: Variable, node: LocatedNode): void {
  const binding = it.state.get(variable);
  if (binding.here === 'yes' || !wasBoundEarlier(it, binding)) return;
  it.unit.use(variable.name, it.sight(node), { indirect: true });
  it.unit.change(variable.name, it.sight(node));
}

function noteSharing(it: Interpreter, changed: ReadonlySet<HeapObject>, members: ReadonlyMap<Variable, ReadonlySet<HeapObject>>): void {
  const reaching = (object: HeapObject) => [...members].filter(([, reached]) => reached.has(object)).map(([{ name }]) => name);
  for (const object of changed) it.sharings.addObject(it.unit.id, object, reaching(object));
  const left = new Set(changed);
  for (const object of left) {
    if (object.shares.size === 0) continue;
    const block = it.heap.sharing([object]);
    for (const other of block) if (other !== object) left.delete(other);
    it.sharings.addMemory(it.unit.id, [...block].map((part) => ({ object: part, names: reaching(part) })));
  }
}

export function wasBoundEarlier(it: Interpreter, binding: Binding): boolean {
  for (const unit of binding.units) if (unit !== it.unit.id) return true;
  return false;
}
