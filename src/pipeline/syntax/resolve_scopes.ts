import type { AnnAssign, Arguments, ClassDef, ComprehensionExpr, Expr, FunctionDef, AsyncFunctionDef, Global, Lambda, Module, Name, NamedExpr, Node, Nonlocal, TypeAlias, TypeParam } from './ast';
import { children, walk } from './children';
import { DraftScope, type DraftName } from './draft_scope';
import { mangle } from './mangle';
import { resolveNames } from './resolve_names';
import type { BindingNode, ModuleScope, Scope, ScopeKind, ScopeName, ScopeNode } from './scope';

/** The scopes of a module and what each name in them means, as CPython's `symtable` tells it. */
export function resolveScopes(module: Module): ModuleScope {
  return new ScopeCollector(module).collect();
}

const COMPREHENSION_NAMES = { ListComp: 'listcomp', SetComp: 'setcomp', DictComp: 'dictcomp', GeneratorExp: 'genexpr' } as const;

/** Walks a module once and notes in which scope each name is read, written and deleted. */
class ScopeCollector {
  private readonly root: DraftScope;
  private readonly scopes = new Map<ScopeNode, Scope>();
  private readonly occurrences = new Map<BindingNode, ScopeName>();
  private readonly unevaluated = new Set<Name>();
  private readonly lazyAnnotations: boolean;
  private scope: DraftScope;

  constructor(private readonly module: Module) {
    this.root = this.scope = new DraftScope('module', module, 'module', undefined, undefined);
    this.scopes.set(module, this.root);
    this.lazyAnnotations = module.body.some(
      (statement) => statement.nodeType === 'ImportFrom' && statement.module === '__future__' && statement.names.some(({ name }) => name === 'annotations'),
    );
  }

  collect(): ModuleScope {
    this.visit(this.module.body);
    resolveNames(this.root);
    return Object.assign(this.root, { scopes: this.scopes, occurrences: this.occurrences, unevaluated: this.unevaluated });
  }

