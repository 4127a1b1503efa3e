import type { Call, ComprehensionExpr, Expr, ImportFrom, LocatedNode, Module, Node, Stmt, Try, TryStar } from '../ast';
import { children } from '../children';
import { Interruption } from '../interruption';
import type { TopLevelAwait } from '../parse';
import type { SourceText } from '../source_text';
import { TargetCheck } from './targets';

/** What is around a statement or expression, as far as it decides what may stand there. */
interface Around {
  readonly function: 'sync' | 'async' | 'none';
  readonly isClass: boolean;
  readonly isLoop: boolean;
  /** the innermost comprehension up to the next function */
  readonly comprehension?: string;
}

const TOP: Around = { function: 'none', isClass: false, isLoop: false };
const FEATURES = new Set([
  'annotations', 'nested_scopes', 'generators', 'division', 'absolute_import', 'with_statement', 'print_function', 'unicode_literals', 'barry_as_FLUFL', 'generator_stop',
]);
const COMPREHENSIONS = { ListComp: 'list comprehension', SetComp: 'set comprehension', DictComp: 'dict comprehension', GeneratorExp: 'generator expression' } as const;

/** Refuses what stands where it may not: `return` outside of a function, `break` outside of a loop, and the like. */
export class FlowCheck {
  readonly topLevelAwaits: TopLevelAwait[] = [];
  private readonly targets: TargetCheck;

  constructor(private readonly source: SourceText) {
    this.targets = new TargetCheck(source);
  }

  module(module: Module): void {
    this.futureImports(module.body);
    this.visit(module.body, TOP);
  }

