import { compareNames } from './ordering';
import type { Environment } from './run';

/** How the environment of today differs from the one a run had. */
export interface EnvironmentChanges {
  readonly same: boolean;
  /** null where it is the same version */
  readonly python: { readonly recorded: string; readonly now: string } | null;
  /** by name */
  readonly packages: readonly PackageChange[];
}

/** A package with another version, one that is missing now (`now` is null), or one that the run did not have (`recorded` is null). */
export interface PackageChange {
  readonly name: string;
  readonly recorded: string | null;
  readonly now: string | null;
}

/** Compares versions of Python and of packages; names are the same whatever their case and their `-`, `_`, `.`, as for pip. */
export function compareEnvironment(recorded: Environment, now: Environment): EnvironmentChanges {
  const before = byName(recorded.packages);
  const after = byName(now.packages);
  const packages = [...new Set([...before.keys(), ...after.keys()])]
    .map((name) => ({ name, recorded: before.get(name) ?? null, now: after.get(name) ?? null }))
    .filter((change) => change.recorded !== change.now)
    .sort((a, b) => compareNames(a.name, b.name));
  const python = recorded.python === now.python ? null : { recorded: recorded.python, now: now.python };
  return { same: python === null && packages.length === 0, python, packages };
}

function byName(packages: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(packages).map(([name, version]) => [name.toLowerCase().replace(/[-_.]+/g, '-'), version]));
}
