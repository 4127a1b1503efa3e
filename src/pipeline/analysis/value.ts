import type { HeapObject } from './heap_object';

/** What an expression may evaluate to: any one of these objects. Empty where nothing is known of it that matters. */
export type Value = ReadonlySet<HeapObject>;

export const NOTHING: Value = new Set();

export function only(object: HeapObject): Value {
  return (object.alone ??= new Set([object]));
}

/** Either of two. Gives one of them back where it says it all, so that identity tells that nothing was added. */
export function either(one: Value, other: Value): Value {
  if (one === other || other.size === 0) return one;
  if (one.size === 0) return other;
  let both: Set<HeapObject> | undefined;
  for (const object of other) if (!one.has(object)) (both ??= new Set(one)).add(object);
  return both ?? one;
}

/** Any of several; one of them where it says it all. */
export function anyOf(values: readonly Value[]): Value {
  let all = values[0] ?? NOTHING;
  // What was made here may still be added to, so that many values cost no more than their objects.
  let made: Set<HeapObject> | undefined;
  for (const value of values) {
    if (made) {
      for (const object of value) made.add(object);
      continue;
    }
    const wider = either(all, value);
    if (wider !== all && wider !== value) made = new Set(wider);
    all = made ?? wider;
  }
  return all;
}

/** The objects of a value for which something holds, and the others. */
export function partition(value: Value, holds: (object: HeapObject) => boolean): [Value, Value] {
  const objects = [...value];
  return [new Set(objects.filter(holds)), new Set(objects.filter((object) => !holds(object)))];
}
