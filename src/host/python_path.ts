import { delimiter } from 'node:path';

/** What can be known, before a terminal is there, of the PYTHONPATH it will have. */
export interface KnownPythonPath {
  /** terminals begin with one */
  readonly set: boolean;
  /** some tasks, or an `.env` file, give one to what they start */
  readonly mentioned: boolean;
}

/**
 * What to append to PYTHONPATH. VS Code can only concatenate: a separator in front of nothing would put the current
 * folder on Python's path, and none behind something would spoil the person's own entry. So where it can't be known which
 * it will be, the variable is left alone (undefined), and installing the client is the way.
 */
export function pythonPathAppendix(modules: string, { set, mentioned }: KnownPythonPath): string | undefined {
  if (set) return delimiter + modules;
  return mentioned ? undefined : modules;
}
