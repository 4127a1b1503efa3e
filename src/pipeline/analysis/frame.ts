import type { Scope } from '../syntax/scope';
import type { ClassValue, FunctionValue } from './callables';
import type { Ways } from './state';
import { NOTHING, type Value } from './value';
import { Variable } from './variable';

/** The variables of one activation: of the notebook itself, a call, a class body, a comprehension. */
export class Frame {
  private readonly variables = new Map<string, Variable>();
  /** where `return` leads to */
  returns: Ways | undefined;
  returned: Value = NOTHING;
  yielded: Value = NOTHING;
  /** where `break` and `continue` of the innermost loop lead to */
  loop: { readonly breaks: Ways; readonly continues: Ways } | undefined;
  /** what the function was called with, by its parameters, in all calls of this activation: it may call itself */
  readonly given = new Map<string, Value>();
  /** it was called by itself, perhaps by way of others */
  calledAgain = false;
  /** perhaps nothing of what follows is executed: there was a `return` in a branch */
  mayHaveLeft = false;

  /**
   * @param scope undefined for the notebook, whose cells share their variables
   * @param parent where free variables are looked for
   */
  constructor(
    readonly scope: Scope | undefined,
    readonly parent: Frame | undefined,
    readonly callee: FunctionValue | undefined = undefined,
    readonly inClass: ClassValue | undefined = undefined,
  ) {}

  variable(name: string): Variable {
    let variable = this.variables.get(name);
    if (!variable) this.variables.set(name, (variable = new Variable(name, this.parent === undefined)));
    return variable;
  }

  /** Those that were asked for. */
  all(): IterableIterator<Variable> {
    return this.variables.values();
  }

  /** The frame, of this one and those around it, that a scope's names live in. */
  holding(scope: Scope): Frame | undefined {
    if (this.scope === scope) return this;
    return this.parent?.holding(scope);
  }
}
