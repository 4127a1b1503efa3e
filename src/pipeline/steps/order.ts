import type { Place } from '../../notebook/place';
import type { Subject } from '../analysis/flow';
import type { Body } from './body';
import type { Statements } from './statements';
import { isFile, mayBeSamePath, pathOf } from './subjects';

/** That a step comes after another, for one pair of statements. */
export interface Before {
  /** indexes of bodies */
  readonly from: number;
  readonly to: number;
  readonly subject: Subject;
  /** `value`: what is stored flows; `file`: what one writes the other reads; `order`: one may spoil what the other sees */
  readonly why: 'value' | 'file' | 'order';
  readonly made: Place;
  readonly used: Place;
  readonly through: readonly Place[];
}

/** All reasons for which one body comes after another. A version that another step cannot give is left to `torn`. */
export function allBefore(all: readonly Body[], statements: Statements): Before[] {
  return [...valuesBefore(all, statements), ...filesBefore(all, statements)];
}

function valuesBefore(all: readonly Body[], statements: Statements): Before[] {
  const owner = new Map(all.flatMap(({ units }, at) => units.map((id) => [id, at] as const)));
  return all.flatMap(({ entry }, to) =>
    [...entry].flatMap(([subject, { version, needs }]) => {
      const from = owner.get(version);
      if (from === undefined || from === to) return [];
      const unit = statements.unit(version);
      const made = unit.writes.find((write) => write.subject === subject)?.place ?? unit.place;
      return needs.map(({ unit: id, use }): Before => ({ from, to, subject, why: 'value', made, used: use?.place ?? statements.unit(id).place, through: use?.through ?? [] }));
    }),
  );
}

interface FileAccess {
  readonly body: number;
  readonly unit: number;
  readonly subject: Subject;
  readonly writes: boolean;
  /** a setting of another step's cell, done again */
  readonly repeated: boolean;
  readonly place: Place;
  readonly through: readonly Place[];
}

/** More pairs of lines than this for one file between two steps tell nobody more. */
const MOST_PAIRS = 10;

function filesBefore(all: readonly Body[], statements: Statements): Before[] {
  const accesses = all.flatMap((body, at) => [
    ...body.settings.flatMap((id) => fileAccesses(at, id, true, statements)),
    ...body.units.flatMap((id) => fileAccesses(at, id, false, statements)),
  ]);
  accesses.sort((a, b) => a.unit - b.unit);
  const paths = new Map(accesses.map(({ subject }) => [subject, pathOf(subject)]));
  const meet = (one: Subject, other: Subject): boolean => mayBeSamePath(paths.get(one) ?? '', paths.get(other) ?? '');
  const found = new Map<string, Before[]>();
  for (const [at, first] of accesses.entries()) {
    // Where it is done again, it comes later than what followed it in the notebook.
    if (first.repeated) continue;
    for (let next = at + 1; next < accesses.length; next++) {
      const second = accesses[next];
      if (!second || first.body === second.body || !(first.writes || second.writes) || !meet(first.subject, second.subject)) continue;
      const subject = first.subject === 'file:*' ? second.subject : first.subject;
      const key = `${first.body} ${second.body} ${subject}`;
      const pairs = found.get(key) ?? [];
      found.set(key, pairs);
      if (pairs.length === MOST_PAIRS) continue;
      const why = first.writes && !second.writes ? 'file' : 'order';
      pairs.push({ from: first.body, to: second.body, subject, why, made: first.place, used: second.place, through: second.through });
    }
  }
  return [...found.values()].flat();
}

/** A statement that changes a file counts once for it. */
function fileAccesses(body: number, id: number, repeated: boolean, statements: Statements): FileAccess[] {
  const { uses, writes } = statements.unit(id);
  const written = repeated ? [] : writes.filter(({ subject }) => isFile(subject));
  const onlyRead = uses.filter(({ subject }) => isFile(subject) && !written.some((write) => write.subject === subject));
  return [
    ...onlyRead.map(({ subject, place, through }) => ({ body, unit: id, subject, writes: false, repeated, place, through })),
    ...written.map(({ subject, place }) => ({ body, unit: id, subject, writes: true, repeated, place, through: uses.find((use) => use.subject === subject)?.through ?? [] })),
  ];
}

export interface Ordered {
  /** indexes of bodies, each behind all that come before it */
  readonly order: readonly number[];
  /** where that is impossible: a reason that would have to be broken */
  readonly cycle: Before | undefined;
}

/** An order in which steps can run, as near as can be to that of their first statements. */
export function orderOf(all: readonly Body[], before: readonly Before[]): Ordered {
  const waitsFor = all.map(() => new Set<number>());
  for (const { from, to } of before) waitsFor[to]?.add(from);
  const order: number[] = [];
  const done = new Set<number>();
  let cycle: Before | undefined;
  while (order.length < all.length) {
    const left = all.map((_, at) => at).filter((at) => !done.has(at));
    const free = left.find((at) => [...(waitsFor[at] ?? [])].every((from) => done.has(from)));
    const next = free ?? left[0] ?? 0;
    // A reason against the order of the first statements is the one that a person did not expect.
    if (free === undefined) cycle ??= before.find(({ from, to }) => from > to && !done.has(from) && !done.has(to));
    order.push(next);
    done.add(next);
  }
  return { order, cycle };
}
