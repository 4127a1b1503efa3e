import type { Unit } from '../analysis/flow';
import type { Body } from './body';
import { neededNames, providersOf, type NeededNames } from './needed_names';
import type { Statements } from './statements';

/** Where the statements stand that are not tied to a step: ids, in order. */
export interface FreeNames {
  readonly steps: readonly StepNames[];
  readonly shared: readonly number[];
  readonly sharedImports: readonly number[];
}

export interface StepNames {
  /** tied statements, and what stays among them: settings, local definitions and constants of its own cells */
  readonly units: readonly number[];
  readonly imports: readonly number[];
  /** names that it takes from the shared module */
  readonly definitions: readonly string[];
  readonly prelude: readonly number[];
}

/** What statements refer to by name, also through the local definitions and constants that stand among them. */
interface Gathered {
  readonly imports: readonly number[];
  readonly definitions: readonly number[];
  readonly constants: readonly number[];
  readonly localDefinitions: readonly number[];
}

type Home = number | 'shared';

/** Gives each step, and the shared module, what they need by name, and what that needs in turn. */
export function giveFreeNames(all: readonly Body[], statements: Statements): FreeNames {
  const needed = neededNames(statements);
  const asked = all.map((body) => gather([...body.settings, ...body.units], needed, statements, () => true));
  const shared = sharedClosure(asked.flatMap(({ definitions }) => definitions), needed, statements);
  const homes = constantHomes(all, asked, shared, needed, statements);
  const steps = all.map((body, at) => {
    const constants = [...homes].filter(([, home]) => home === at).map(([id]) => id);
    return namesOfStep(body, constants, gather([...body.settings, ...body.units, ...constants], needed, statements, (id) => homes.get(id) === at), statements);
  });
  const ids = [...shared].sort(ascending);
  const imports = ids.flatMap((id) => providersOf(needed(id), statements)).filter(({ id }) => statements.role(id) === 'import');
  return { steps, shared: ids, sharedImports: [...new Set(imports.map(({ id }) => id))].sort(ascending) };
}

function namesOfStep(body: Body, constants: readonly number[], names: Gathered, statements: Statements): StepNames {
  const cells = new Set(body.draft.cells);
  const isOwn = (id: number): boolean => cells.has(statements.unit(id).cell);
  const taken = [...names.definitions, ...names.constants.filter((id) => !constants.includes(id))].sort(ascending);
  return {
    units: [...body.units, ...constants, ...names.localDefinitions.filter(isOwn)].sort(ascending),
    imports: names.imports,
    definitions: [...new Set(taken.flatMap((id) => boundNames(statements.unit(id))))],
    prelude: [...body.settings, ...names.localDefinitions.filter((id) => !isOwn(id))].sort(ascending),
  };
}

/** @param stays whether a constant stands among the statements themselves, with what it refers to */
function gather(ids: readonly number[], needed: NeededNames, statements: Statements, stays: (constant: number) => boolean): Gathered {
  const found = { import: new Set<number>(), definition: new Set<number>(), constant: new Set<number>(), 'local-definition': new Set<number>() };
  const going = new Set(ids);
  // Adding to a set while it is gone through makes the loop come to what was added.
  for (const id of going) {
    for (const { id: provider } of providersOf(needed(id), statements)) {
      const role = statements.role(provider);
      if (role !== 'import' && role !== 'definition' && role !== 'constant' && role !== 'local-definition') continue;
      found[role].add(provider);
      if (role === 'local-definition' || (role === 'constant' && stays(provider))) going.add(provider);
    }
  }
  const sorted = (set: ReadonlySet<number>): number[] => [...set].sort(ascending);
  return { imports: sorted(found.import), definitions: sorted(found.definition), constants: sorted(found.constant), localDefinitions: sorted(found['local-definition']) };
}

/** Definitions and constants, with those that they refer to. */
function sharedClosure(ids: readonly number[], needed: NeededNames, statements: Statements): Set<number> {
  const closure = new Set(ids);
  for (const id of closure) {
    for (const { id: provider } of providersOf(needed(id), statements)) {
      const role = statements.role(provider);
      if (role === 'definition' || role === 'constant') closure.add(provider);
    }
  }
  return closure;
}

/**
 * A constant stays in its cell where only that step uses it, or nothing does; else it goes to the shared module, `shared`,
 * which is added to. One that nothing uses, of a step that is no more, has no home.
 */
function constantHomes(all: readonly Body[], asked: readonly Gathered[], shared: Set<number>, needed: NeededNames, statements: Statements): Map<number, Home> {
  const homes = new Map<number, Home>();
  // From the last to the first, because constants are made of earlier ones.
  for (const { id, cell } of statements.withRole('constant').reverse()) {
    const own = all.findIndex(({ draft }) => draft.cells.includes(cell));
    const isElsewhere = asked.some(({ constants }, at) => at !== own && constants.includes(id));
    const isUsedByElsewhere = [...homes].some(([user, home]) => home !== own && namesOf(user, needed, statements).includes(id));
    if (!shared.has(id) && !isElsewhere && !isUsedByElsewhere) {
      if (own >= 0) homes.set(id, own);
      continue;
    }
    homes.set(id, 'shared');
    for (const unit of sharedClosure([id], needed, statements)) shared.add(unit);
  }
  return homes;
}

function namesOf(id: number, needed: NeededNames, statements: Statements): number[] {
  return providersOf(needed(id), statements).map((unit) => unit.id);
}

function boundNames({ writes }: Unit): string[] {
  return writes.filter(({ how }) => how !== 'mutate').map(({ subject }) => subject);
}

function ascending(a: number, b: number): number {
  return a - b;
}
