import type { Place } from '../../notebook/place';
import type { Unit } from '../analysis/flow';
import type { Statements } from './statements';

/** The names that a statement itself refers to, without those that only the functions that it calls refer to. */
export type NeededNames = (id: number) => readonly string[];

/** A name that is read inside a function of the notebook is needed where that function stands. */
export function neededNames(statements: Statements): NeededNames {
  const functions = Map.groupBy([...statements.withRole('definition'), ...statements.withRole('local-definition')], ({ cell }) => cell);
  const names = new Map<number, Set<string>>();
  const add = (id: number, name: string): void => {
    names.set(id, (names.get(id) ?? new Set()).add(name));
  };
  for (const unit of statements.flow.units) {
    for (const { subject, through } of unit.uses) {
      const inner = through.at(-1);
      const holder = inner && functions.get(inner.cell)?.find(({ place }) => isWithin(inner, place));
      add(holder?.id ?? unit.id, subject);
    }
  }
  return (id) => [...(names.get(id) ?? [])];
}

/** What gives a statement the names that it refers to, where they are the same everywhere. */
export function providersFor(id: number, needed: NeededNames, statements: Statements): Unit[] {
  return needed(id).flatMap((name) => statements.providersFor(id, name));
}

function isWithin(inner: Place, { line, endLine }: Place): boolean {
  return inner.line >= line && inner.endLine <= endLine;
}
