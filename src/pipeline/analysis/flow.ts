import type { Place } from '../../notebook/place';
import type { Problem } from '../../notebook/problem';

/**
 * What statements share: a variable of the notebook by its name; a file, `file:data/clean.csv` as the notebook writes its path,
 * or `file:*` where that cannot be known (it may be any); the state of a global generator, `random:numpy`.
 */
export type Subject = string;

/**
 * How a top-level statement gets into a pipeline.
 * `work` runs in the step of its cell. `display` does so too and shows the value of its expression.
 * The others are not tied to a step: each step that needs one has it.
 * `import`: stands at the head of a module. `constant` and `definition` (a function or class that refers to nothing but
 * imports, constants and definitions, and keeps no state) stand in the module of shared definitions.
 * `local-definition`: a function that refers to variables; repeated inside each step that uses it, where it sees the step's own.
 * `setting`: changes options, styles, the environment, the folder; repeated at the start of each later step.
 * `parameter`: `name = literal` in a cell tagged `parameters`; the step is given its value.
 * `nothing`: has no effect, and is left out.
 */
export type Role = 'work' | 'display' | 'import' | 'constant' | 'definition' | 'local-definition' | 'setting' | 'parameter' | 'nothing';

/** A top-level statement of a cell, in the order of execution. */
export interface Unit {
  /** its place in `Flow.units` */
  readonly id: number;
  readonly cell: number;
  readonly place: Place;
  readonly role: Role;
  /** only shows something, and writes nothing that another statement uses: prints, draws, displays */
  readonly shows: boolean;
  /** each subject whose value is needed, once, also through functions that are called; in order of appearance */
  readonly uses: readonly Use[];
  readonly writes: readonly Write[];
}

export interface Use {
  readonly subject: Subject;
  /** where in this statement */
  readonly place: Place;
  /** the lines inside called functions by which it is needed, outermost first */
  readonly through: readonly Place[];
  /** may be missing without harm: read under `except NameError`, or in a branch only */
  readonly optional: boolean;
}

/**
 * `bind` certainly gives the name a new value; `may-bind` perhaps (then the old one is needed too, and is among the uses when
 * there is one); `mutate` may change the object that the name refers to, also through another name, and is among the uses;
 * `delete` unbinds. Files and generators are mutated.
 */
export interface Write {
  readonly subject: Subject;
  readonly how: 'bind' | 'may-bind' | 'mutate' | 'delete';
  /** behind it the name may be unbound, although it was bound before: `except … as name` */
  readonly mayUnbind?: boolean;
  /** of `may-bind`: what the name referred to, or refers to, cannot be stored, and is given to the statement only if it is among the uses */
  readonly stays?: boolean;
  readonly place: Place;
}

/** Two statements that must be in one step, with all between them. */
export interface Bond {
  readonly from: number;
  readonly to: number;
  readonly subject: Subject;
  /** for people: "`rows` is a generator, which cannot be stored" */
  readonly reason: string;
}

/** Variables that, wherever a cut between these two statements lets all of them pass, must be stored as one, so that what they share stays shared. */
export interface Together {
  readonly from: number;
  readonly to: number;
  readonly subjects: readonly Subject[];
}

/** What each statement of a notebook reads and changes. */
export interface Flow {
  readonly units: readonly Unit[];
  readonly bonds: readonly Bond[];
  readonly together: readonly Together[];
  readonly problems: readonly Problem[];
  /** statements that may do anything to any variable: code in a text that is not known, `globals()`, what is IPython's own */
  readonly unfollowed: readonly number[];
  /** statements that do something which is not, or not only, among their uses and writes: calls of what is not known, above all */
  readonly acting: readonly number[];
  /** by statement: names that functions read which it can get at through its variables, and may call without being seen to */
  readonly reachable: ReadonlyMap<number, readonly string[]>;
  /** statements whose outcome depends on random numbers that differ from run to run, as nothing has seeded their generator before */
  readonly unseeded: readonly number[];
  /** top-level modules that are imported, the standard library's excluded as far as known: `sklearn`, `utils` */
  readonly modules: readonly string[];
}
