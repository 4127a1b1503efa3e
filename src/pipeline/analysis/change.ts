import type { LocatedNode } from '../syntax/ast';
import { isInner, type HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { isImmutable, isPlainContainer } from './kinds';
import type { Value } from './value';
import type { Binding, Variable } from './variable';

export interface Extent {
  /** memory that it shares with others stays as it is */
  readonly own?: boolean | undefined;
  /** also what it refers to may be changed: all of it, or its parts but not the data that something in it was given */
  readonly deep?: 'all' | 'parts' | undefined;
}

/** Objects may be changed here: so may be what every variable refers to that can reach them. */
export function change(it: Interpreter, value: Value, node: LocatedNode, { own = false, deep }: Extent = {}): void {
  const roots = rootsOf(it, value, deep).filter((object) => canChange(object) && it.changes.isNews(object, own));
  if (roots.length === 0) return;
  it.unit.acts = true;
  const changed = own ? new Set(roots) : it.heap.sharing(roots);
  for (const object of changed) it.changes.add(object, it.unit.id, own);
  for (const holder of it.heap.above(changed)) {
    for (const variable of holder.variables) if (it.state.get(variable).value.has(holder)) noteChange(it, variable, node);
  }
}

function rootsOf(it: Interpreter, value: Value, deep: Extent['deep']): HeapObject[] {
  const throughout = [...value].filter((object) => (deep || object.manifold) && it.changes.isNewsBelow(object, it.heap.references));
  if (throughout.length === 0) return [...value];
  return [...new Set([...value, ...it.heap.below(throughout, deep === 'parts' ? isPart : isReference)])];
}

/** A model or a loader does not change the data that it was given; whoever goes through a list of frames may change each. */
function isPart(key: string, part: HeapObject, whole: HeapObject): boolean {
  const isData = part.kind === 'dataframe' || part.kind === 'series' || part.kind === 'ndarray' || part.kind === 'index' || (part.kind === undefined && part.shares.size > 0);
  return isReference(key) && (!isData || isPlainContainer(whole.kind) || whole.manifold);
}

function isReference(key: string): boolean {
  return !isInner(key);
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
