import type { HeapObject } from './heap_object';

/** Variables that referred to one object, or to objects with common memory, when it was changed. */
export interface Sharing {
  /** the statement that changed it */
  readonly unit: number;
  readonly how: 'object' | 'memory';
  readonly members: readonly Sharer[];
}

export interface Sharer {
  readonly name: string;
  /** the first statement that may have bound it to what is shared */
  readonly since: number;
  /** what it reaches of what is shared */
  readonly parts: ReadonlySet<HeapObject>;
}

/** What is shared and changed, in the order of the changes. */
export class Sharings {
  private readonly seen = new Map<string, Sharing>();

  add(sharing: Sharing): void {
    const names = sharing.members.map(({ name, since, parts }) => `${name}@${since}/${parts.size}`).sort();
    this.seen.set(`${sharing.unit} ${sharing.how} ${names.join(' ')}`, sharing);
  }

  all(): IterableIterator<Sharing> {
    return this.seen.values();
  }
}
