import type { HeapObject } from './heap_object';

/** Which statements may have changed which objects. */
export class ObjectChanges {
  private readonly ofObjects = new Map<HeapObject, Set<number>>();
  private readonly ofMemory = new Map<HeapObject, Set<number>>();
  /** objects that the present statement has changed; true where the memory that they share is changed too */
  private readonly now = new Map<HeapObject, boolean>();
  /** objects below which everything was changed, with the number of references there were then */
  private readonly nowBelow = new Map<HeapObject, number>();

  /** @param keeps what was changed by earlier statements will be asked for */
  constructor(private readonly keeps: boolean) {}

  beginUnit(): void {
    this.now.clear();
    this.nowBelow.clear();
  }

  /**
   * Whoever could see an earlier change by the same statement was noted then. Who can see it since then was bound, or changed, by
   * the statement itself.
   */
  isNews(object: HeapObject, own: boolean): boolean {
    const known = this.now.get(object);
    return known === undefined || (!own && !known);
  }

  isNewsBelow(object: HeapObject, references: number): boolean {
    if (this.nowBelow.get(object) === references) return false;
    this.nowBelow.set(object, references);
    return true;
  }

  /** @param own the change does not show in what shares memory with the object */
  add(object: HeapObject, unit: number, own: boolean): void {
    this.now.set(object, !own || this.now.get(object) === true);
    if (!this.keeps) return;
    addTo(this.ofObjects, object, unit);
    if (!own && object.shares.size > 0) addTo(this.ofMemory, object, unit);
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
