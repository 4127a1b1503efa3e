import type { AugAssign, Expr, ExprStmt, Stmt } from '../syntax/ast';
import { anyArguments } from './arguments';
import { assign, bindName, unbindName } from './bind';
import { change } from './change';
import { annotate, defineClass, defineFunction } from './define';
import { evaluate } from './evaluate';
import { executeIf, executeMatch, executeTry, executeWith } from './branches';
import { executeFor, executeWhile } from './loops';
import { importFrom, importModules } from './imports';
import { ANY } from './heap_object';
import type { Interpreter } from './interpreter';
import { mayCallMethods } from './may_call';
import { isImmutable } from './kinds';
import { loadName } from './names';
import { combine } from './operators';
import { either, only, type Value } from './value';

/** Follows statements, up to where no way leads on. */
export function execute(it: Interpreter, statements: readonly Stmt[]): void {
  for (const statement of statements) {
    if (it.state.dead) return;
    if (it.frame !== it.notebook) it.spendPatience();
    executeStatement(it, statement);
  }
}

export function executeStatement(it: Interpreter, node: Stmt): void {
  switch (node.nodeType) {
    case 'Expr':
      return expression(it, node);
    case 'Assign': {
      const value = evaluate(it, node.value);
      for (const target of node.targets) assign(it, target, value);
      return;
    }
    case 'AnnAssign': {
      const value = node.value && evaluate(it, node.value);
      annotate(it, node.annotation);
      if (value) assign(it, node.target, value);
      return;
    }
    case 'AugAssign':
      return augment(it, node);
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      return defineFunction(it, node);
    case 'ClassDef':
      return defineClass(it, node);
    case 'Import':
      return importModules(it, node);
    case 'ImportFrom':
      return importFrom(it, node);
    case 'If':
      return executeIf(it, node);
    case 'For':
    case 'AsyncFor':
      return executeFor(it, node);
    case 'While':
      return executeWhile(it, node);
    case 'With':
    case 'AsyncWith':
      return executeWith(it, node);
    case 'Try':
    case 'TryStar':
      return executeTry(it, node);
    case 'Match':
      return executeMatch(it, node);
    case 'Return':
      it.frame.returned = either(it.frame.returned, node.value ? evaluate(it, node.value) : only(it.heap.immutable('none')));
      if (it.uncertain > 0) it.frame.mayHaveLeft = true;
      if (it.frame.returns) it.state.leaveTo(it.frame.returns);
      return;
    case 'Raise':
      for (const part of [node.exc, node.cause]) if (part) evaluate(it, part);
      if (it.uncertain > 0) it.frame.mayHaveLeft = true;
      it.unit.acts = true;
      it.state.dead = true;
      return;
    case 'Break':
    case 'Continue':
      if (it.frame.loop) it.state.leaveTo(node.nodeType === 'Break' ? it.frame.loop.breaks : it.frame.loop.continues);
      return;
    case 'Assert':
      evaluate(it, node.test);
      if (node.msg) it.perhaps(() => evaluate(it, node.msg!));
      it.unit.acts = true;
      return;
    case 'Delete':
      node.targets.forEach((target) => remove(it, target));
      return;
    case 'TypeAlias':
      return bindName(it, node.name, node.name.id, it.made(node, 'immutable'));
    case 'Global':
    case 'Nonlocal':
    case 'Pass':
      return;
  }
}

function expression(it: Interpreter, node: ExprStmt): void {
  it.statement = node.value;
  const value = evaluate(it, node.value);
  if (node === it.unit.node) it.unit.givesNone = !it.unit.isGuessed && value.size > 0 && [...value].every(({ kind }) => kind === 'none');
}

/** `target += value`: what is immutable is replaced, anything else may be changed in place and stays what it is. */
function augment(it: Interpreter, { target, value: right }: AugAssign): void {
  const before = target.nodeType === 'Name' ? loadName(it, target, true) : evaluate(it, target);
  const added = evaluate(it, right);
  const kept = new Set([...before].filter((object) => object.kind !== 'tuple' && !isImmutable(object.kind)));
  for (const object of kept) {
    for (const other of added) it.heap.put(object, ANY, it.heap.contents(other));
    mayCallMethods(it, object, target, (name) => name.startsWith('__i'), anyArguments(added));
  }
  change(it, kept, target);
  const replaced = before.size === kept.size && kept.size > 0 && [...kept].every(({ kind }) => kind !== undefined);
  const after: Value = replaced ? kept : either(kept, combine(it, target, [new Set([...before].filter((object) => !kept.has(object))), added]));
  assign(it, target, after);
}

function remove(it: Interpreter, target: Expr): void {
  switch (target.nodeType) {
    case 'Name':
      loadName(it, target, true);
      return unbindName(it, target, target.id);
    case 'Tuple':
    case 'List':
      return target.elts.forEach((element) => remove(it, element));
    case 'Attribute':
      return change(it, evaluate(it, target.value), target, { own: true });
    case 'Subscript': {
      const owners = evaluate(it, target.value);
      evaluate(it, target.slice);
      for (const owner of owners) mayCallMethods(it, owner, target, (name) => name === '__delitem__');
      return change(it, owners, target, { own: true });
    }
    default:
      evaluate(it, target);
  }
}
