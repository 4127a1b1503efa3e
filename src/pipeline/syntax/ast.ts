/**
 * The syntax tree of Python source, with the shapes and field names of CPython's `ast` module. Lines count from 1; columns
 * (`col_offset`) are UTF-8 bytes from 0, so take a place from `SourceText` and not from here.
 * What may be missing is `undefined`. Contexts are there (`ctx.nodeType` is Load, Store or Del) as in CPython.
 */
export interface Located {
  readonly lineno: number;
  readonly col_offset: number;
  readonly end_lineno: number;
  readonly end_col_offset: number;
}

export interface Module { readonly nodeType: 'Module'; readonly body: readonly Stmt[] }

// ---- statements

interface FunctionLike extends Located {
  readonly name: string;
  readonly args: Arguments;
  readonly body: readonly Stmt[];
  readonly decorator_list: readonly Expr[];
  readonly returns: Expr | undefined;
  readonly type_params: readonly TypeParam[];
}
export interface FunctionDef extends FunctionLike { readonly nodeType: 'FunctionDef' }
export interface AsyncFunctionDef extends FunctionLike { readonly nodeType: 'AsyncFunctionDef' }
export interface ClassDef extends Located {
  readonly nodeType: 'ClassDef';
  readonly name: string;
  readonly bases: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Stmt[];
  readonly decorator_list: readonly Expr[];
  readonly type_params: readonly TypeParam[];
}
export interface Return extends Located { readonly nodeType: 'Return'; readonly value: Expr | undefined }
export interface Delete extends Located { readonly nodeType: 'Delete'; readonly targets: readonly Expr[] }
export interface Assign extends Located { readonly nodeType: 'Assign'; readonly targets: readonly Expr[]; readonly value: Expr }
export interface TypeAlias extends Located {
  readonly nodeType: 'TypeAlias';
  readonly name: Name;
  readonly type_params: readonly TypeParam[];
  readonly value: Expr;
}
export interface AugAssign extends Located {
  readonly nodeType: 'AugAssign';
  readonly target: Name | Attribute | Subscript;
  readonly op: Operator;
  readonly value: Expr;
}
export interface AnnAssign extends Located {
  readonly nodeType: 'AnnAssign';
  readonly target: Name | Attribute | Subscript;
  readonly annotation: Expr;
  readonly value: Expr | undefined;
  /** 1 for a bare name: `(x): int` and `a.b: int` have 0 */
  readonly simple: number;
}
interface ForLike extends Located {
  readonly target: Expr;
  readonly iter: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}
export interface For extends ForLike { readonly nodeType: 'For' }
export interface AsyncFor extends ForLike { readonly nodeType: 'AsyncFor' }
interface Conditional extends Located {
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}
export interface While extends Conditional { readonly nodeType: 'While' }
export interface If extends Conditional { readonly nodeType: 'If' }
interface WithLike extends Located { readonly items: readonly WithItem[]; readonly body: readonly Stmt[] }
export interface With extends WithLike { readonly nodeType: 'With' }
export interface AsyncWith extends WithLike { readonly nodeType: 'AsyncWith' }
export interface Match extends Located { readonly nodeType: 'Match'; readonly subject: Expr; readonly cases: readonly MatchCase[] }
export interface Raise extends Located { readonly nodeType: 'Raise'; readonly exc: Expr | undefined; readonly cause: Expr | undefined }
interface TryLike extends Located {
  readonly body: readonly Stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Stmt[];
  readonly finalbody: readonly Stmt[];
}
export interface Try extends TryLike { readonly nodeType: 'Try' }
/** `try` with `except*` */
export interface TryStar extends TryLike { readonly nodeType: 'TryStar' }
export interface Assert extends Located { readonly nodeType: 'Assert'; readonly test: Expr; readonly msg: Expr | undefined }
export interface Import extends Located { readonly nodeType: 'Import'; readonly names: readonly Alias[] }
export interface ImportFrom extends Located {
  readonly nodeType: 'ImportFrom';
  /** undefined in `from . import a` */
  readonly module: string | undefined;
  readonly names: readonly Alias[];
  /** number of leading dots */
  readonly level: number;
}
export interface Global extends Located { readonly nodeType: 'Global'; readonly names: readonly string[] }
export interface Nonlocal extends Located { readonly nodeType: 'Nonlocal'; readonly names: readonly string[] }
/** An expression as a statement. */
export interface ExprStmt extends Located { readonly nodeType: 'Expr'; readonly value: Expr }
export interface Pass extends Located { readonly nodeType: 'Pass' }
export interface Break extends Located { readonly nodeType: 'Break' }
export interface Continue extends Located { readonly nodeType: 'Continue' }

export type Stmt =
  | FunctionDef | AsyncFunctionDef | ClassDef | Return | Delete | Assign | TypeAlias | AugAssign | AnnAssign
  | For | AsyncFor | While | If | With | AsyncWith | Match | Raise | Try | TryStar | Assert
  | Import | ImportFrom | Global | Nonlocal | ExprStmt | Pass | Break | Continue;

// ---- expressions

