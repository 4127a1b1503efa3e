import type { RandomSource } from '../effects/effect';
import type { Expr, Stmt } from '../syntax/ast';
import type { HeapObject } from './heap_object';
import type { CellSource } from './cell_source';
import type { Subject } from './flow';
import type { Sight } from './sight';

/** A need of a statement, while it is being followed. */
export interface SeenUse {
  readonly sight: Sight;
  readonly optional: boolean;
  /** needed only since an object that it refers to may be changed by way of another name */
  readonly indirect: boolean;
}

/** What has become of a name, at the end of the statement, that the statement gives a value. */
export interface SeenBinding {
  readonly how: 'bind' | 'may-bind' | 'delete';
  /** as in `Write` */
  readonly mayUnbind: boolean;
  /** where that was done last */
  readonly sight: Sight;
  /** it may have had a value before */
  readonly hadOne: boolean;
  /** what it had, or has, cannot be stored */
  readonly stays: boolean;
}

/** A function that is reached through a variable. */
export interface SeenFunction {
  readonly name: string;
  readonly function: HeapObject;
  /** the first statement that may have bound the variable to it */
  readonly since: number;
}

/** What is noticed about a top-level statement while it is followed. */
export class UnitDraft {
  readonly uses = new Map<Subject, SeenUse>();
  readonly bindings = new Map<string, SeenBinding>();
  readonly functions = new Map<string, SeenFunction>();
  /** calls and attributes that give the same immutable value each time */
  readonly constants = new Set<Expr>();
  /** where names are bound; what becomes of them is known at the statement's end */
  readonly boundAt = new Map<string, Sight>();
  /** names whose objects it may change, files and generators */
  readonly changes = new Map<Subject, Sight>();
  readonly draws = new Map<RandomSource | 'any', Sight>();
  /** where it first draws numbers that what it gives depends on */
  chance: Sight | undefined;
  readonly seeds = new Map<RandomSource, { sight: Sight; certain: boolean }>();
  /** calls or assigns what is a setting of a library */
  setting = false;
  /** something is printed, drawn or displayed by a call */
  showing = false;
  /** it does something that is not among uses and changes, and must not be left out */
  acts = false;
  /** imports what an earlier statement has written */
  importsWritten = false;
  /** something is called */
  calls = false;
  /** what its expression evaluates to is None, whatever happens */
  givesNone = false;
  /** what its expression gives was told by a method's name alone */
  isGuessed = false;

  /**
   * @param id its place in the order of execution
   * @param cell `Cell.index`
   * @param displays the value of its expression is shown
   */
  constructor(
    readonly id: number,
    readonly cell: number,
    readonly node: Stmt,
    readonly source: CellSource,
    readonly displays: boolean,
    readonly inParameterCell: boolean,
  ) {}

  /** The expression that the statement is, if it is one. */
  get expression(): Expr | undefined {
    return this.node.nodeType === 'Expr' ? this.node.value : undefined;
  }

  use(subject: Subject, sight: Sight, { optional = false, indirect = false } = {}): void {
    const seen = this.uses.get(subject);
    const isNearer = !seen || (seen.sight.context.depth > 0 && sight.context.depth === 0) || (seen.indirect && !indirect);
    this.uses.set(subject, {
      sight: isNearer ? sight : seen.sight,
      optional: optional && (seen?.optional ?? true),
      indirect: indirect && (seen?.indirect ?? true),
    });
  }

  change(subject: Subject, sight: Sight): void {
    if (!this.changes.has(subject)) this.changes.set(subject, sight);
  }
}
