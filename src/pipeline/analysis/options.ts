/** What analysis must be told about the world around the notebook. */
export interface Options {
  /** by module: the names that `from module import *` binds; a module that is missing could not be imported */
  readonly stars: ReadonlyMap<string, readonly string[]>;
  /** top-level modules that stand beside the notebook */
  readonly localModules: ReadonlySet<string>;
  /** random generators will be seeded in each step, so that no step depends on another's draws */
  readonly seedSteps?: boolean;
  /** the statements will not be divided among steps: what must stay together is not looked for, which takes the most time */
  readonly undivided?: boolean;
  /** so many objects and references are gone through at the most; statements behind that are not followed, and said to be `unfollowed` */
  readonly visitsAtMost?: number;
}
