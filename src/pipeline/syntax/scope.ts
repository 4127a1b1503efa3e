import type {
  Alias, Arg, AsyncFunctionDef, ClassDef, ComprehensionExpr, ExceptHandler, FunctionDef, Global, Lambda, MatchAs, MatchMapping, MatchStar, Module, Name, Nonlocal,
  TypeAlias, TypeParam,
} from './ast';

/** Whose scope it is. A function or class with type parameters has a scope for those around its own, and so has a type alias. */
export type ScopeNode = Module | FunctionDef | AsyncFunctionDef | Lambda | ClassDef | ComprehensionExpr | TypeAlias;

export type ScopeKind = 'module' | 'function' | 'lambda' | 'class' | 'comprehension' | 'type-parameters' | 'type-alias';

/** A node that gives a name a value. A `Name` has the context Store, or is the target of an augmented assignment. */
export type BindingNode = Name | Arg | FunctionDef | AsyncFunctionDef | ClassDef | Alias | ExceptHandler | MatchAs | MatchStar | MatchMapping | TypeParam;

/**
 * Where the value of a name is looked for. `local`: in the scope itself. `enclosing`: in the function (or type parameter) scope
 * `ScopeName.scope` around it. `module`: among the module's names, then the builtins, whether the module binds it or not.
 * At module level every name is `module`.
 * Mind class scopes: a `local` name that is read in a class body before it is bound there is looked for in the module.
 */
export type Resolution = 'local' | 'enclosing' | 'module';

/** One name as one scope sees it. */
export interface ScopeName {
  /** mangled where Python mangles it: `_Model__rows` for `__rows` in `class Model` */
  readonly name: string;
  readonly resolution: Resolution;
  /** the scope that holds it */
  readonly scope: Scope;
  readonly parameter: boolean;
  /** by a statement `global` or `nonlocal` in this very scope */
  readonly declared: 'global' | 'nonlocal' | undefined;
  readonly declarations: readonly (Global | Nonlocal)[];
  /** in order of appearance; the target of an augmented assignment is both read and written */
  readonly reads: readonly Name[];
  readonly writes: readonly BindingNode[];
  readonly deletes: readonly Name[];
}

/** A stretch of code with names of its own, as Python's `symtable` sees it. */
export interface Scope {
  readonly kind: ScopeKind;
  readonly node: ScopeNode;
  /** the function's or class's name; `lambda`, `listcomp`, `setcomp`, `dictcomp`, `genexpr`, `module` */
  readonly name: string;
  readonly parent: Scope | undefined;
  /** in order of appearance */
  readonly children: readonly Scope[];
  /**
   * Every name that appears in it, by its (mangled) name, in order of appearance; those of its children are theirs. A module has those
   * too that a function declares `global`.
   */
  readonly names: ReadonlyMap<string, ScopeName>;
  /** names of parameters in order of declaration, `*args` and `**kwargs` last */
  readonly parameters: readonly string[];
}

/** The scope of a module, and what is found anywhere in it. */
export interface ModuleScope extends Scope {
  /** the scope of a function, lambda, class, comprehension, by its node (never that of its type parameters) */
  readonly scopes: ReadonlyMap<ScopeNode, Scope>;
  /** each occurrence of a name with what it means there; a declaration `import a.b` is its `Alias` */
  readonly occurrences: ReadonlyMap<BindingNode, ScopeName>;
  /** names in annotations that are not evaluated: of local variables, or all of them under `from __future__ import annotations` */
  readonly unevaluated: ReadonlySet<Name>;
}
