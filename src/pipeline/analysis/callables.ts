import type { ClassDef, Expr, FunctionNode } from '../syntax/ast';
import type { CellSource } from './cell_source';
import type { Frame } from './frame';
import type { Value } from './value';

/** A function of the notebook. */
export interface FunctionValue {
  readonly name: string;
  readonly node: FunctionNode;
  readonly source: CellSource;
  /** where it was defined: its free variables are looked for there */
  readonly frame: Frame;
  /** values of the parameters' defaults, by the parameters' names */
  readonly defaults: ReadonlyMap<string, Value>;
  /** the class in whose body it is */
  readonly owner: ClassValue | undefined;
  readonly decorators: readonly Expr[];
}

/** A class of the notebook. Its attributes, methods among them, are fields of its object. */
export interface ClassValue {
  readonly name: string;
  readonly node: ClassDef;
  readonly source: CellSource;
  readonly frame: Frame;
  readonly bases: readonly Value[];
}
