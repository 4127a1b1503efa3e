import type { Flow, Subject } from '../analysis/flow';

/** The files of modules that statements write, by the name under which each part of its path may be imported. */
export function writtenModules({ units }: Flow): ReadonlyMap<string, readonly Subject[]> {
  const found = new Map<string, Set<Subject>>();
  for (const { writes } of units) {
    for (const { subject } of writes) {
      const path = /^file:(.*)\.py$/.exec(subject)?.[1];
      for (const part of path?.split('/') ?? []) found.set(part, (found.get(part) ?? new Set()).add(subject));
    }
  }
  return new Map([...found].map(([module, files]) => [module, [...files]]));
}
