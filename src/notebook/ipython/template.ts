import { parse, walk } from 'py-ast';
import { BUILTIN_NAMES } from './builtin_names';
import { formatFields, type FormatField } from './format_fields';

/** The text of a command with the Python expressions that IPython would put values in for. */
export type Template = readonly (string | FormatField)[];

/** Which names there are. */
export type NameSet = Pick<ReadonlySet<string>, 'has'>;

/**
 * Which names the notebook binds, as far as its text tells. Undefined where that is not known: then each name may be bound that
 * does not look like one of the environment's.
 */
export type KnownNames = NameSet | undefined;

/** Among the known names: names are bound that cannot be known, by `from x import *`. */
export const ANY_NAME = '*';

/**
 * The `{expression}`s and `$names` of a command. As in IPython all of it stays as it is where one of them has no value, so that
 * `awk '{print $1}'` and `$HOME` mean what they mean in a shell.
 */
export function expand(text: string, names: KnownNames): Template {
  if (!/[{}$]/.test(text)) return [text];
  const parts = formatFields(text)?.flatMap((part) => (typeof part === 'string' ? dollarNames(part) : [part]));
  if (!parts || !parts.every((part) => typeof part === 'string' || hasValue(part, names))) return [text];
  return joined(parts);
}

/** `$name` and `$name.attribute`, unless inside single quotes; `$$name` is a `$name` for the shell. */
function dollarNames(text: string): (string | FormatField)[] {
  const parts: (string | FormatField)[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$(\$?[\p{L}\p{N}_.]+)(?=(?:[^']*'[^']*')*[^']*$)/gu)) {
    const name = match[1] ?? '';
    if (name.startsWith('$')) parts.push(text.slice(end, match.index) + name);
    else parts.push(text.slice(end, match.index), { expression: name, conversion: null });
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}

/** In `$name.csv` a string is asked for an attribute that it has not. */
const FILE_EXTENSION = /^\w+\.(csv|gz|html|ipynb|jpe?g|json|md|np[yz]|parquet|pdf|pkl|png|py|sh|tar|tsv|txt|xlsx?|ya?ml|zip)$/;

function hasValue({ expression, conversion }: FormatField, names: KnownNames): boolean {
  if (FILE_EXTENSION.test(expression)) return false;
  if (conversion !== null && !'rsa'.includes(conversion)) return false;
  const free = freeNames(expression);
  return free !== null && free.every((name) => BUILTIN_NAMES.has(name) || mayBeBound(name, names));
}

export function mayBeBound(name: string, names: KnownNames): boolean {
  if (names !== undefined && !names.has(ANY_NAME)) return names.has(name);
  return names?.has(name) || !/^[A-Z][A-Z0-9_]*$/.test(name);
}

/** The names that an expression reads; null where it is none. */
function freeNames(expression: string): string[] | null {
  try {
    const { body } = parse(expression.trimStart());
    if (body.length !== 1 || body[0]?.nodeType !== 'Expr') return null;
    const bound = new Set<string>();
    const read: string[] = [];
    for (const node of walk(body[0])) {
      if (node.nodeType === 'Arg') bound.add(node.arg);
      if (node.nodeType === 'Name') {
        if (node.ctx.nodeType === 'Load') read.push(node.id);
        else bound.add(node.id);
      }
    }
    return read.filter((name) => !bound.has(name));
  } catch {
    return null;
  }
}

/** The text of a template that has no expressions, else null. */
export const literalText = (template: Template): string | null =>
  template.every((part) => typeof part === 'string') ? template.join('') : null;

/** What stands before and behind the first of a separator that is not part of an expression; null where there is none. */
export function splitTemplate(template: Template, separator: string): [Template, Template] | null {
  for (const [index, part] of template.entries()) {
    const at = typeof part === 'string' ? part.indexOf(separator) : -1;
    if (typeof part !== 'string' || at < 0) continue;
    return [[...template.slice(0, index), part.slice(0, at)], [part.slice(at + separator.length), ...template.slice(index + 1)]];
  }
  return null;
}

/** Without blanks at its ends and with the texts that follow one another as one. */
export function trimTemplate(template: Template): Template {
  const parts = joined(template);
  const last = parts.length - 1;
  return parts
    .map((part, index) => (typeof part === 'string' && index === 0 ? part.trimStart() : part))
    .map((part, index) => (typeof part === 'string' && index === last ? part.trimEnd() : part))
    .filter((part) => part !== '');
}

function joined(parts: Template): Template {
  const whole: (string | FormatField)[] = [];
  for (const part of parts) {
    const before = whole.at(-1);
    if (typeof part === 'string' && typeof before === 'string') whole[whole.length - 1] = before + part;
    else if (part !== '') whole.push(part);
  }
  return whole;
}