  /** This keeps its own stack, since a sum of a thousand terms is a tree a thousand deep. */
  private visit(nodes: readonly Node[], around: Around): void {
    const waiting = nodes.toReversed();
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      const next = this.enter(node, around);
      for (let i = next.length - 1; i >= 0; i--) waiting.push(next[i]!);
    }
  }

  /** @returns what is left to visit below the node, with the same around it */
  private enter(node: Node, around: Around): readonly Node[] {
    switch (node.nodeType) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.visit([...node.decorator_list, node.args, ...(node.returns ? [node.returns] : []), ...node.type_params], around);
        this.visit(node.body, { ...TOP, function: node.nodeType === 'FunctionDef' ? 'sync' : 'async' });
        return [];
      case 'ClassDef':
        this.keywords(node);
        this.visit([...node.decorator_list, ...node.bases, ...node.keywords, ...node.type_params], around);
        this.visit(node.body, { ...TOP, isClass: true });
        return [];
      case 'Lambda':
        this.visit([node.args], around);
        this.visit([node.body], { ...TOP, function: 'sync' });
        return [];
      case 'For':
      case 'AsyncFor':
        if (node.nodeType === 'AsyncFor') this.asynchronous(node, node, "'async for' outside async function", around);
        this.targets.assigned(node.target);
        this.visit(node.body, { ...around, isLoop: true });
        return [node.target, node.iter, ...node.orelse];
      case 'While':
        this.visit(node.body, { ...around, isLoop: true });
        return [node.test, ...node.orelse];
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        this.comprehension(node, around);
        return [];
      default:
        this.check(node, around);
        return children(node);
    }
  }

  private check(node: Node, around: Around): void {
    switch (node.nodeType) {
      case 'Return':
        if (around.function === 'none') this.refuse("'return' outside function", node);
        this.unstarred(node.value);
        return;
      case 'Break':
        if (!around.isLoop) this.refuse("'break' outside loop", node);
        return;
      case 'Continue':
        if (!around.isLoop) this.refuse("'continue' not properly in loop", node);
        return;
      case 'Yield':
      case 'YieldFrom':
        if (around.comprehension !== undefined) this.refuse(`'yield' inside ${around.comprehension}`, node);
        if (around.function === 'none') this.refuse("'yield' outside function", node);
        if (around.function === 'async' && node.nodeType === 'YieldFrom') this.refuse("'yield from' inside async function", node);
        return;
      case 'Await':
        return this.asynchronous(node, node, "'await' outside async function", around);
      case 'AsyncWith':
        return this.asynchronous(node, node, "'async with' outside async function", around);
      case 'Assign':
        for (const target of node.targets) this.targets.assigned(target);
        return this.value(node.value);
      case 'AugAssign':
        this.targets.augmented(node.target);
        return this.value(node.value);
      case 'AnnAssign':
        this.targets.annotated(node.target);
        if (node.value) this.value(node.value);
        return;
      case 'NamedExpr':
        return this.targets.named(node.target);
      case 'Delete':
        for (const target of node.targets) this.targets.deleted(target);
        return;
      case 'WithItem':
        if (node.optional_vars) this.targets.assigned(node.optional_vars);
        return;
      case 'Expr':
        return this.value(node.value);
      case 'Call':
        return this.call(node);
      case 'Try':
      case 'TryStar':
        return this.handlers(node);
      case 'ImportFrom':
        return this.importFrom(node, around);
      default:
    }
  }

  private comprehension(node: ComprehensionExpr, around: Around): void {
    const inside: Around = { ...around, isLoop: false, comprehension: COMPREHENSIONS[node.nodeType] };
    for (const [i, generator] of node.generators.entries()) {
      const isLazy = node.nodeType === 'GeneratorExp';
      if (generator.is_async && !isLazy) this.asynchronous(generator, node, 'asynchronous comprehension outside of an asynchronous function', around);
      this.targets.assigned(generator.target);
      this.visit([generator.iter], i === 0 ? around : inside);
      this.visit([generator.target, ...generator.ifs], inside);
    }
    this.visit(node.nodeType === 'DictComp' ? [node.key, node.value] : [node.elt], inside);
  }

  private asynchronous(found: TopLevelAwait, at: LocatedNode, message: string, around: Around): void {
    // A generator expression awaits when it is used, whoever made it.
    if (around.function === 'async' || around.comprehension === COMPREHENSIONS.GeneratorExp) return;
    if (around.function === 'sync' || around.isClass) this.refuse(message, at);
    this.topLevelAwaits.push(found);
  }

  /** The value of a statement: a star, or `:=` without parentheses, has no meaning there. */
  private value(value: Expr): void {
    this.unstarred(value);
    if (value.nodeType !== 'NamedExpr') return;
    const { start } = this.source.range(value);
    if (!this.source.text.slice(0, start).trimEnd().endsWith('(')) this.refuse('invalid syntax: `:=` needs parentheses here', value);
  }

  private unstarred(value: Expr | undefined): void {
    if (value?.nodeType === 'Starred') this.refuse("can't use starred expression here", value);
  }

  private keywords({ keywords }: Pick<Call, 'keywords'>): void {
    const seen = new Set<string>();
    for (const keyword of keywords) {
      if (keyword.arg === undefined) continue;
      if (seen.has(keyword.arg)) this.refuse(`keyword argument repeated: ${keyword.arg}`, keyword);
      seen.add(keyword.arg);
    }
  }

  private handlers(node: Try | TryStar): void {
    if (node.handlers.length === 0 && node.finalbody.length === 0) this.refuse("expected 'except' or 'finally' block", node);
    const bare = node.handlers.findIndex(({ type }) => type === undefined);
    if (bare >= 0 && bare < node.handlers.length - 1) this.refuse("default 'except:' must be last", node.handlers[bare]!);
  }

  private call(node: Call): void {
    this.keywords(node);
    if (node.args.length + node.keywords.length < 2) return;
    // The place of a generator without parentheses of its own is that of the call's.
    const called = this.source.range(node.func).end;
    const bare = node.args.find((argument) => argument.nodeType === 'GeneratorExp' && this.source.text.slice(called, this.source.range(argument).start).trim() === '');
    if (bare) this.refuse('Generator expression must be parenthesized', bare);
  }

  private importFrom(node: ImportFrom, around: Around): void {
    if (node.level === 0 && node.module === undefined) this.refuse('invalid syntax: a module is missing', node);
    if (this.source.segment(node).trimEnd().endsWith(',')) this.refuse('trailing comma not allowed without surrounding parentheses', node);
    const isTop = around.function === 'none' && !around.isClass;
    if (!isTop && node.names.some(({ name }) => name === '*')) this.refuse('import * only allowed at module level', node);
  }

  private futureImports(body: readonly Stmt[]): void {
    let isBeginning = true;
    for (const [i, statement] of body.entries()) {
      const isFuture = statement.nodeType === 'ImportFrom' && statement.module === '__future__' && statement.level === 0;
      if (isFuture && !isBeginning) this.refuse('from __future__ imports must occur at the beginning of the file', statement);
      const unknown = isFuture ? statement.names.find(({ name }) => !FEATURES.has(name)) : undefined;
      if (unknown) this.refuse(`future feature ${unknown.name} is not defined`, unknown);
      const isDocstring = i === 0 && statement.nodeType === 'Expr' && statement.value.nodeType === 'Constant' && statement.value.type === 'str';
      isBeginning &&= isFuture || isDocstring;
    }
  }

  private refuse(message: string, node: LocatedNode): never {
    throw new Interruption(message, this.source.range(node).start);
  }
}
