import type { Notebook } from '../../notebook/notebook';
import type { Unit } from '../analysis/flow';
import type { Body } from './body';
import { headSettings } from './head_settings';
import { neededNames, providersFor, type NeededNames } from './needed_names';
import { textAt } from './parameters';
import { importedModules, silentImports } from './silent_imports';
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
export function giveFreeNames(notebook: Notebook, all: readonly Body[], statements: Statements): FreeNames {
  const needed = neededNames(statements);
  const head = headSettings(notebook, statements, needed);
  const asked = all.map((body) => gather([...body.settings, ...body.units], needed, statements, () => true));
  const headConstants = [...head].flatMap(([setting, ids]) => ids.filter((id) => id !== setting));
  const shared = sharedClosure([...asked.flatMap(({ definitions }) => definitions), ...headConstants], needed, statements);
  const homes = constantHomes(all, asked, shared, needed, statements);
  const imports = new ModuleImports(notebook, statements, needed, head);
  const steps = all.map((body, at) => {
    const constants = [...homes].filter(([, home]) => home === at).map(([id]) => id);
    const names = gather([...body.settings, ...body.units, ...constants], needed, statements, (id) => homes.get(id) === at);
    const own = namesOfStep(body, constants, names, statements);
    const first = [...body.settings, ...body.units].filter((id) => head.has(id));
    const stays = (id: number): boolean => !head.has(id);
    return { ...own, units: own.units.filter(stays), prelude: own.prelude.filter(stays), imports: imports.complete(own.imports, body.draft.units.at(-1) ?? 0, first) };
  });
  const ids = [...shared].sort(ascending);
  const named = ids.flatMap((id) => providersFor(id, needed, statements)).filter(({ id }) => statements.role(id) === 'import').map(({ id }) => id);
  const first = [...head.keys()].filter((id) => named.some((other) => other > id));
  return { steps, shared: ids, sharedImports: imports.complete(named, -1, first) };
}

/** What stands at the head of a module besides the imports whose names it uses. */
class ModuleImports {
  private readonly silent;

  constructor(
    private readonly notebook: Notebook,
    private readonly statements: Statements,
    private readonly needed: NeededNames,
    private readonly head: ReadonlyMap<number, readonly number[]>,
  ) {
    this.silent = silentImports(notebook, statements);
  }

  /**
   * @param imports those whose names are used
   * @param end imports up to here are done by then, whatever for
   * @param first settings that stand between the imports
   */
  complete(imports: readonly number[], end: number, first: readonly number[]): number[] {
    const packages = new Set(imports.flatMap((id) => this.packagesOf(id)));
    const silent = this.silent.filter(({ id, packages: wanted }) => (wanted ? wanted.some((name) => packages.has(name)) : id < end)).map(({ id }) => id);
    const settings = first.flatMap((id) => this.head.get(id) ?? []);
    const forSettings = settings.flatMap((id) => providersFor(id, this.needed, this.statements)).map(({ id }) => id).filter((id) => this.statements.role(id) === 'import');
    return [...new Set([...imports, ...silent, ...settings, ...forSettings])].sort(ascending);
  }

  private packagesOf(id: number): string[] {
    return importedModules(textAt(this.notebook, this.statements.unit(id).place)).map((module) => module.split('.')[0] ?? '');
  }
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
    for (const { id: provider } of providersFor(id, needed, statements)) {
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
    for (const { id: provider } of providersFor(id, needed, statements)) {
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
  return providersFor(id, needed, statements).map((unit) => unit.id);
}

function boundNames({ writes }: Unit): string[] {
  return writes.filter(({ how }) => how !== 'mutate').map(({ subject }) => subject);
}

function ascending(a: number, b: number): number {
  return a - b;
}
