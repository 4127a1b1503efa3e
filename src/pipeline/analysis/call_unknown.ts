import type { Expr } from '../syntax/ast';
import { allArguments, type Arguments } from './arguments';
import { change } from './change';
import { noteFile } from './files';
import { withoutStreams } from './heap';
import { ANY, type HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { callArguments } from './may_call';
import { noteDraw } from './random';
import { anyOf, only, type Value } from './value';

/** A function of a library; of a module beside the notebook; a method of the receiver; the receiver itself is called. */
type Callee = 'library' | 'local' | 'method' | 'object';

/** Such names promise to change how things are done from then on. */
const SETTING = /^(?:set|init|config|configure|initialize|enable|disable|use|register|activate|setup|load_dotenv|go_offline|login)(?![a-z])/i;

/** What looks like the path of a file among arguments. */
const PATH = /^[\w .\-/\\]*[/\\.][\w-]+$/;

/** Something is called of which nothing is known: it is taken to do what such things may well do. */
export function callUnknown(it: Interpreter, node: Expr, given: Arguments, callee: Callee, name = ''): Value {
  noteDraw(it, 'any', node);
  noteFiles(it, given, node);
  const returned = callArguments(it, given, node, false);
  const { statement } = given.shape;
  const everything = anyOf(allArguments(given));
  if (statement || callee === 'local') change(it, everything, node, { deep: callee === 'local' ? 'all' : 'parts' });
  if (statement || callee === 'method') change(it, given.receiver, node, { deep: statement ? 'parts' : undefined });
  if (statement) {
    it.unit.acts = true;
    if (callee === 'library' && SETTING.test(name)) it.unit.setting = true;
    for (const receiver of given.receiver) it.heap.put(receiver, ANY, withoutStreams(it.heap, everything));
  }
  const result = it.object(node, undefined);
  it.heap.put(result, ANY, anyOf([given.receiver, keepable(it, everything, name), returned]));
  result.loose = true;
  // What stands beside the notebook is made for it: it may well give back what it was given. So does `partial(f, a)(b)` what `f` does.
  if (callee === 'local' || (callee === 'object' && returned.size > 0)) result.manifold = true;
  return only(result);
}

/** What a result may hold. A function that is given an open file reads or writes it; a class may keep it. */
function keepable(it: Interpreter, value: Value, name: string): Value {
  const isClass = /^_*[A-Z]/.test(name);
  const without = (object: HeapObject) => !isClass && (object.kind === 'file' || object.kind === 'connection' || object.kind === 'lock');
  return new Set([...withoutStreams(it.heap, value)].filter((object) => !without(object)));
}

function noteFiles(it: Interpreter, given: Arguments, node: Expr): void {
  for (const value of allArguments(given)) {
    for (const object of value) {
      if (object.origin.type === 'text' && (object.kind === 'path' || PATH.test(object.origin.text))) noteFile(it, only(object), 'write', node);
    }
  }
}
