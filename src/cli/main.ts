import { TrialbookError } from '../core/errors';
import { Arguments, UsageError } from './arguments';
import { COMMANDS } from './commands';
import { didYouMean } from './did_you_mean';
import { commandHelp, generalHelp } from './help';
import { printable } from './printable';
import { queryPlace } from './query_place';
import type { Terminal } from './terminal';
import { packageVersion } from './version';

/** What a program may want to tell apart: typed wrongly, refused for what a notebook contains, worse than before, Ctrl-C. Other errors are 1. */
const STATUSES: Readonly<Record<string, number>> = { 'query-syntax': 2, 'pipeline-refused': 3, 'branch-worse': 4, interrupted: 130 };

/**
 * Runs what was typed. Returns the exit status: 0 when it was done, 1 when it could not be, 2 when it was typed wrongly, 3 when a
 * notebook was refused, 4 when a branch's best run was worse than asked for, 130 when it was interrupted.
 */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv[0] === 'help' && argv[1] !== undefined ? [argv[1], '--help'] : argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.lines(generalHelp(COMMANDS));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-V' || name === '-v') {
    terminal.line(packageVersion());
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  let args: Arguments | undefined;
  try {
    if (!command) throw new UsageError(`${name} is no command${didYouMean(name, Object.keys(COMMANDS)) || `; there are ${Object.keys(COMMANDS).join(', ')}`}`);
    args = Arguments.parse(command, rest);
    if (args.flag('help')) terminal.lines(commandHelp(name, command));
    else await command.run({ args, terminal, cwd: process.cwd(), env: process.env });
    return 0;
  } catch (error) {
    return tell(error, { help: command === undefined ? 'trialbook --help' : `trialbook ${name} --help`, query: args?.text('query') }, terminal);
  }
}

interface Typed {
  /** what says more */
  readonly help: string;
  readonly query: string | undefined;
}

/** One line for the person; of a query the place as well. What is no error of theirs is a defect of ours and comes with its stack. */
function tell(error: unknown, { help, query }: Typed, terminal: Terminal): number {
  const say = (message: string): void => terminal.aside(`trialbook: ${printable(message)}`);
  if (error instanceof UsageError) {
    say(`${error.message} (see ${help})`);
    return 2;
  }
  if (error instanceof TrialbookError) {
    say(error.message);
    const { offset, length } = error.details;
    if (error.code === 'query-syntax' && query !== undefined && typeof offset === 'number' && typeof length === 'number') {
      for (const line of queryPlace(query, { offset, length }, terminal.errorWidth)) terminal.aside(line);
    }
    return STATUSES[error.code] ?? 1;
  }
  if (isSystemError(error)) {
    say(error.message);
    return 1;
  }
  say('something went wrong that should not have; please report it with what follows');
  terminal.aside(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}

/** Disk full, no permission … : the system's own words say it well enough. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
