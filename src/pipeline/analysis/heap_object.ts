import type { Kind } from '../effects/effect';
import type { ClassValue, FunctionValue } from './callables';
import type { Value } from './value';
import type { Variable } from './variable';

/** Where an object comes from, as far as that tells what it does. */
export type Origin =
  /** made while the notebook runs */
  | { readonly type: 'made' }
  /** something of a library, by the name under which the library has it */
  | { readonly type: 'library'; readonly path: string }
  /** a string that is known */
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'function'; readonly definition: FunctionValue }
  /** a method of a library's object, looked up and not called yet */
  | { readonly type: 'bound'; readonly receiver: HeapObject; readonly method: string }
  | { readonly type: 'class'; readonly definition: ClassValue }
  | { readonly type: 'instance'; readonly of: HeapObject };

/** What an object, or something that it refers to, is. */
export const REACHES = { function: 1, unstorable: 2 } as const;

/** The key of what an object refers to where it is not known under which. */
export const ANY = '*';

/** The key under which a function has what it reads of variables outside of it. */
export const CAPTURED = '#captured';

/** Keys of what an object needs to be what it is, rather than of what is kept in it: a function's captured values, an instance's class. */
export function isInner(key: string): boolean {
  return key.startsWith('#');
}

/**
 * All objects that one expression makes, taken as one. What it refers to is kept by key (`.name` for attributes, `[0]`, `['a']` for
 * elements) and only ever grows.
 */
export class HeapObject {
  readonly fields = new Map<string, Value>();
  /** the objects that refer to this one, each with the first statement behind which it may do so */
  readonly holders = new Map<HeapObject, number>();
  /** the other way round: the objects that this one refers to, or did before they were gathered, each with that statement */
  readonly held = new Map<HeapObject, number>();
  /** the objects that may share its memory */
  readonly shares = new Set<HeapObject>();
  /** the notebook's variables that have ever been bound to it */
  readonly variables = new Set<Variable>();
  /** of `REACHES` */
  reaches = 0;
  /** it is not known how it keeps what it refers to: what is got out of it may be anything below it */
  loose = false;
  /** it stands for itself and for each of the objects below it */
  manifold = false;
  /** it never draws from a global generator; `through` when those it is made of do not */
  settled = false;
  /** what it gives does not depend on the numbers that it draws */
  steady = false;

  /** the value that is this object and nothing else */
  alone: Value | undefined;

  /** @param unit the statement that made it; -1 for what was there before and never changes */
  constructor(
    readonly id: number,
    readonly kind: Kind | undefined,
    readonly origin: Origin,
    readonly unit: number,
  ) {}
}
