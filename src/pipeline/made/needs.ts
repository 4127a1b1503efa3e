import type { Subject, Unit } from '../analysis/flow';
import { isFile, isRandom, mayBeSamePath, pathOf } from '../steps/subjects';
import type { Why } from './execution';

/** A need, with the place of the execution that has it. */
export interface Needed extends Pick<Why, 'kind' | 'subject'> {
  readonly by: number;
}

/** What executions that are kept need of those before them. Filled from the last one backwards. */
export class Needs {
  /** variables and generators, by the last execution before which they have to be there */
  private readonly names = new Map<Subject, number>();
  private readonly files = new Map<Subject, { readonly path: string; by: number }>();
  /** files that are written: their folders have to be there */
  private readonly written = new Map<Subject, { readonly path: string; by: number }>();
  private readonly modules = new Map<string, number>();

  /** What a statement leaves behind that is needed. */
  metBy({ writes }: Unit, makesFolder: boolean): Needed[] {
    return writes.flatMap(({ subject }) => {
      const by = isFile(subject) ? this.fileNeeded(subject, makesFolder) : this.names.get(subject);
      return by === undefined ? [] : [{ kind: kindOf(subject), subject, by }];
    });
  }

  /** By whom a package is used, of those that are. */
  moduleNeeded(names: Iterable<string>): Needed | undefined {
    for (const name of names) {
      const by = this.modules.get(name);
      if (by !== undefined) return { kind: 'module', subject: name, by };
    }
    return undefined;
  }

  nameNeeded(name: string): number | undefined {
    return this.names.get(name);
  }

  need(subject: Subject, by: number): void {
    if (isFile(subject)) this.files.set(subject, { path: pathOf(subject), by });
    else this.names.set(subject, by);
  }

  needFolderOf(subject: Subject, by: number): void {
    this.written.set(subject, { path: pathOf(subject), by });
  }

  needModule(name: string, by: number): void {
    this.modules.set(name, by);
  }

  /** Whatever was there before does not matter. */
  settle(subject: Subject): void {
    this.names.delete(subject);
    this.files.delete(subject);
  }

  get allModules(): string[] {
    return [...this.modules.keys()];
  }

  private fileNeeded(subject: Subject, makesFolder: boolean): number | undefined {
    const path = pathOf(subject);
    for (const known of makesFolder ? [this.files, this.written] : [this.files]) {
      for (const needed of known.values()) if (mayBeSamePath(path, needed.path)) return needed.by;
    }
    return undefined;
  }
}

export function kindOf(subject: Subject): 'file' | 'random' | 'name' {
  return isFile(subject) ? 'file' : isRandom(subject) ? 'random' : 'name';
}
