import type { Bond, Together } from './flow';
import { ANY, type HeapObject } from './heap_object';
import type { Liveness } from './liveness';
import type { Passing } from './passing';
import type { ChangedMemory, ChangedObject, Part, Sharings } from './sharings';

/** Variables that must be stored as one, since an object that several of them reach is changed later and the change must show through each. */
export function togethers(sharings: Sharings, liveness: Liveness, passing: Passing): Together[] {
  const last = new Map<HeapObject, number>();
  const note = (object: HeapObject, unit: number) => last.set(object, Math.max(unit, last.get(object) ?? 0));
  for (const changed of sharings.objects()) if (isReachedTwice(changed, liveness)) note(changed.object, changed.unit);
  for (const memory of sharings.memory()) if (neededParts(memory, liveness).length > 1) for (const { object } of memory.parts) note(object, memory.unit);
  const found = new Map<string, Together>();
  for (const [object, unit] of last) {
    for (const one of stretchesOf(object, unit, passing)) found.set(`${one.from} ${one.to} ${one.subjects.join(' ')}`, one);
  }
  return [...found.values()].sort((one, other) => one.from - other.from || one.to - other.to);
}

/** Cuts up to the change, those in a row joined where the same variables pass them. */
function stretchesOf(object: HeapObject, unit: number, passing: Passing): Together[] {
  const stretches: Together[] = [];
  for (let cut = object.unit + 1; cut <= unit; cut++) {
    const subjects = [...passing.names(object, cut)].sort();
    if (subjects.length < 2) continue;
    const before = stretches.at(-1);
    const goesOn = before?.to === cut - 1 && before.subjects.join(' ') === subjects.join(' ');
    if (goesOn) stretches.pop();
    stretches.push({ from: goesOn ? before.from : cut - 1, to: cut, subjects });
  }
  return stretches;
}

/** The change can be seen by more than the way on which it was made. */
function isReachedTwice({ unit, object, names }: ChangedObject, liveness: Liveness): boolean {
  const needed = names.filter((name) => liveness.isNeededAt(unit, name));
  if (needed.length !== 1) return needed.length > 1;
  let ways = 0;
  for (const holder of object.holders.keys()) {
    for (const [key, value] of holder.fields) if (value.has(object)) ways += key === ANY ? 2 : 1;
  }
  return ways > 1;
}

/** Statements that must stay together, where memory that several arrays see is changed: it can't be shared once it was stored. */
export function bondsOfMemory(sharings: Sharings, liveness: Liveness, passing: Passing): Bond[] {
  const bonds: Bond[] = [];
  for (const memory of sharings.memory()) {
    const { unit, parts } = memory;
    const needed = neededParts(memory, liveness);
    if (needed.length < 2) continue;
    const isCut = (cut: number) => parts.filter(({ object }) => passing.names(object, cut).size > 0).length > 1;
    let cut = unit;
    while (isCut(cut)) cut--;
    if (cut === unit) continue;
    const names = [...new Set(needed.flatMap((part) => part.names))];
    const reason = names.length === 1 ? `parts of \`${names[0]}\` share memory, which is changed` : `${list(names)} share memory, which is changed`;
    bonds.push({ from: cut, to: unit, subject: names[0]!, reason });
  }
  return bonds;
}

/** Those that somebody sees behind the change. */
function neededParts({ unit, parts }: ChangedMemory, liveness: Liveness): Part[] {
  return parts.map(({ object, names }) => ({ object, names: names.filter((name) => liveness.isNeededAt(unit, name)) })).filter(({ names }) => names.length > 0);
}

function list(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)!}`;
}
