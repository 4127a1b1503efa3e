import type { Bond, Together } from './flow';
import type { Heap } from './heap';
import { ANY, type HeapObject } from './heap_object';
import type { ObjectChanges } from './object_changes';
import type { Passing } from './passing';

/** Finds out what must not be torn apart: what several variables reach and what is changed later, so that the change shows in each. */
export class SharedObjects {
  /** by object: the last change that somebody sees by another way than that on which it was made */
  private readonly lastChanges = new Map<HeapObject, number>();
  readonly bonds: Bond[] = [];

  constructor(
    private readonly heap: Heap,
    changes: ObjectChanges,
    private readonly passing: Passing,
  ) {
    for (const [object, units] of changes.objects()) for (const unit of units) if (this.isReachedTwice(object, unit)) this.noteChange(object, unit);
    const done = new Set<HeapObject>();
    for (const object of changes.memory().keys()) if (!done.has(object)) this.noteMemory(this.heap.sharing([object]), changes, done);
  }

  /** Variables that must be stored as one, wherever they pass a cut. */
  togethers(): Together[] {
    const found = new Map<string, Together>();
    for (const [object, unit] of this.lastChanges) {
      for (const one of this.stretchesOf(object, unit)) found.set(`${one.from} ${one.to} ${one.subjects.join(' ')}`, one);
    }
    return [...found.values()].sort((one, other) => one.from - other.from || one.to - other.to);
  }

  private noteChange(object: HeapObject, unit: number): void {
    this.lastChanges.set(object, Math.max(unit, this.lastChanges.get(object) ?? 0));
  }

  private isReachedTwice(object: HeapObject, unit: number): boolean {
    const names = this.namesAt(object, unit);
    if (names.size !== 1) return names.size > 1;
    let ways = 0;
    for (const holder of object.holders.keys()) {
      for (const [key, value] of holder.fields) if (value.has(object)) ways += key === ANY ? 2 : 1;
    }
    return ways > 1;
  }

  /** Those that are needed by the statement or behind it. */
  private namesAt(object: HeapObject, unit: number): ReadonlySet<string> {
    return new Set([...this.passing.names(object, unit), ...this.passing.names(object, unit + 1)]);
  }

  /** Memory that several arrays see can't be shared any more once they were stored, so its changes and they stay together. */
  private noteMemory(block: ReadonlySet<HeapObject>, changes: ObjectChanges, done: Set<HeapObject>): void {
    const units = new Set<number>();
    for (const object of block) {
      done.add(object);
      for (const unit of changes.memory().get(object) ?? []) units.add(unit);
    }
    for (const unit of units) {
      const parts = [...block].map((object) => [...this.namesAt(object, unit)]).filter((names) => names.length > 0);
      if (parts.length < 2) continue;
      for (const object of block) this.noteChange(object, unit);
      let cut = unit;
      while (this.isDivided(block, cut)) cut--;
      const names = [...new Set(parts.flat())].sort();
      if (cut < unit) this.bonds.push({ from: cut, to: unit, subject: names[0]!, reason: reasonFor(names) });
    }
  }

  private isDivided(block: ReadonlySet<HeapObject>, cut: number): boolean {
    let passing = 0;
    for (const object of block) if (this.passing.names(object, cut).size > 0) passing++;
    return passing > 1;
  }

  /** Cuts up to the change, those in a row joined where the same variables pass them. */
  private stretchesOf(object: HeapObject, unit: number): Together[] {
    const stretches: Together[] = [];
    for (let cut = object.unit + 1; cut <= unit; cut++) {
      const subjects = [...this.passing.names(object, cut)].sort();
      if (subjects.length < 2) continue;
      const before = stretches.at(-1);
      const goesOn = before?.to === cut - 1 && before.subjects.join(' ') === subjects.join(' ');
      if (goesOn) stretches.pop();
      stretches.push({ from: goesOn ? before.from : cut - 1, to: cut, subjects });
    }
    return stretches;
  }
}

function reasonFor(names: readonly string[]): string {
  if (names.length === 1) return `parts of \`${names[0]}\` share memory, which is changed`;
  const quoted = names.map((name) => `\`${name}\``);
  return `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)!} share memory, which is changed`;
}