export interface BoolOp extends Located { readonly nodeType: 'BoolOp'; readonly op: { readonly nodeType: 'And' | 'Or' }; readonly values: readonly Expr[] }
export interface NamedExpr extends Located { readonly nodeType: 'NamedExpr'; readonly target: Name; readonly value: Expr }
export interface BinOp extends Located { readonly nodeType: 'BinOp'; readonly left: Expr; readonly op: Operator; readonly right: Expr }
export interface UnaryOp extends Located {
  readonly nodeType: 'UnaryOp';
  readonly op: { readonly nodeType: 'Invert' | 'Not' | 'UAdd' | 'USub' };
  readonly operand: Expr;
}
export interface Lambda extends Located { readonly nodeType: 'Lambda'; readonly args: Arguments; readonly body: Expr }
export interface IfExp extends Located { readonly nodeType: 'IfExp'; readonly test: Expr; readonly body: Expr; readonly orelse: Expr }
/** A key is null for `**value`. */
export interface Dict extends Located { readonly nodeType: 'Dict'; readonly keys: readonly (Expr | null)[]; readonly values: readonly Expr[] }
export interface SetDisplay extends Located { readonly nodeType: 'Set'; readonly elts: readonly Expr[] }
interface ElementComprehension extends Located { readonly elt: Expr; readonly generators: readonly Comprehension[] }
export interface ListComp extends ElementComprehension { readonly nodeType: 'ListComp' }
export interface SetComp extends ElementComprehension { readonly nodeType: 'SetComp' }
export interface GeneratorExp extends ElementComprehension { readonly nodeType: 'GeneratorExp' }
export interface DictComp extends Located {
  readonly nodeType: 'DictComp';
  readonly key: Expr;
  readonly value: Expr;
  readonly generators: readonly Comprehension[];
}
export interface Await extends Located { readonly nodeType: 'Await'; readonly value: Expr }
export interface Yield extends Located { readonly nodeType: 'Yield'; readonly value: Expr | undefined }
export interface YieldFrom extends Located { readonly nodeType: 'YieldFrom'; readonly value: Expr }
export interface Compare extends Located {
  readonly nodeType: 'Compare';
  readonly left: Expr;
  readonly ops: readonly { readonly nodeType: 'Eq' | 'NotEq' | 'Lt' | 'LtE' | 'Gt' | 'GtE' | 'Is' | 'IsNot' | 'In' | 'NotIn' }[];
  readonly comparators: readonly Expr[];
}
export interface Call extends Located {
  readonly nodeType: 'Call';
  readonly func: Expr;
  readonly args: readonly Expr[];
  readonly keywords: readonly Keyword[];
}
export interface FormattedValue extends Located {
  readonly nodeType: 'FormattedValue';
  readonly value: Expr;
  /** -1, or the character code of `s`, `r`, `a` */
  readonly conversion: number;
  readonly format_spec: Expr | undefined;
}
export interface JoinedStr extends Located { readonly nodeType: 'JoinedStr'; readonly values: readonly Expr[] }
export interface Interpolation extends Located {
  readonly nodeType: 'Interpolation';
  readonly value: Expr;
  readonly str: string;
  readonly conversion: number;
  readonly format_spec: Expr | undefined;
}
/** `t'…'` */
export interface TemplateStr extends Located { readonly nodeType: 'TemplateStr'; readonly values: readonly Expr[] }
/** A literal. Its type is told by `type`, since JavaScript has one number for `1` and `1.0`. */
export type Constant = Located & { readonly nodeType: 'Constant' } & ConstantValue;
export type ConstantValue =
  | { readonly type: 'str'; readonly value: string }
  /** each character stands for one byte */
  | { readonly type: 'bytes'; readonly value: string }
  /** a bigint where a number would not be exact */
  | { readonly type: 'int'; readonly value: number | bigint }
  | { readonly type: 'float'; readonly value: number }
  /** the imaginary part: literals have no other */
  | { readonly type: 'complex'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'none'; readonly value: null }
  | { readonly type: 'ellipsis'; readonly value: undefined };
export interface Attribute extends Located { readonly nodeType: 'Attribute'; readonly value: Expr; readonly attr: string; readonly ctx: Context }
export interface Subscript extends Located { readonly nodeType: 'Subscript'; readonly value: Expr; readonly slice: Expr; readonly ctx: Context }
export interface Starred extends Located { readonly nodeType: 'Starred'; readonly value: Expr; readonly ctx: Context }
export interface Name extends Located { readonly nodeType: 'Name'; readonly id: string; readonly ctx: Context }
export interface List extends Located { readonly nodeType: 'List'; readonly elts: readonly Expr[]; readonly ctx: Context }
export interface Tuple extends Located { readonly nodeType: 'Tuple'; readonly elts: readonly Expr[]; readonly ctx: Context }
export interface Slice extends Located {
  readonly nodeType: 'Slice';
  readonly lower: Expr | undefined;
  readonly upper: Expr | undefined;
  readonly step: Expr | undefined;
}

