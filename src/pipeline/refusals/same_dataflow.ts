import type { Flow, Subject, Unit } from '../analysis/flow';
import { Statements } from '../steps/statements';
import { isFile, mayBeSameFile } from '../steps/subjects';

/** A statement that gets something else in another order. */
export interface Difference {
  readonly unit: Unit;
  /** undefined where the statement cannot run at all in one of the orders */
  readonly subject: Subject | undefined;
}

/**
 * The first statement, as they stand in the notebook, that gets another value under one order than under the other; undefined
 * where all get the same.
 */
export function firstDifference(one: Flow, other: Flow): Difference | undefined {
  const [sources, others] = [sourcesOf(one), sourcesOf(other)];
  const [failing, othersFailing] = [failingOf(one), failingOf(other)];
  const units = [...one.units].sort((a, b) => a.cell - b.cell || a.place.line - b.place.line);
  for (const unit of units) {
    const [mine, theirs] = [sources.get(keyOf(unit)) ?? new Map<Subject, string>(), others.get(keyOf(unit)) ?? new Map<Subject, string>()];
    const subject = [...new Set([...mine.keys(), ...theirs.keys()])].find((name) => mine.get(name) !== theirs.get(name));
    if (subject !== undefined) return { unit, subject };
    if (failing.has(keyOf(unit)) !== othersFailing.has(keyOf(unit))) return { unit, subject: undefined };
  }
  return undefined;
}

/** A statement, whatever the order. */
function keyOf({ cell, place }: Unit): string {
  return `${cell} ${place.line} ${place.column}`;
}

/** For each statement, of what it uses, the statements that it comes from. */
function sourcesOf(flow: Flow): Map<string, Map<Subject, string>> {
  const statements = new Statements(flow, new Set());
  const writers: { unit: Unit; subject: Subject }[] = [];
  const sources = new Map<string, Map<Subject, string>>();
  for (const unit of flow.units) {
    const mine = new Map(statements.needs(unit.id).map(({ subject, version }) => [subject, keyOf(statements.unit(version))]));
    for (const subject of new Set([...unit.uses, ...unit.writes].map((access) => access.subject).filter(isFile))) {
      mine.set(subject, writers.filter((writer) => mayBeSameFile(writer.subject, subject)).map((writer) => keyOf(writer.unit)).join(', '));
    }
    for (const { subject } of unit.writes) if (isFile(subject)) writers.push({ unit, subject });
    sources.set(keyOf(unit), mine);
  }
  return sources;
}

/** Statements with an error inside. */
function failingOf({ problems, units }: Flow): Set<string> {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return new Set(units.filter(({ place }) => errors.some((error) => error.place.cell === place.cell && error.place.line >= place.line && error.place.line <= place.endLine)).map(keyOf));
}
