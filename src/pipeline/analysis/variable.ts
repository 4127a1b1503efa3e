import type { HeapObject } from './heap_object';
import type { Value } from './value';
import { either } from './value';

/** A name in one place: of the notebook, or of one activation of a function. */
export class Variable {
  /** functions that live on when the activation has ended, and keep what the variable refers to */
  readonly keepers = new Set<HeapObject>();

  constructor(
    readonly name: string,
    readonly isNotebooks: boolean,
  ) {}
}

/** What a variable refers to at one moment, on one way through the notebook or on several. */
export interface Binding {
  readonly value: Value;
  /** it is bound, whichever way was taken */
  readonly certain: boolean;
  /** bound, or deleted, by the statement that is being followed: on each way to here, on some, on none */
  readonly here: 'yes' | 'maybe' | 'no';
  /** it was deleted, on each way to here */
  readonly deleted: boolean;
  /** the statements that bound it */
  readonly units: ReadonlySet<number>;
}

export const UNBOUND: Binding = { value: new Set(), certain: false, here: 'no', deleted: false, units: new Set() };

/** What holds when either of two ways was taken. */
export function joinBindings(one: Binding, other: Binding): Binding {
  if (one === other) return one;
  const value = either(one.value, other.value);
  const here = one.here === other.here ? one.here : 'maybe';
  const certain = one.certain && other.certain;
  const deleted = one.deleted && other.deleted;
  const units = isSubset(other.units, one.units) ? one.units : new Set([...one.units, ...other.units]);
  if (value === one.value && here === one.here && certain === one.certain && deleted === one.deleted && units === one.units) return one;
  return { value, certain, here, deleted, units };
}

function isSubset(small: ReadonlySet<number>, large: ReadonlySet<number>): boolean {
  if (small === large) return true;
  for (const item of small) if (!large.has(item)) return false;
  return true;
}
