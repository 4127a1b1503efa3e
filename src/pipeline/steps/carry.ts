import type { Subject, Together } from '../analysis/flow';
import type { StepInput, StepOutput } from '../plan';
import type { Body } from './body';
import { Groups } from './groups';
import type { Statements } from './statements';
import { isRandom, isVariable, randomSource } from './subjects';

/** What a step is given and gives. Steps are indexes into the bodies, until they have names. */
export interface Carried {
  readonly parameters: readonly string[];
  readonly inputs: readonly CarriedInput[];
  readonly outputs: readonly StepOutput[];
  readonly random: readonly { readonly source: string; readonly from: number | null }[];
}

export interface CarriedInput extends Omit<StepInput, 'from'> {
  readonly from: number;
  /** the statement that wrote it last */
  readonly version: number;
  /** ids of the statements that use it, of this step and of those to which it is handed on */
  readonly at: readonly number[];
}

/** A version that a step needs when it begins, for itself or for those after it. */
interface Wanted {
  readonly version: number;
  /** the step that gives it; `EVERYWHERE` where none has to */
  from: number;
  /** ids of the statements for which it is wanted */
  readonly at: number[];
}

interface Demand {
  readonly version: number;
  readonly at: number[];
}

const EVERYWHERE = -1;

/** The version of a name that a step cannot hand on, and the statement for which it should. */
export interface Refused {
  readonly subject: Subject;
  readonly version: number;
  readonly at: number;
}

/**
 * Inputs and outputs, found from the last step to the first: a step gives only what others ask of it, and asks for what it does
 * not have itself. Variables that share something come from one step, the last of those that made them, through which the
 * others then pass.
 * @param all in an order in which they can run
 */
export function carry(all: readonly Body[], statements: Statements): { steps: Carried[]; refused: Refused[] } {
  const owner = new Map(all.flatMap(({ units }, at) => units.map((id) => [id, at] as const)));
  const demands = all.map(() => new Map<Subject, Demand>());
  const groups = all.map(() => new Groups());
  const wanted = all.map(() => new Map<Subject, Wanted>());
  const refused: Refused[] = [];

  const source = (version: number): number => (statements.isEverywhere(version) ? EVERYWHERE : (owner.get(version) ?? EVERYWHERE));
  for (let at = all.length - 1; at >= 0; at--) {
    const body = all[at];
    const mine = wanted[at];
    if (!body || !mine) continue;
    for (const [subject, { version, needs }] of body.entry) mine.set(subject, { version, from: source(version), at: needs.map(({ unit }) => unit) });
    for (const [subject, { version, at: users }] of demands[at] ?? []) {
      if (isSpoiled(body, subject, version, statements)) refused.push({ subject, version, at: users[0] ?? version });
      if (body.exit.get(subject) === version) continue;
      const known = mine.get(subject);
      if (body.exit.has(subject) || (known && known.version !== version)) refused.push({ subject, version, at: users[0] ?? version });
      else if (known) known.at.push(...users);
      else mine.set(subject, { version, from: source(version), at: [...users] });
    }
    for (const family of families(mine, statements.flow.together)) {
      const last = Math.max(...family.map((subject) => mine.get(subject)?.from ?? EVERYWHERE));
      if (last === EVERYWHERE) continue;
      for (const subject of family) Object.assign(mine.get(subject) ?? {}, { from: last });
      groups[last]?.join(family);
    }
    for (const [subject, { version, from, at: users }] of mine) {
      const demand = demands[from]?.get(subject);
      if (demand === undefined) demands[from]?.set(subject, { version, at: [...users] });
      else if (demand.version === version) demand.at.push(...users);
      else refused.push({ subject, version, at: users[0] ?? version });
    }
  }

  const certain = certainty(all, wanted, statements);
  const steps = all.map((body, at): Carried => {
    const mine = [...(wanted[at] ?? [])];
    const outputs = [...(demands[at]?.keys() ?? [])].filter(isVariable).sort(byWriting(body));
    const groupOf = groups[at]?.named(outputs) ?? new Map<string, string>();
    return {
      parameters: mine.filter(([, { from, version }]) => from === EVERYWHERE && statements.role(version) === 'parameter').map(([subject]) => subject).sort(),
      inputs: mine
        .filter(([subject, { from }]) => from !== EVERYWHERE && isVariable(subject))
        .map(([name, { from, version, at: users }]) => ({ name, from, version, at: users, optional: certain[from]?.get(name) !== true })),
      outputs: outputs.map((name) => ({ name, certain: certain[at]?.get(name) === true, group: groupOf.get(name) ?? name })),
      random: randomOf(body, wanted[at] ?? new Map<Subject, Wanted>()),
    };
  });
  return { steps, refused };
}

/**
 * Whether a version may be changed in the step that hands it on, after another step has given the name something else. In the
 * notebook the name is past that change; in the step it still refers to what is changed through another name.
 */
function isSpoiled({ draft }: Body, subject: Subject, version: number, statements: Statements): boolean {
  const sharing = statements.flow.together.filter(({ to, subjects }) => to > version && subjects.includes(subject));
  if (sharing.length === 0) return false;
  const end = statements.flow.units.find(({ id, writes }) => id > version && statements.isTied(id) && writes.some((write) => write.subject === subject))?.id;
  if (end === undefined || !sharing.some(({ from }) => from < end)) return false;
  return draft.units.some((id) => id > end && statements.unit(id).writes.some((write) => write.how === 'mutate' && isVariable(write.subject)));
}

function randomOf(body: Body, wanted: ReadonlyMap<Subject, Wanted>): Carried['random'] {
  const subjects = new Set([...wanted.keys(), ...body.exit.keys()].filter(isRandom));
  return [...subjects].sort().map((subject) => ({ source: randomSource(subject), from: wanted.get(subject)?.from ?? null }));
}

/** Sets of wanted variables that share something while both are waiting to be used. */
function families(wanted: ReadonlyMap<Subject, Wanted>, together: readonly Together[]): string[][] {
  const groups = new Groups();
  for (const { from, to, subjects } of together) {
    const those = subjects.flatMap((subject) => {
      const one = wanted.get(subject);
      return one ? [{ subject, begins: Math.max(from, one.version), ends: Math.min(to, Math.max(...one.at)) }] : [];
    });
    for (const [at, one] of those.entries()) {
      for (const other of those.slice(at + 1)) {
        if (Math.max(one.begins, other.begins) < Math.min(one.ends, other.ends)) groups.join([one.subject, other.subject]);
      }
    }
  }
  return groups.all();
}

/** For each step: which names are surely bound when it ends. */
function certainty(all: readonly Body[], wanted: readonly ReadonlyMap<Subject, Wanted>[], statements: Statements): Map<Subject, boolean>[] {
  const atEnd: Map<Subject, boolean>[] = [];
  for (const [at, { units }] of all.entries()) {
    const bound = new Map<Subject, boolean>();
    for (const [subject, { from }] of wanted[at] ?? []) bound.set(subject, from === EVERYWHERE || atEnd[from]?.get(subject) === true);
    for (const id of units) {
      for (const { subject, how, mayUnbind } of statements.unit(id).writes) {
        if (how === 'bind') bound.set(subject, true);
        else if (how === 'delete' || mayUnbind) bound.set(subject, false);
      }
    }
    atEnd.push(bound);
  }
  return atEnd;
}

/** Outputs in the order in which the step writes them, those that only pass through first. */
function byWriting(body: Body): (one: string, other: string) => number {
  const written = (name: string): number => body.exit.get(name) ?? -1;
  return (one, other) => written(one) - written(other) || (one < other ? -1 : 1);
}
