import type { Kind } from '../effects/effect';
import type { Expr, LocatedNode, Stmt } from '../syntax/ast';
import type { CellSource } from './cell_source';
import { Context } from './context';
import { Frame } from './frame';
import { Heap } from './heap';
import type { HeapObject, Origin } from './heap_object';
import { isImmutable } from './kinds';
import { ObjectChanges } from './object_changes';
import type { Options } from './options';
import type { ProblemList } from './problem_list';
import { ProcessPools } from './process_pools';
import type { Sight } from './sight';
import { State } from './state';
import { Streams } from './streams';
import { UndefinedNames } from './undefined_names';
import type { UnitDraft } from './unit_draft';
import { Versions } from './versions';
import { only, type Value } from './value';
import { WrittenModules } from './written_modules';

/** An expression that makes more objects than these of others, as in a loop, is taken to make but one of all further ones. */
const MOST_OF_ONE = 12;

/** As many statements are followed inside of called functions for one top-level statement, before calls are done by the rough. */
const PATIENCE = 4000;
/** And as many objects and references gone through. */
const MOST_VISITS = 1_500_000;

/**
 * Follows a notebook's statements in the order of execution without running them: what each variable may refer to, and what each
 * statement does to that. The rules are in the files that are named for a kind of syntax; this is what they share.
 */
export class Interpreter {
  readonly heap = new Heap();
  readonly state = new State();
  readonly notebook = new Frame(undefined, undefined);
  readonly undefinedNames = new UndefinedNames();
  /** top-level modules that are imported */
  readonly modules = new Set<string>();
  /** names that were read when they still meant what Python means by them */
  readonly builtinsRead = new Set<string>();
  /** annotations are never evaluated */
  annotationsAreLazy = false;
  readonly changes: ObjectChanges;
  readonly streams = new Streams();
  readonly versions = new Versions();
  readonly writtenModules = new WrittenModules();
  readonly processPools = new ProcessPools();

  /** the working folder is another than the notebook's */
  leftFolder = false;

  unit!: UnitDraft;
  source!: CellSource;
  context = Context.ofStatement();
  frame = this.notebook;
  /** the expression that the present statement is: what it gives is thrown away */
  statement: Expr | undefined;
  /** how many branches are open that may not be taken */
  uncertain = 0;
  /** how many `try` are open whose handlers take a missing name for granted */
  forgiving = 0;
  /** what may be called by somebody was taken to be called, once in each top-level statement */
  readonly followed = new Set<string>();
  private patience = PATIENCE;
  private visitsAtMost = MOST_VISITS;

  /** @param definedOnce functions that nothing but their one definition gives a name */
  constructor(
    readonly options: Options,
    readonly definedOnce: ReadonlySet<object>,
    readonly problems: ProblemList,
  ) {
    this.changes = new ObjectChanges(!options.undivided);
  }

  beginUnit(unit: UnitDraft): void {
    this.unit = unit;
    this.heap.now = unit.id;
    this.problems.unit = unit.id;
    this.source = unit.source;
    this.context = Context.ofStatement();
    this.frame = this.notebook;
    this.uncertain = 0;
    this.forgiving = 0;
    this.patience = PATIENCE;
    this.visitsAtMost = this.heap.visits + MOST_VISITS;
    this.followed.clear();
    this.changes.beginUnit();
  }

  /** @returns whether there is patience left for one more statement of a called function */
  spendPatience(): boolean {
    return this.patience-- > 0 && this.heap.visits < this.visitsAtMost;
  }

  sight(node: LocatedNode): Sight {
    return { node, source: this.source, context: this.context };
  }

  /** A branch that may not be taken. */
  perhaps(what: () => void): void {
    this.uncertain++;
    what();
    this.uncertain--;
  }

  isCertain(): boolean {
    return this.uncertain === 0 && !this.frame.mayHaveLeft;
  }

  /** What a node makes in the present context. Immutable things are all one. @param label tells several apart */
  object(node: Stmt | Expr | object, kind: Kind | undefined, label = '', origin?: Origin): HeapObject {
    if (isImmutable(kind) && !origin) return this.heap.immutable(kind);
    const known = !origin && this.context.objectsOf(node) >= MOST_OF_ONE ? 'others' : label;
    return this.context.object(node, `${kind ?? ''} ${known}`, () => this.heap.make(kind, this.unit.id, origin));
  }

  made(node: Stmt | Expr | object, kind: Kind | undefined, label = '', origin?: Origin): Value {
    return only(this.object(node, kind, label, origin));
  }

  /** What a node makes of another object, with which it shares memory. */
  derived(node: object, kind: Kind | undefined, from: HeapObject): Value {
    const object = this.object(node, kind, `of ${from.id}`);
    this.heap.share(object, from);
    return only(object);
  }
}