  /** Nodes of the current scope. This keeps its own stack, since a sum of a thousand terms is a tree a thousand deep. */
  private visit(nodes: readonly Node[]): void {
    const waiting = nodes.toReversed();
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      const next = this.enter(node);
      for (let i = next.length - 1; i >= 0; i--) waiting.push(next[i]!);
    }
  }

  /** @returns what is left to visit below the node, in the order in which it is evaluated */
  private enter(node: Node): readonly Node[] {
    switch (node.nodeType) {
      case 'Name':
        this.name(node);
        return [];
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.functionDefinition(node);
        return [];
      case 'ClassDef':
        this.classDefinition(node);
        return [];
      case 'TypeAlias':
        this.typeAlias(node);
        return [];
      case 'Lambda':
        this.lambda(node);
        return [];
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        this.comprehension(node);
        return [];
      case 'NamedExpr':
        this.visit([node.value]);
        this.walrus(node);
        return [];
      case 'Global':
      case 'Nonlocal':
        this.declaration(node);
        return [];
      case 'Alias':
        if (node.name !== '*') this.write(node.asname ?? node.name.split('.', 1)[0]!, node);
        return [];
      case 'AnnAssign':
        this.annotatedAssignment(node);
        return [];
      case 'Assign':
        return [node.value, ...node.targets];
      case 'AugAssign':
        if (node.target.nodeType === 'Name') this.entry(node.target.id).reads.push(node.target);
        return [node.value, node.target];
      case 'For':
      case 'AsyncFor':
        return [node.iter, node.target, ...node.body, ...node.orelse];
      case 'ExceptHandler':
        if (node.type) this.visit([node.type]);
        if (node.name !== undefined) this.write(node.name, node);
        return node.body;
      case 'MatchAs':
      case 'MatchStar':
        if (node.name !== undefined) this.write(node.name, node);
        return children(node);
      case 'MatchMapping':
        if (node.rest !== undefined) this.write(node.rest, node);
        return children(node);
      default:
        return children(node);
    }
  }

  private name(node: Name): void {
    const entry = this.entry(node.id);
    this.occurrences.set(node, entry);
    if (node.ctx.nodeType === 'Load') {
      entry.reads.push(node);
      // `super()` without arguments looks for the class around it in a hidden cell.
      if (node.id === 'super' && this.isInFunctionOfClass()) this.entry('__class__').reads.push(node);
    } else {
      entry.bound = true;
      (node.ctx.nodeType === 'Store' ? entry.writes : entry.deletes).push(node);
    }
  }

  private declaration(node: Global | Nonlocal): void {
    for (const name of node.names) {
      const entry = this.entry(name);
      entry.declared = node.nodeType === 'Global' ? 'global' : 'nonlocal';
      entry.declarations.push(node);
      if (node.nodeType === 'Global') this.root.entry(entry.name);
    }
  }

  private functionDefinition(node: FunctionDef | AsyncFunctionDef): void {
    this.visit([...node.decorator_list, ...defaults(node.args)]);
    this.write(node.name, node);
    this.withTypeParameters(node, () => {
      for (const parameter of parametersOf(node.args)) if (parameter.annotation) this.annotation(parameter.annotation, false);
      if (node.returns) this.annotation(node.returns, false);
      this.inScope('function', node, node.name, () => {
        this.parameters(node.args);
        this.visit(node.body);
      });
    });
  }

  private lambda(node: Lambda): void {
    this.visit(defaults(node.args));
    this.inScope('lambda', node, 'lambda', () => {
      this.parameters(node.args);
      this.visit([node.body]);
    });
  }

  private classDefinition(node: ClassDef): void {
    this.visit(node.decorator_list);
    this.write(node.name, node);
    this.withTypeParameters(node, () => {
      this.visit([...node.bases, ...node.keywords]);
      this.inScope('class', node, node.name, () => this.visit(node.body));
    });
  }

  private typeAlias(node: TypeAlias): void {
    this.name(node.name);
    this.withTypeParameters(node, () => {
      this.inScope('type-alias', node, node.name.id, () => this.visit([node.value]));
    });
  }

  private comprehension(node: ComprehensionExpr): void {
    const [first, ...others] = node.generators;
    this.visit([first!.iter]);
    this.inScope('comprehension', node, COMPREHENSION_NAMES[node.nodeType], () => {
      this.visit([first!.target, ...first!.ifs]);
      for (const { iter, target, ifs } of others) this.visit([iter, target, ...ifs]);
      this.visit(node.nodeType === 'DictComp' ? [node.key, node.value] : [node.elt]);
    });
  }

  /** Inside of comprehensions `:=` binds in the scope around them all. */
  private walrus({ target }: NamedExpr): void {
    let around = this.scope;
    while (around.kind === 'comprehension' && around.parent) around = around.parent;
    if (around === this.scope) return this.name(target);
    const outer = around.entry(mangle(target.id, around.owner));
    outer.bound = true;
    outer.writes.push(target);
    const own = this.entry(target.id);
    own.declared = around === this.root || outer.declared === 'global' ? 'global' : 'nonlocal';
    own.writes.push(target);
    this.occurrences.set(target, own);
  }

  private annotatedAssignment({ target, annotation, value, simple }: AnnAssign): void {
    if (value) this.visit([value]);
    if (target.nodeType === 'Name' && !value) {
      // A bare annotation makes the name one of this scope, and gives it no value.
      const entry = this.entry(target.id);
      if (simple) entry.bound = true;
      this.occurrences.set(target, entry);
    } else {
      this.visit([target]);
    }
    this.annotation(annotation, this.scope.kind !== 'module' && this.scope.kind !== 'class');
  }

  private annotation(annotation: Expr, local: boolean): void {
    this.visit([annotation]);
    if (!local && !this.lazyAnnotations) return;
    for (const node of walk(annotation)) if (node.nodeType === 'Name') this.unevaluated.add(node);
  }

  private withTypeParameters(node: { readonly type_params: readonly TypeParam[] } & (FunctionDef | AsyncFunctionDef | ClassDef | TypeAlias), inside: () => void): void {
    if (node.type_params.length === 0) return inside();
    const name = typeof node.name === 'string' ? node.name : node.name.id;
    this.inScope('type-parameters', node, name, () => {
      for (const parameter of node.type_params) {
        this.write(parameter.name, parameter);
        this.visit(children(parameter));
      }
      inside();
    });
  }

  private inScope(kind: ScopeKind, node: ScopeNode, name: string, inside: () => void): void {
    const outer = this.scope;
    this.scope = new DraftScope(kind, node, name, outer, kind === 'class' ? name : outer.owner);
    if (kind !== 'type-parameters') this.scopes.set(node, this.scope);
    inside();
    this.scope = outer;
  }

  private parameters(args: Arguments): void {
    for (const parameter of parametersOf(args)) {
      const entry = this.write(parameter.arg, parameter);
      entry.parameter = true;
      this.scope.parameters.push(entry.name);
    }
  }

  private write(name: string, node: BindingNode): DraftName {
    const entry = this.entry(name);
    entry.bound = true;
    entry.writes.push(node);
    this.occurrences.set(node, entry);
    return entry;
  }

  private entry(name: string): DraftName {
    return this.scope.entry(mangle(name, this.scope.owner));
  }

  private isInFunctionOfClass(): boolean {
    if (this.scope.kind === 'class') return false;
    for (let scope: DraftScope | undefined = this.scope; scope; scope = scope.parent) if (scope.kind === 'class') return true;
    return false;
  }
}

function parametersOf(args: Arguments) {
  return [...args.posonlyargs, ...args.args, ...args.kwonlyargs, ...(args.vararg ? [args.vararg] : []), ...(args.kwarg ? [args.kwarg] : [])];
}

function defaults(args: Arguments): Expr[] {
  return [...args.defaults, ...args.kw_defaults.filter((value) => value !== null)];
}
