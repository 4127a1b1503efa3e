import type { HeapObject } from './heap_object';

/** One of several objects with common memory, and the variables that reach it when that is changed. */
export interface Part {
  readonly object: HeapObject;
  readonly names: readonly string[];
}

/** An object was changed that variables reach. */
export interface ChangedObject {
  /** the statement that changed it */
  readonly unit: number;
  readonly object: HeapObject;
  readonly names: readonly string[];
}

/** Memory was changed that several objects have in common. */
export interface ChangedMemory {
  readonly unit: number;
  readonly parts: readonly Part[];
}

/** What was changed of what variables may share. */
export class Sharings {
  private readonly seenObjects = new Map<string, ChangedObject>();
  private readonly seenMemory = new Map<string, ChangedMemory>();

  addObject(unit: number, object: HeapObject, names: readonly string[]): void {
    this.seenObjects.set(`${unit} ${object.id} ${names.join(' ')}`, { unit, object, names });
  }

  addMemory(unit: number, parts: readonly Part[]): void {
    this.seenMemory.set(`${unit} ${parts.map(({ object, names }) => `${object.id}:${names.join(' ')}`).join(',')}`, { unit, parts });
  }

  objects(): IterableIterator<ChangedObject> {
    return this.seenObjects.values();
  }

  memory(): IterableIterator<ChangedMemory> {
    return this.seenMemory.values();
  }
}
