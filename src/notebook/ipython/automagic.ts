import { LINE_MAGICS } from './magics';
import { BUILTIN_NAMES } from './builtin_names';
import { ANY_NAME, type KnownNames } from './template';

/** Words that hardly ever name a variable. */
const SURELY_MAGIC = new Set(['ll', 'ls', 'lsmagic', 'pip', 'pwd', 'pylab', 'quickref', 'who', 'who_ls', 'whos']);

/**
 * Whether a cell of a single line is a magic without its `%`, such as `ls` or `pip install numpy`: its first word names a magic and
 * nothing else.
 */
export function automagic(line: string, names: KnownNames): boolean {
  const [, word = '', rest = ''] = /^([\w.*]+)\s*(.*)$/.exec(line) ?? [];
  if (!LINE_MAGICS.has(word) || BUILTIN_NAMES.has(word) || /^[=,]/.test(rest)) return false;
  if (names !== undefined && !names.has(ANY_NAME)) return !names.has(word);
  // A name and an operator, or a name alone, may well be Python.
  return !names?.has(word) && (SURELY_MAGIC.has(word) || /^[\w~/"'$.{]/.test(rest)) && !/^(and|if|in|is|not|or)\b/.test(rest);
}
