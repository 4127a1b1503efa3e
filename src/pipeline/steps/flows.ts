import type { Place } from '../../notebook/place';
import type { Subject } from '../analysis/flow';
import type { StepFlow } from '../plan';
import type { Body } from './body';
import type { Carried } from './carry';
import type { Before } from './order';
import type { Statements } from './statements';

type Cause = StepFlow['causes'][number];
/** `StepFlow` while steps are indexes. */
type Flow = Omit<StepFlow, 'from' | 'to'> & { readonly from: number; readonly to: number };

/** More pairs of lines than this tell a person nothing more. */
const MOST_CAUSES = 20;

/** Why steps come after others, with the lines that cause it: variables, states of generators, files. */
export function stepFlows(all: readonly Body[], before: readonly Before[], carried: readonly Carried[], statements: Statements): Flow[] {
  const writers = all.map((body) => writersOf(body, statements));
  const owner = new Map(all.flatMap(({ units }, at) => units.map((id) => [id, at] as const)));
  const values = carried.flatMap(({ inputs, random }, to) => [
    ...inputs.map(({ name, from, version, at }) => ({ from, to, subject: name, causes: causesOf(name, version, at) })),
    ...random.flatMap(({ source, from }): Flow[] => {
      const subject = `random:${source}`;
      const entry = all[to]?.entry.get(subject);
      return from === null || !entry ? [] : [{ from, to, subject, causes: causesOf(subject, entry.version, entry.needs.map(({ unit }) => unit)) }];
    }),
  ]);
  const files = Map.groupBy(before.filter(({ why }) => why !== 'value'), ({ from, to, subject }) => `${from} ${to} ${subject}`);
  return [...values, ...[...files.values()].flatMap(fileFlow)].sort((a, b) => a.to - b.to || a.from - b.from);

  function causesOf(subject: Subject, version: number, users: readonly number[]): Cause[] {
    const made = madeAt(writers[owner.get(version) ?? -1]?.get(subject) ?? [], version, statements, subject);
    const causes = [...new Set(users)].sort((a, b) => a - b).flatMap((id) => {
      const unit = statements.unit(id);
      const use = unit.uses.find((one) => one.subject === subject);
      return made.map((place) => ({ made: place, used: use?.place ?? unit.place, through: use?.through ?? [] }));
    });
    return causes.slice(0, MOST_CAUSES);
  }
}

/** For each subject, the statements of a body that write it, in order. */
function writersOf({ units }: Body, statements: Statements): Map<Subject, number[]> {
  const writers = new Map<Subject, number[]>();
  for (const id of units) {
    for (const { subject } of statements.unit(id).writes) {
      const those = writers.get(subject);
      if (those) those.push(id);
      else writers.set(subject, [id]);
    }
  }
  return writers;
}

/** Where a version was made, the latest first: the last change, and those before it back to where the name was bound for certain. */
function madeAt(writers: readonly number[], version: number, statements: Statements, subject: Subject): Place[] {
  const places: Place[] = [];
  for (const id of writers.filter((writer) => writer <= version).reverse()) {
    const write = statements.unit(id).writes.find((one) => one.subject === subject);
    if (write) places.push(write.place);
    if (write?.how === 'bind') break;
  }
  return places;
}

function fileFlow(reasons: readonly Before[]): Flow[] {
  const [first] = reasons;
  if (!first) return [];
  return [{ from: first.from, to: first.to, subject: first.subject, causes: reasons.map(({ made, used, through }) => ({ made, used, through })) }];
}
