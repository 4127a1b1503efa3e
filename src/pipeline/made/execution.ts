import type { CellRow } from '../../core/cell';
import type { Subject } from '../analysis/flow';

/** What is known of an execution of a cell, as far as it tells what came of it. */
export type Execution = Pick<CellRow, 'id' | 'count' | 'source' | 'status' | 'error' | 'tags' | 'language' | 'names' | 'redactedMs'>;

/**
 * Why an execution is among those that lead to a number.
 * `target`: the number was made in it. `name`, `file`, `random`: what it leaves in a variable, a file, a generator's state is needed later.
 * `module`: it does something to a package that is used later. `setting`: it sets how things are done. `import`: the import itself does something.
 * `unknown`: what it does could not be followed. `before-unknown`: a later one could not be followed, which may need anything.
 * `kernel`: the kernel told that it bound the variable, which its text does not show.
 */
export type WhyKind = 'target' | 'name' | 'file' | 'random' | 'module' | 'setting' | 'import' | 'unknown' | 'before-unknown' | 'kernel';

export interface Why {
  readonly kind: WhyKind;
  /** the variable, file, generator or package: `df`, `file:clean.csv`, `random:numpy`; null where there is none */
  readonly subject: Subject | null;
  /** id of the later execution for whose sake it is kept; null where there is none in particular */
  readonly to: number | null;
}

/** An execution that leads to the number. */
export interface KeptExecution {
  readonly id: number;
  /** never empty */
  readonly why: readonly Why[];
  /** it ended before it was done, and may do so again */
  readonly raises: boolean;
}

/** What cannot be repeated, or is not known, about the executions that are kept. */
export interface SliceNote {
  readonly kind: 'unfollowed' | 'redacted' | 'interrupted' | 'unfinished' | 'input' | 'history' | 'widget' | 'undefined' | 'star-import' | 'random' | 'language' | 'install' | 'unrecorded';
  /** ids of the executions that it is about, in order */
  readonly executions: readonly number[];
  /** variables, packages or requirements that it is about */
  readonly names: readonly string[];
}

/** The executions of a session that lead to a number. */
export interface Slice {
  /** in the order in which they ran */
  readonly kept: readonly KeptExecution[];
  /** ids of the others, up to the last target */
  readonly left: readonly number[];
  readonly notes: readonly SliceNote[];
  /** top-level modules that the kept executions use, the standard library's excluded */
  readonly modules: readonly string[];
  /** files that they read, as the code names them, and that none of them writes */
  readonly files: readonly string[];
}