export type Expr =
  | BoolOp | NamedExpr | BinOp | UnaryOp | Lambda | IfExp | Dict | SetDisplay | ListComp | SetComp | DictComp | GeneratorExp
  | Await | Yield | YieldFrom | Compare | Call | FormattedValue | JoinedStr | Interpolation | TemplateStr | Constant
  | Attribute | Subscript | Starred | Name | List | Tuple | Slice;

export interface Context { readonly nodeType: 'Load' | 'Store' | 'Del' }
export interface Operator {
  readonly nodeType:
    | 'Add' | 'Sub' | 'Mult' | 'MatMult' | 'Div' | 'Mod' | 'Pow' | 'LShift' | 'RShift' | 'BitOr' | 'BitXor' | 'BitAnd' | 'FloorDiv';
}

// ---- patterns of `match`

export interface MatchValue extends Located { readonly nodeType: 'MatchValue'; readonly value: Expr }
export interface MatchSingleton extends Located { readonly nodeType: 'MatchSingleton'; readonly value: boolean | null }
export interface MatchSequence extends Located { readonly nodeType: 'MatchSequence'; readonly patterns: readonly Pattern[] }
export interface MatchMapping extends Located {
  readonly nodeType: 'MatchMapping';
  readonly keys: readonly Expr[];
  readonly patterns: readonly Pattern[];
  readonly rest: string | undefined;
}
export interface MatchClass extends Located {
  readonly nodeType: 'MatchClass';
  readonly cls: Expr;
  readonly patterns: readonly Pattern[];
  readonly kwd_attrs: readonly string[];
  readonly kwd_patterns: readonly Pattern[];
}
export interface MatchStar extends Located { readonly nodeType: 'MatchStar'; readonly name: string | undefined }
/** Without a name it is `_`; without a pattern it matches anything. */
export interface MatchAs extends Located { readonly nodeType: 'MatchAs'; readonly pattern: Pattern | undefined; readonly name: string | undefined }
export interface MatchOr extends Located { readonly nodeType: 'MatchOr'; readonly patterns: readonly Pattern[] }
export type Pattern = MatchValue | MatchSingleton | MatchSequence | MatchMapping | MatchClass | MatchStar | MatchAs | MatchOr;

// ---- parts of statements and expressions

/** `for target in iter if …` inside a comprehension. It has no position of its own. */
export interface Comprehension {
  readonly nodeType: 'Comprehension';
  readonly target: Expr;
  readonly iter: Expr;
  readonly ifs: readonly Expr[];
  readonly is_async: number;
}
export interface ExceptHandler extends Located {
  readonly nodeType: 'ExceptHandler';
  readonly type: Expr | undefined;
  readonly name: string | undefined;
  readonly body: readonly Stmt[];
}
/** Parameters. `defaults` are those of the last of `posonlyargs` and `args`; `kw_defaults` has null where there is none. */
export interface Arguments {
  readonly nodeType: 'Arguments';
  readonly posonlyargs: readonly Arg[];
  readonly args: readonly Arg[];
  readonly vararg: Arg | undefined;
  readonly kwonlyargs: readonly Arg[];
  readonly kw_defaults: readonly (Expr | null)[];
  readonly kwarg: Arg | undefined;
  readonly defaults: readonly Expr[];
}
export interface Arg extends Located { readonly nodeType: 'Arg'; readonly arg: string; readonly annotation: Expr | undefined }
/** `arg` is undefined for `**value`. */
export interface Keyword extends Located { readonly nodeType: 'Keyword'; readonly arg: string | undefined; readonly value: Expr }
export interface Alias extends Located { readonly nodeType: 'Alias'; readonly name: string; readonly asname: string | undefined }
export interface WithItem { readonly nodeType: 'WithItem'; readonly context_expr: Expr; readonly optional_vars: Expr | undefined }
export interface MatchCase { readonly nodeType: 'MatchCase'; readonly pattern: Pattern; readonly guard: Expr | undefined; readonly body: readonly Stmt[] }
export interface TypeVar extends Located {
  readonly nodeType: 'TypeVar';
  readonly name: string;
  readonly bound: Expr | undefined;
  readonly default_value: Expr | undefined;
}
export interface ParamSpec extends Located { readonly nodeType: 'ParamSpec'; readonly name: string; readonly default_value: Expr | undefined }
export interface TypeVarTuple extends Located { readonly nodeType: 'TypeVarTuple'; readonly name: string; readonly default_value: Expr | undefined }
export type TypeParam = TypeVar | ParamSpec | TypeVarTuple;

/** Any node but contexts and operators. */
export type Node = Module | Stmt | Expr | Pattern | Comprehension | ExceptHandler | Arguments | Arg | Keyword | Alias | WithItem | MatchCase | TypeParam;
/** Any node that stands at a place of its own. */
export type LocatedNode = Stmt | Expr | Pattern | ExceptHandler | Arg | Keyword | Alias | TypeParam;
export type ComprehensionExpr = ListComp | SetComp | DictComp | GeneratorExp;
export type FunctionNode = FunctionDef | AsyncFunctionDef | Lambda;
