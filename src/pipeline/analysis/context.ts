import type { LocatedNode } from '../syntax/ast';
import type { CellSource } from './cell_source';
import type { FunctionValue } from './callables';
import type { Frame } from './frame';
import type { HeapObject } from './heap_object';

/**
 * The chain of calls by which a piece of code is reached from a top-level statement. What is made by the same expression in the
 * same context is one object.
 */
export class Context {
  private readonly objects = new Map<object, Map<string, HeapObject>>();
  private readonly contexts = new Map<object, Map<FunctionValue, Context>>();
  frame: Frame | undefined;

  private constructor(
    readonly caller: Context | undefined,
    /** the call, and the source it stands in */
    readonly call: { readonly node: LocatedNode; readonly source: CellSource } | undefined,
    readonly callee: FunctionValue | undefined,
    readonly depth: number,
  ) {}

  static ofStatement(): Context {
    return new Context(undefined, undefined, undefined, 0);
  }

  into(callee: FunctionValue, node: LocatedNode, source: CellSource): Context {
    let callees = this.contexts.get(node);
    if (!callees) this.contexts.set(node, (callees = new Map<FunctionValue, Context>()));
    let context = callees.get(callee);
    if (!context) callees.set(callee, (context = new Context(this, { node, source }, callee, this.depth + 1)));
    return context;
  }

  /** The innermost activation of a function among those that lead here. */
  activationOf(node: object): Context | undefined {
    return this.callee?.node === node ? this : this.caller?.activationOf(node);
  }

  /** How many objects a node has made. */
  objectsOf(node: object): number {
    return this.objects.get(node)?.size ?? 0;
  }

  /** @param label tells objects apart that one node makes */
  object(node: object, label: string, make: () => HeapObject): HeapObject {
    let labels = this.objects.get(node);
    if (!labels) this.objects.set(node, (labels = new Map<string, HeapObject>()));
    let object = labels.get(label);
    if (!object) labels.set(label, (object = make()));
    return object;
  }
}
