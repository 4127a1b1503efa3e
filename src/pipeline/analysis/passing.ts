import type { HeapObject } from './heap_object';
import type { Liveness } from './liveness';
import type { Versions } from './versions';

/** A variable reaches an object behind one statement, and up to another. */
interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Tells for a cut through the notebook by which variables an object passes it. A cut has the number of the statement behind it. */
export class Passing {
  private known: ReadonlyMap<HeapObject, readonly Stretch[]> | undefined;

  constructor(
    private readonly versions: Versions,
    private readonly liveness: Liveness,
  ) {}

  /** The variables that are needed behind the cut and reach the object there. */
  names(object: HeapObject, cut: number): Set<string> {
    const names = new Set<string>();
    for (const { name, from, to } of this.stretches().get(object) ?? []) {
      if (from < cut && cut <= to && this.liveness.isNeededBehind(cut - 1, name)) names.add(name);
    }
    return names;
  }

  /** By object. Of all at once, since variables are few and objects may be many. */
  private stretches(): ReadonlyMap<HeapObject, readonly Stretch[]> {
    if (this.known) return this.known;
    const found = new Map<HeapObject, Stretch[]>();
    for (const { variable, value, from, to } of this.versions.stretches()) {
      const end = Math.min(to, this.liveness.count - 1);
      const roots = [...value].filter(({ variables }) => variables.has(variable));
      for (const [object, since] of reachedSince(roots, from, end)) {
        const stretch = { name: variable.name, from: Math.max(since, object.unit), to: end };
        const known = found.get(object);
        if (known) known.push(stretch);
        else found.set(object, [stretch]);
      }
    }
    return (this.known = found);
  }
}

/** All objects that can be got at from these between two statements, each with the first behind which that is so. */
function reachedSince(roots: readonly HeapObject[], from: number, end: number): Map<HeapObject, number> {
  const since = new Map<HeapObject, number>();
  // In the order of time, so that each object is gone through once however many ways lead to it.
  const waiting: HeapObject[][] = [];
  waiting[from] = [...roots];
  for (let time = from; time < Math.min(waiting.length, end); time++) {
    for (const next of waiting[time] ?? []) {
      if (since.has(next)) continue;
      since.set(next, time);
      for (const [object, held] of next.held) if (!since.has(object)) (waiting[Math.max(time, held)] ??= []).push(object);
    }
  }
  return since;
}
