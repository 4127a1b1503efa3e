import type { Arguments, OptionSpec } from './arguments';
import type { Terminal } from './terminal';

/** What a command may know of the world. */
export interface CommandContext {
  readonly args: Arguments;
  readonly terminal: Terminal;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Command {
  /** one line of `trialbook --help` */
  readonly summary: string;
  /** what follows the command's name: `RUN KEY` */
  readonly operands: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** what may follow the command's name, for its help */
  readonly examples: readonly string[];
  /** Throws a UsageError or a TrialbookError. What returns has been done. */
  run(context: CommandContext): Promise<void>;
}

/** Options of every command that opens a store. */
export const STORE_OPTIONS = {
  dir: { type: 'string', value: 'DIR', help: 'the project or its .trialbook folder; else TRIALBOOK_DIR, else the nearest one upwards' },
  json: { type: 'boolean', help: 'for programs' },
} as const satisfies Command['options'];

/** Options of every command that reads from a store. */
export const READING_OPTIONS = {
  ...STORE_OPTIONS,
  'no-sync': { type: 'boolean', help: 'show what is in the store, without what waits in journals' },
} as const satisfies Command['options'];
