import type { HeapObject } from './heap_object';

/** Which statements may have changed which objects. */
export class ObjectChanges {
  private readonly ofObjects = new Map<HeapObject, Set<number>>();
  private readonly ofMemory = new Map<HeapObject, Set<number>>();

  add(object: HeapObject, unit: number): void {
    addTo(this.ofObjects, object, unit);
  }

  /** The change shows in everything that shares memory with the object. */
  addMemory(object: HeapObject, unit: number): void {
    addTo(this.ofMemory, object, unit);
  }

  objects(): ReadonlyMap<HeapObject, ReadonlySet<number>> {
    return this.ofObjects;
  }

  memory(): ReadonlyMap<HeapObject, ReadonlySet<number>> {
    return this.ofMemory;
  }
}

function addTo(changes: Map<HeapObject, Set<number>>, object: HeapObject, unit: number): void {
  const units = changes.get(object);
  if (units) units.add(unit);
  else changes.set(object, new Set([unit]));
}
