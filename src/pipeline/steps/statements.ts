import type { Flow, Role, Subject, Unit, Use } from '../analysis/flow';
import { isFile, isVariable } from './subjects';

/** That a statement needs the value which `version`, another statement, has left in a subject. */
export interface Need {
  readonly unit: number;
  readonly subject: Subject;
  readonly version: number;
  /** null where it is needed only because a change keeps what was there before */
  readonly use: Use | null;
}

type FreeRole = 'import' | 'constant' | 'definition' | 'local-definition';

const FREE_ROLES: ReadonlySet<Role> = new Set<Role>(['import', 'constant', 'definition', 'local-definition'] satisfies FreeRole[]);

/**
 * The statements of a flow as the planner sees them. Those that are `tied` run in the step of their cell and hand values on,
 * version by version; the others give names whose value is the same everywhere, so that any step may have them.
 */
export class Statements {
  /** by id; a statement of a dropped cell has the role `nothing` unless it is free */
  private readonly roles: readonly Role[];
  private readonly providers = new Map<string, Unit[]>();
  /** names that an import binds and something else too: `from numpy import *` and `size = 3` */
  private readonly mixed: ReadonlySet<Subject>;
  private readonly needed = new Map<number, Need[]>();
  private readonly missing: Need[] = [];

  constructor(
    readonly flow: Flow,
    private readonly dropped: ReadonlySet<number>,
  ) {
    this.roles = rolesOf(flow.units).map((role, id) => (this.isDropped(id) && !FREE_ROLES.has(role) && role !== 'parameter' ? 'nothing' : role));
    for (const unit of flow.units) {
      if (!FREE_ROLES.has(this.role(unit.id))) continue;
      for (const { subject, how } of unit.writes) {
        if (how !== 'mutate') this.providers.set(subject, [...(this.providers.get(subject) ?? []), unit]);
      }
    }
    const bound = flow.units.filter(({ id }) => this.isTied(id) || this.role(id) === 'parameter').flatMap(({ writes }) => writes);
    this.mixed = new Set(bound.filter(({ subject, how }) => how !== 'mutate' && this.providers.has(subject)).map(({ subject }) => subject));
    this.followVersions();
  }

  unit(id: number): Unit {
    const unit = this.flow.units[id];
    if (!unit) throw new RangeError(`no statement ${id}`);
    return unit;
  }

  role(id: number): Role {
    return this.roles[id] ?? 'nothing';
  }

  /** Runs in the body of the step of its cell, and hands on what it writes. */
  isTied(id: number): boolean {
    return this.role(id) === 'work' || this.role(id) === 'display';
  }

  /** Any step can have what it gives by itself. */
  isEverywhere(id: number): boolean {
    return this.role(id) === 'parameter' || this.role(id) === 'import';
  }

  withRole(role: Role): Unit[] {
    return this.flow.units.filter(({ id }) => this.role(id) === role);
  }

  /**
   * What gives a statement a name that is the same everywhere; nothing where the name is a variable there, or not the notebook's.
   */
  providersFor(id: number, name: string): readonly Unit[] {
    const version = this.needs(id).find(({ subject }) => subject === name)?.version;
    if (this.mixed.has(name) && (version === undefined || this.role(version) !== 'import')) return [];
    return this.providers.get(name) ?? [];
  }

  /** What a tied statement or a setting needs of others: variables and states of generators, each in its version. */
  needs(id: number): readonly Need[] {
    return this.needed.get(id) ?? [];
  }

  /** Needs of what only a dropped cell gives; `version` is the statement there. */
  get lost(): readonly Need[] {
    return this.missing;
  }

  private isDropped(id: number): boolean {
    return this.dropped.has(this.unit(id).cell);
  }

  private followVersions(): void {
    const last = new Map<Subject, number>();
    const lastOfAll = new Map<Subject, number>();
    for (const unit of this.flow.units) {
      const role = this.role(unit.id);
      if (role === 'setting' || this.isTied(unit.id)) this.needed.set(unit.id, this.needsOf(unit, last, lastOfAll));
      const writes = unit.writes.filter(({ subject }) => this.hasVersions(subject));
      for (const { subject } of writes) {
        if (role === 'parameter' || role === 'import' || this.isTied(unit.id)) last.set(subject, unit.id);
        if (role !== 'setting') lastOfAll.set(subject, unit.id);
      }
    }
  }

  private needsOf(unit: Unit, last: ReadonlyMap<Subject, number>, lastOfAll: ReadonlyMap<Subject, number>): Need[] {
    const needs = new Map<Subject, Need>();
    const add = (subject: Subject, use: Use | null): void => {
      if (needs.has(subject) || !this.hasVersions(subject)) return;
      const version = last.get(subject);
      if (version !== undefined) needs.set(subject, { unit: unit.id, subject, version, use });
      else if (use !== null && !use.optional && isVariable(subject)) this.noteMissing(unit, subject, use, lastOfAll);
    };
    for (const use of unit.uses) add(use.subject, use);
    for (const { subject, how, stays } of unit.writes) if ((how === 'may-bind' && !stays) || how === 'mutate') add(subject, null);
    return [...needs.values()];
  }

  private noteMissing(unit: Unit, subject: Subject, use: Use, lastOfAll: ReadonlyMap<Subject, number>): void {
    const version = lastOfAll.get(subject);
    if (version !== undefined && this.isDropped(version)) this.missing.push({ unit: unit.id, subject, version, use });
  }

  private hasVersions(subject: Subject): boolean {
    return !isFile(subject) && (this.mixed.has(subject) || !this.providers.has(subject));
  }
}

/**
 * The roles as the flow says them, made safe to build on: where anything else writes what would be free, that runs as work; of
 * several values of a parameter the last is the one to be set. Imports stay: a name that one of them binds among others may be
 * a variable later.
 */
function rolesOf(units: readonly Unit[]): Role[] {
  const roles = units.map(({ role }) => role);
  const writers = new Map<string, Unit[]>();
  for (const unit of units) {
    for (const { subject, how } of unit.writes) {
      if (how === 'mutate' || unit.role === 'nothing') continue;
      const those = writers.get(subject);
      if (those) those.push(unit);
      else writers.set(subject, [unit]);
    }
  }
  // What becomes work may make another name's provider work too, when one statement writes both.
  for (let changed = true; changed; ) {
    changed = false;
    for (const unit of units) {
      const role = roles[unit.id];
      if (role === undefined || role === 'work' || role === 'display' || role === 'nothing') continue;
      if (unit.writes.every(({ subject, how }) => staysFree(unit, role, how === 'mutate', writers.get(subject) ?? [], roles))) continue;
      roles[unit.id] = 'work';
      changed = true;
    }
  }
  return roles;
}

function staysFree(unit: Unit, role: Role, mutates: boolean, writers: readonly Unit[], roles: readonly Role[]): boolean {
  // `plt.rcParams[…] = …` changes a module, which each step has anew; a name that it binds may be nobody else's.
  if (role === 'setting') return mutates ? writers.length > 0 && writers.every(({ id }) => roles[id] === 'import') : writers.every(({ id }) => id === unit.id);
  if (mutates) return true;
  if (role === 'import') return true;
  if (role === 'parameter') return writers.every(({ id }) => id <= unit.id || roles[id] !== 'parameter');
  return writers.length === 1;
}
