import { functionEffect, methodEffect } from '../effects/lookup';
import type { Call } from '../syntax/ast';
import type { Arguments } from './arguments';
import { callUnknown } from './call_unknown';
import { collect } from './containers';
import { deepCopy, shallowCopy } from './copies';
import type { HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { textOfCall } from './known_text';
import { perform } from './perform';
import { only, type Value } from './value';

/** A function, class or method of a library is called, by the name under which the library has it. */
export function callLibrary(it: Interpreter, node: Call, path: string, given: Arguments, owner?: HeapObject): Value {
  const exact = collect(it, node, path, given) ?? copied(it, node, path, given);
  if (exact) return exact;
  if (path === 'os.chdir') it.leftFolder = true;
  const effect = functionEffect(path, given.shape);
  if (effect) {
    const value = perform(it, effect, given, node);
    it.processPools.made(path, value);
    return textOfCall(it, path, given) ?? value;
  }
  const name = path.slice(path.lastIndexOf('.') + 1);
  const ofOwner = owner?.kind === undefined || owner.kind === 'module' ? undefined : methodEffect(owner.kind, name, given.shape);
  if (ofOwner && owner) return perform(it, ofOwner, { ...given, receiver: only(owner) }, node);
  const isLocal = path.startsWith('.') || isOfNotebook(it, path.split('.', 1)[0]!);
  return callUnknown(it, node, given, isLocal ? 'local' : 'library', name);
}

/** Stands beside the notebook, or is written by it. */
function isOfNotebook(it: Interpreter, root: string): boolean {
  return it.options.localModules.has(root) || it.writtenModules.filesOf(root).length > 0;
}

function copied(it: Interpreter, node: Call, path: string, { positional: [original] }: Arguments): Value | undefined {
  if (!original) return undefined;
  if (path === 'copy.copy') return shallowCopy(it, node, original);
  return path === 'copy.deepcopy' ? deepCopy(it, node, original) : undefined;
}
