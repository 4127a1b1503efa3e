import type { HeapObject } from './heap_object';
import type { Liveness } from './liveness';
import type { Versions } from './versions';

/** Tells for a cut through the notebook by which variables an object passes it. A cut has the number of the statement behind it. */
export class Passing {
  private readonly known = new Map<HeapObject, ReadonlyMap<number, ReadonlySet<string>>>();

  constructor(
    private readonly versions: Versions,
    private readonly liveness: Liveness,
  ) {}

  /** The variables that are needed behind the cut and reach the object there. */
  names(object: HeapObject, cut: number): ReadonlySet<string> {
    let cuts = this.known.get(object);
    if (!cuts) this.known.set(object, (cuts = this.cutsOf(object)));
    return cuts.get(cut) ?? NONE;
  }

  private cutsOf(object: HeapObject): Map<number, Set<string>> {
    const cuts = new Map<number, Set<string>>();
    for (const [holder, since] of reachedSince(object)) {
      for (const variable of holder.variables) {
        for (const { from, to } of this.versions.stretches(variable, (value) => value.has(holder))) {
          const last = Math.min(to, this.liveness.count - 1);
          for (let cut = Math.max(from, since) + 1; cut <= last; cut++) {
            if (this.liveness.isNeededBehind(cut - 1, variable.name)) add(cuts, cut, variable.name);
          }
        }
      }
    }
    return cuts;
  }
}

const NONE: ReadonlySet<string> = new Set();

/** All objects from which an object can be got at, each with the first statement behind which that is so. */
function reachedSince(object: HeapObject): Map<HeapObject, number> {
  const since = new Map<HeapObject, number>([[object, object.unit]]);
  for (const [next, time] of since) {
    for (const [holder, held] of next.holders) {
      const known = since.get(holder);
      const begins = Math.max(time, held);
      if (known !== undefined && known <= begins) continue;
      // To be gone through again from there, it must come behind all others.
      since.delete(holder);
      since.set(holder, begins);
    }
  }
  return since;
}

function add(cuts: Map<number, Set<string>>, cut: number, name: string): void {
  const names = cuts.get(cut);
  if (names) names.add(name);
  else cuts.set(cut, new Set([name]));
}
