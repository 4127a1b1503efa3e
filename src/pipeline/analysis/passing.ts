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
  private readonly known = new Map<HeapObject, readonly Stretch[]>();

  constructor(
    private readonly versions: Versions,
    private readonly liveness: Liveness,
  ) {}

  /** The variables that are needed behind the cut and reach the object there. */
  names(object: HeapObject, cut: number): Set<string> {
    const names = new Set<string>();
    for (const { name, from, to } of this.stretchesOf(object)) {
      if (from < cut && cut <= to && this.liveness.isNeededBehind(cut - 1, name)) names.add(name);
    }
    return names;
  }

  private stretchesOf(object: HeapObject): readonly Stretch[] {
    let stretches = this.known.get(object);
    if (!stretches) this.known.set(object, (stretches = [...this.findStretches(object)]));
    return stretches;
  }

  private *findStretches(object: HeapObject): Generator<Stretch> {
    for (const [holder, since] of reachedSince(object)) {
      for (const variable of holder.variables) {
        for (const { from, to } of this.versions.stretches(variable, (value) => value.has(holder))) {
          yield { name: variable.name, from: Math.max(from, since), to: Math.min(to, this.liveness.count - 1) };
        }
      }
    }
  }
}

/** All objects from which an object can be got at, each with the first statement behind which that is so. */
function reachedSince(object: HeapObject): Map<HeapObject, number> {
  const since = new Map<HeapObject, number>();
  // In the order of time, so that each object is gone through once however many ways lead to it.
  const waiting: HeapObject[][] = [];
  (waiting[object.unit] ??= []).push(object);
  for (let time = object.unit; time < waiting.length; time++) {
    for (const next of waiting[time] ?? []) {
      if (since.has(next)) continue;
      since.set(next, time);
      for (const [holder, held] of next.holders) if (!since.has(holder)) (waiting[Math.max(time, held)] ??= []).push(holder);
    }
  }
  return since;
}
