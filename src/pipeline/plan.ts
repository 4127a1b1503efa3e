import type { Place } from '../notebook/place';
import type { Problem } from '../notebook/problem';
import type { Subject, Unit } from './analysis/flow';

/** A notebook as steps and what flows between them: all that a target needs besides the notebook's text. */
export interface Plan {
  /** `refused` when a problem is an error; steps are there all the same as far as they could be made */
  readonly status: 'ready' | 'refused';
  readonly steps: readonly Step[];
  readonly flows: readonly StepFlow[];
  readonly parameters: readonly Parameter[];
  /** ids of the units that stand in the module of shared definitions, in order: constants, definitions */
  readonly shared: readonly number[];
  /** ids of the imports that the shared module needs */
  readonly sharedImports: readonly number[];
  /** top-level modules that are imported, without the standard library's and the notebook's own neighbours */
  readonly modules: readonly string[];
  /** requirements named by `%pip install` */
  readonly requirements: readonly string[];
  readonly problems: readonly Problem[];
  readonly units: readonly Unit[];
}

export interface Step {
  /** a Python identifier, unique: the file, the function and the name in the runner */
  readonly id: string;
  /** from the heading or the tag, for people */
  readonly title: string;
  /** indexes of its code cells and the Markdown cells among them, in order */
  readonly cells: readonly number[];
  /** ids of the units that run in its body, in order */
  readonly units: readonly number[];
  /** ids of imports at the head of its module */
  readonly imports: readonly number[];
  /** names taken from the shared module */
  readonly definitions: readonly string[];
  /** ids of settings and local definitions of other steps' cells that are repeated at its start, in order */
  readonly prelude: readonly number[];
  readonly parameters: readonly string[];
  readonly inputs: readonly StepInput[];
  readonly outputs: readonly StepOutput[];
  /** generators whose state is restored before and kept after, so that the numbers drawn are the notebook's */
  readonly random: readonly { readonly source: string; readonly from: string | null }[];
  /** steps that must be done before although nothing stored flows: through files, above all */
  readonly after: readonly string[];
  /** only shows: prints, plots, tables */
  readonly report: boolean;
  /** reads `__name__`, which is `__main__` in a notebook */
  readonly readsName: boolean;
}

export interface StepInput {
  readonly name: string;
  /** the id of the step whose output it is */
  readonly from: string;
  readonly optional: boolean;
}

export interface StepOutput {
  readonly name: string;
  /** false where it may be unbound when the step ends */
  readonly certain: boolean;
  /** outputs of one group are stored in one file; a group of one is named like it */
  readonly group: string;
}

/** One reason for which a step comes after another. */
export interface StepFlow {
  readonly from: string;
  readonly to: string;
  readonly subject: Subject;
  /** pairs of lines: where it is made or changed, where it is used */
  readonly causes: readonly { readonly made: Place; readonly used: Place; readonly through: readonly Place[] }[];
}

export interface Parameter {
  readonly name: string;
  /** a literal, as the notebook writes it */
  readonly literal: string;
  readonly place: Place;
}

/** Steps as a person arranged them. Cells that are in none are as the notebook's tags and headings say, unless they are dropped. */
export interface Layout {
  readonly steps: readonly { readonly title: string; readonly cells: readonly number[] }[];
  readonly dropped: readonly number[];
}
