import type { Interpreter } from './interpreter';
import type { Arguments } from './arguments';
import { anyOf, only, type Value } from './value';

/** More possibilities than these are as good as not knowing. */
const MOST = 8;
/** A longer text is of no use for telling files and keys apart. */
const LONGEST = 300;

/** All the texts that a value may be; undefined where it may be something that is not known. */
export function textsOf(value: Value | undefined): string[] | undefined {
  if (!value || value.size === 0 || value.size > MOST) return undefined;
  const texts: string[] = [];
  for (const { origin } of value) {
    if (origin.type !== 'text') return undefined;
    texts.push(origin.text);
  }
  return texts;
}

/** The one text that a value is. */
export function textOf(value: Value | undefined): string | undefined {
  const texts = textsOf(value);
  return texts?.length === 1 ? texts[0] : undefined;
}

/** A string made of parts of which each is one of some texts; just a string where one is not known or they are too many. */
export function joinedTexts(it: Interpreter, parts: readonly (readonly string[] | undefined)[], separator = '', kind: 'string' | 'path' = 'string'): Value {
  const [first, ...others] = parts;
  let texts = first;
  for (const part of others) {
    if (!texts || !part || texts.length * part.length > MOST) texts = undefined;
    else texts = texts.flatMap((text) => part.map((next) => joined(text, next, separator)));
  }
  if (!texts || texts.some((text) => text.length > LONGEST)) return only(it.heap.immutable(kind));
  return anyOf(texts.map((text) => only(it.heap.text(text, kind))));
}

function joined(one: string, other: string, separator: string): string {
  if (separator !== '/') return one + separator + other;
  return other.startsWith('/') || one === '' ? other : `${one.replace(/\/$/, '')}/${other}`;
}

/** What functions that put texts together give, the paths of files above all; undefined for other functions. */
export function textOfCall(it: Interpreter, path: string, { positional, rest, options }: Arguments): Value | undefined {
  if (rest.size + options.size > 0) return undefined;
  const parts = positional.map(textsOf);
  switch (path) {
    case 'os.path.join':
    case 'posixpath.join':
      return joinedTexts(it, parts, '/');
    case 'pathlib.Path':
    case 'pathlib.PurePath':
    case 'pathlib.PosixPath':
      return parts.length === 0 ? only(it.heap.text('', 'path')) : joinedTexts(it, parts, '/', 'path');
    case 'builtins.str':
    case 'os.fspath':
    case 'os.path.normpath':
      return parts.length === 1 && parts[0] ? joinedTexts(it, parts) : undefined;
    default:
      return undefined;
  }
}
