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
  const roots = rootsOf(it, value, deep).filter((object) => canChange(object) && it.changes.isNews(object, own));
  if (roots.length === 0) return;
  it.unit.acts = true;
  const changed = own ? new Set(roots) : it.heap.sharing(roots);
  for (const object of changed) it.changes.add(object, it.unit.id, own);
  for (const holder of it.heap.above(changed)) {
    for (const variable of holder.variables) if (it.state.get(variable).value.has(holder)) noteChange(it, variable, node);
  }
}

function rootsOf(it: Interpreter, value: Value, deep: boolean): HeapObject[] {
  const throughout = [...value].filter((object) => (deep || object.manifold) && it.changes.isNewsBelow(object, it.heap.references));
  return throughout.length === 0 ? [...value] : [...new Set([...value, ...it.heap.below(throughout)])];
}

function canChange(object: HeapObject): boolean {
  return object.unit >= 0 && !isImmutable(object.kind);
}

function noteChange(it: Interpreter, variable: Variable, node: LocatedNode): void {
  const binding = it.state.get(variable);
  if (binding.here === 'yes' || !wasBoundEarlier(it, binding)) return;
  it.unit.use(variable.name, it.sight(node), { indirect: true });
  it.unit.change(variable.name, it.sight(node));
}

export function wasBoundEarlier(it: Interpreter, binding: Binding): boolean {
  for (const unit of binding.units) if (unit !== it.unit.id) return true;
  return false;
}
