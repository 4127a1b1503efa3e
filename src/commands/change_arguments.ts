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

/**
 * Rewrites a command line so that params get other values: where the option stands its value is replaced, in whichever way
 * it was written; an option that was left at its default is added. Several values are left to the client's sweep.
 * @param argv script and arguments, or `-m`, module and arguments
 * @param script the program's source, which tells how its options are spelled
 * @throws TrialbookError `flag-sweep` for several values of an option that takes none
 */
export function changeArguments(argv: readonly string[], changes: readonly ParamChange[], script: string): ChangedArguments {
  const start = argv[0] === '-m' ? 2 : 1;
  const program = argv.slice(0, start);
  let rest = argv.slice(start);
  const sweeps: string[] = [];
  for (const { name, current, values } of changes) {
    const several = values.length > 1;
    if (isFlag(rest, name, current)) {
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
  if (option === undefined) return setPositional(argv, current, value) ?? [...argv, `${spelling(name, script)}=${value}`];
  const equals = option.indexOf('=');
  if (equals >= 0) return argv.with(at, `${option.slice(0, equals + 1)}${value}`);
  // A value that begins with a dash would be taken for an option.
  if (!value.startsWith('-')) return argv.with(at + 1, value);
  return [...argv.slice(0, at), `${option}=${value}`, ...argv.slice(at + 2)];
}

/** Replaces the argument that is the current value and belongs to no option, where there is just one. */
function setPositional(argv: readonly string[], current: string, value: string): string[] | undefined {
  const places = argv.flatMap((argument, at) => (argument === current && !argv[at - 1]?.startsWith('-') ? [at] : []));
  const [place] = places;
  return place === undefined || places.length > 1 ? undefined : argv.with(place, value);
}

/** An option that is there or not, and takes no value. */
function isFlag(argv: readonly string[], name: string, current: string): boolean {
  if (current !== TRUE && current !== FALSE) return false;
  const at = argv.findLastIndex((argument) => optionName(argument) === name);
  return at < 0 || (!argv[at]?.includes('=') && argv[at + 1] !== current);
}

function setFlag(argv: readonly string[], name: string, value: string, script: string): string[] {
  const on = value.toLowerCase() === 'true';
  const option = spelling(name, script);
  const off = option.replace('--', '--no-');
  const without = argv.filter((argument) => ![name, `no_${name}`].includes(optionName(argument) ?? ''));
  if (on) return [...without, option];
  return without.length === argv.length || script.includes(off) ? [...without, off] : without;
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
