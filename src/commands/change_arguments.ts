import { TrialbookError } from '../core/errors';

/** Another value, or several, for a param that came from the command line. */
export interface ParamChange {
  readonly name: string;
  /** what it was */
  readonly current: string;
  /** several make a sweep */
  readonly values: readonly string[];
}

export interface ChangedArguments {
  readonly argv: readonly string[];
  /** for `--sweep`, as `lr=0.1,0.01` */
  readonly sweeps: readonly string[];
}

const FALSE = 'False';
const TRUE = 'True';
const EDIT = 'Choose “Edit the Command Line” to change it.';

/**
 * Rewrites a command line so that params get other values: where the option stands its value is replaced, in whichever way
 * it was written; an option that was left at its default is added. Several values are left to the client's sweep.
 * @param argv script and arguments, or `-m`, module and arguments
 * @param script the program's source, which tells how its options are spelled
 * @throws TrialbookError `flag-sweep` for several values of an option that takes none, `flag-value` for one that is neither True nor
 * False; `several-words`, `positional` for what can't be found on the line, or not put there, with certainty
 */
export function changeArguments(argv: readonly string[], changes: readonly ParamChange[], script: string): ChangedArguments {
  const start = argv[0] === '-m' ? 2 : 1;
  const program = argv.slice(0, start);
  let rest = argv.slice(start);
  const sweeps: string[] = [];
  for (const { name, current, values } of changes) {
    const several = values.length > 1;
    if (isList(rest, current)) throw new TrialbookError('several-words', `${name} is made of several words. ${EDIT}`);
    if (isFlag(rest, name, current, script)) {
      if (several) throw new TrialbookError('flag-sweep', `${name} is on or off: give it one value, True or False.`);
      rest = setFlag(rest, name, values[0] ?? '', script);
      continue;
    }
    if (several) sweeps.push(`${name}=${values.map(csvField).join(',')}`);
    rest = setValue(rest, name, current, several ? `{${name}}` : (values[0] ?? ''), script);
  }
  return { argv: [...program, ...rest], sweeps };
}

/** Cuts `0.1, 0.01` into its values; one with a comma in it stands in double quotes. */
export function splitValues(typed: string): string[] {
  const fields = typed.match(/\s*(?:"(?:[^"]|"")*"|[^,]*)\s*(?:,|$)/g) ?? [];
  return fields
    .map((field) => field.replace(/,$/, '').trim())
    .filter((field) => field !== '')
    .map((field) => (field.startsWith('"') && field.endsWith('"') && field.length > 1 ? field.slice(1, -1).replaceAll('""', '"') : field));
}

function setValue(argv: readonly string[], name: string, current: string, value: string, script: string): string[] {
  const at = argv.findLastIndex((argument) => optionName(argument) === name);
  const option = argv[at];
  if (option === undefined) return setPositional(argv, name, current, value, script) ?? withOption(argv, `${spelling(name, script)}=${value}`);
  const equals = option.indexOf('=');
  if (equals >= 0) return argv.with(at, `${option.slice(0, equals + 1)}${value}`);
  const [next] = argv.slice(at + 1);
  const hasValue = next !== undefined && (next === current || !next.startsWith('-'));
  // A value that begins with a dash would be taken for an option.
  if (hasValue && !value.startsWith('-')) return argv.with(at + 1, value);
  return [...argv.slice(0, at), `${option}=${value}`, ...argv.slice(at + (hasValue ? 2 : 1))];
}

/** What stands behind `--` is no option. */
function withOption(argv: readonly string[], option: string): string[] {
  const end = argv.indexOf('--');
  return end < 0 ? [...argv, option] : argv.toSpliced(end, 0, option);
}

/** Replaces the argument that is the current value and belongs to no option, where there is just one; undefined for an option. */
function setPositional(argv: readonly string[], name: string, current: string, value: string, script: string): string[] | undefined {
  const places = argv.flatMap((argument, at) => (argument === current && !argv[at - 1]?.startsWith('-') ? [at] : []));
  const [place] = places;
  if (place !== undefined && places.length === 1) return argv.with(place, value);
  const positionals = [...script.matchAll(/add_argument\(\s*["']([^"'-][^"']*)/g)].map(([, declared]) => declared);
  if (!positionals.includes(name)) return undefined;
  throw new TrialbookError('positional', `${name} stands on the command line without its name. ${EDIT}`);
}

/** argparse's several values of one param, unless a single argument is written like that. */
function isList(argv: readonly string[], current: string): boolean {
  return /^\[.*\]$/s.test(current) && !argv.some((argument) => argument === current || argument.endsWith(`=${current}`));
}

/** An option that is there or not, and takes no value. */
function isFlag(argv: readonly string[], name: string, current: string, script: string): boolean {
  if (current !== TRUE && current !== FALSE) return false;
  const at = argv.findLastIndex((argument) => optionName(argument) === name);
  if (at < 0) return !/\btype\s*=/.test(declaration(name, script));
  return !argv[at]?.includes('=') && argv[at + 1] !== current;
}

/** What the script says of an option: from its name to what it declares next. */
function declaration(name: string, script: string): string {
  const option = spelling(name, script);
  const at = Math.max(script.indexOf(`"${option}"`), script.indexOf(`'${option}'`));
  return at < 0 ? '' : (script.slice(at).split('add_argument', 1)[0] ?? '');
}

function setFlag(argv: readonly string[], name: string, value: string, script: string): string[] {
  const on = value.toLowerCase() === 'true';
  if (!on && value.toLowerCase() !== 'false') throw new TrialbookError('flag-value', `${name} is on or off: give it True or False.`);
  const option = spelling(name, script);
  const off = option.replace('--', '--no-');
  const without = argv.filter((argument) => ![name, `no_${name}`].includes(optionName(argument) ?? ''));
  if (on) return withOption(without, option);
  return without.length === argv.length || script.includes(off) ? withOption(without, off) : without;
}

/** `--batch-size`, `--batch-size=4` and `batch_size=4` are all of `batch_size`. */
function optionName(argument: string): string | undefined {
  const option = /^(?:--?([A-Za-z][\w.-]*)(?:=|$)|([A-Za-z_][\w.]*)=)/.exec(argument);
  return (option?.[1] ?? option?.[2])?.replaceAll('-', '_');
}

function spelling(name: string, script: string): string {
  const dashed = `--${name.replaceAll('_', '-')}`;
  return script.includes(dashed) ? dashed : `--${name}`;
}

/** A value as it stands in a list of values that are parted by commas. */
export function csvField(value: string): string {
  return /[",\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
