import type { Bond, Together } from './flow';
import type { Liveness } from './liveness';
import type { Sharer, Sharing, Sharings } from './sharings';

/** Variables that must be stored as one, where one object that both refer to is changed and the change must show through both. */
export function togethers(sharings: Sharings, liveness: Liveness): Together[] {
  const found = new Map<string, Together>();
  for (const sharing of sharings.all()) {
    const needed = neededMembers(sharing, liveness);
    const from = secondOf(needed);
    if (sharing.how !== 'object' || from === undefined || from >= sharing.unit) continue;
    const subjects = [...new Set(needed.map(({ name }) => name))].sort();
    if (subjects.length < 2) continue;
    const key = `${from} ${subjects.join(' ')}`;
    found.set(key, { from, to: sharing.unit, subjects });
  }
  return [...found.values()];
}

/** Statements that must stay together, where memory that several arrays see is changed: it can't be shared once it was stored. */
export function bondsOfMemory(sharings: Sharings, liveness: Liveness): Bond[] {
  const bonds: Bond[] = [];
  for (const sharing of sharings.all()) {
    if (sharing.how !== 'memory') continue;
    const needed = neededMembers(sharing, liveness);
    const parts = new Set(needed.flatMap((member) => [...member.parts]));
    const alone = needed.filter((member) => member.parts.size > 1).map(({ since }) => since);
    const from = Math.min(...alone, secondOf(needed) ?? Infinity);
    if (parts.size < 2 || from >= sharing.unit) continue;
    const names = [...new Set(needed.map(({ name }) => `\`${name}\``))];
    const reason = names.length === 1 ? `parts of ${names[0]} share memory, which is changed` : `${list(names)} share memory, which is changed`;
    bonds.push({ from, to: sharing.unit, subject: needed[0]!.name, reason });
  }
  return bonds;
}

function neededMembers({ unit, members }: Sharing, liveness: Liveness): Sharer[] {
  return members.filter(({ name }) => liveness.isNeededAt(unit, name));
}

/** Before two of them were there nothing was shared. */
function secondOf(members: readonly Sharer[]): number | undefined {
  return members.map(({ since }) => since).sort((one, other) => one - other)[1];
}

function list(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}
