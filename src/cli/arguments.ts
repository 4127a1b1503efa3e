import { parseArgs } from 'node:util';
import { didYouMean } from './did_you_mean';

/** What was typed is wrong: exit status 2, and the message says how to type it. */
export class UsageError extends Error {}

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  /** what the value is called in the help */
  readonly value?: string;
  readonly help: string;
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** A command's options and operands, as typed. */
export class Arguments {
  constructor(
    private readonly values: Values,
    readonly operands: readonly string[],
  ) {}

  /** Throws a UsageError for what the command does not know. */
  static parse(command: { readonly options: Readonly<Record<string, OptionSpec>> }, argv: readonly string[]): Arguments {
    const options: Record<string, { type: 'string' | 'boolean'; short?: string; multiple?: boolean }> = { help: { type: 'boolean', short: 'h' } };
    for (const [name, { type, short, multiple = false }] of Object.entries(command.options)) {
      options[name] = { type, multiple, ...(short === undefined ? {} : { short }) };
    }
    try {
      const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
      return new Arguments(values, positionals);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new UsageError(whatIsWrong(error, command.options));
    }
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** A value given several times, each as it was typed. */
  each(name: string): string[] {
    const value = this.values[name];
    return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
  }

  /** A value given several times, or several in one separated by commas. */
  list(name: string): string[] {
    return this.each(name).flatMap((one) => one.split(',')).map((one) => one.trim()).filter((one) => one !== '');
  }

  /** One of a few words. */
  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const choice = choices.find((one) => one === value);
    if (choice === undefined) throw new UsageError(`--${name} is ${choices.join(' or ')}, not ${value}`);
    return choice;
  }

  /** A whole number, 0 or more. */
  count(name: string, otherwise: number): number {
    const value = this.text(name);
    if (value === undefined) return otherwise;
    if (!/^\d{1,9}$/.test(value)) throw new UsageError(`--${name} is a whole number, not ${value}`);
    return Number(value);
  }

  /** A number of any kind. */
  number(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (value.trim() === '' || Number.isNaN(number)) throw new UsageError(`--${name} is a number, not ${value}`);
    return number;
  }

  /** Throws unless there are as many operands as are allowed. */
  expectOperands(least: number, most: number, what: string): void {
    if (this.operands.length < least) throw new UsageError(`expected ${what}`);
    if (this.operands.length > most) throw new UsageError(`unexpected ${this.operands[most] ?? ''}: expected ${what}`);
  }
}

/** Node's own messages are for who wrote the program. */
function whatIsWrong({ message }: TypeError, options: Readonly<Record<string, OptionSpec>>): string {
  // `'--lmit'`, `'-n, --limit <value>'`, `'-n'`
  const written = /'([^']*)'/.exec(message)?.[1] ?? '';
  const typed = written.split(/[ ,]+/).findLast((word) => word.startsWith('-')) ?? written;
  const names = Object.keys(options);
  const name = names.find((one) => `--${one}` === typed || `-${options[one]?.short ?? ''}` === typed);
  if (name === undefined) return `unknown option ${typed}${didYouMean(typed, names.map((one) => `--${one}`))}`;
  if (options[name]?.type === 'boolean') return `--${name} takes no value`;
  return `--${name} needs a value; one that begins with - is written --${name}=-…`;
}
