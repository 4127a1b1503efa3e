import type { Call } from '../syntax/ast';
import { parsePython } from '../syntax/parse';
import type { Arguments } from './arguments';
import { callSuper, isSuper } from './call_super';
import { quotedSource } from './cell_source';
import { change } from './change';
import { execute } from './execute';
import { ANY } from './heap_object';
import type { Interpreter } from './interpreter';
import { textOf } from './known_text';
import { namesInText } from './names_in_text';
import { only, type Value } from './value';

/** Calls that mean something of their own; undefined for all others. @param on what is called, or what the method is called on */
export function callSpecial(it: Interpreter, node: Call, given: Arguments, on: Value): Value | undefined {
  namesInText(it, node, given, on);
  if (EVALUATORS.test(pathOf(on, node)) && textOf(given.positional[0]) !== undefined && !given.keywords.has('target')) return it.made(node, undefined);
  if (node.func.nodeType === 'Attribute') return isSuper(node.func.value) ? callSuper(it, node, node.func.attr, given) : undefined;
  const [callee, ...others] = on;
  if (callee?.origin.type !== 'library' || others.length > 0) return undefined;
  switch (callee.origin.path) {
    case 'builtins.exec':
    case 'builtins.eval':
      return runText(it, node, given);
    case 'builtins.setattr':
      return setAttribute(it, node, given);
    case 'builtins.getattr':
      return getAttribute(it, given);
    case 'builtins.__import__':
      return importByName(it, given);
    default:
      return undefined;
  }
}

/** Functions that evaluate an expression, and change nothing: what its text names has been noted. */
const EVALUATORS = /^(?:pandas\.eval|numexpr\.evaluate)$/;

function pathOf(on: Value, { func }: Call): string {
  const [one, ...others] = on;
  if (one?.origin.type !== 'library' || others.length > 0) return '';
  return func.nodeType === 'Attribute' ? `${one.origin.path}.${func.attr}` : one.origin.path;
}

/** Code in a string that is known is followed like any other. */
function runText(it: Interpreter, node: Call, given: Arguments): Value | undefined {
  const text = textOf(given.positional[0]);
  if (text === undefined || node.args.length !== 1 || it.frame !== it.notebook) return undefined;
  const parsed = parsePython(text.trim());
  if (!parsed.ok) return undefined;
  const { source, statement } = it;
  it.source = quotedSource(source, node, parsed.scopes);
  execute(it, parsed.body);
  it.source = source;
  it.statement = statement;
  it.unit.acts = true;
  return it.made(node, undefined);
}

function setAttribute(it: Interpreter, node: Call, { positional: [owners, name, value] }: Arguments): Value | undefined {
  if (!owners || !value) return undefined;
  const key = textOf(name);
  for (const owner of owners) {
    if (owner.origin.type === 'library') it.unit.setting = true;
    else it.heap.put(owner, key === undefined ? ANY : `.${key}`, value);
  }
  change(it, owners, node, { own: true });
  return only(it.heap.immutable('none'));
}

function importByName(it: Interpreter, { positional: [name] }: Arguments): Value | undefined {
  const [root] = textOf(name)?.split('.') ?? [];
  return root === undefined ? undefined : only(it.heap.library(root, 'module'));
}

function getAttribute(it: Interpreter, { positional: [owners, name, otherwise] }: Arguments): Value | undefined {
  const key = textOf(name);
  const [owner, ...others] = owners ?? [];
  if (!owner || others.length > 0 || otherwise || key === undefined) return undefined;
  return owner.origin.type === 'library' ? only(it.heap.library(`${owner.origin.path}.${key}`)) : undefined;
}
