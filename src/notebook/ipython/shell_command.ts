import type { Conversion, Replacement } from './conversion';
import { installOf } from './installs';
import { pythonText } from './python_literal';
import type { SourceLine } from './source_line';
import type { SpecialSyntax } from './special_syntax';
import { expand, type Template } from './template';
import { shellCommands } from './words';

/** Where a command stands. */
export interface Standing {
  readonly special: SpecialSyntax;
  readonly source: readonly SourceLine[];
  readonly conversion: Conversion;
}

/**
 * A shell command as a call of `shell`, which prints what the command prints, or of `shell_lines`, which gives it as a list.
 * A command that installs packages becomes requirements instead.
 */
export function shellCommand(command: string, listed: boolean, standing: Standing): Replacement {
  const template = expand(command, standing.conversion.names);
  if (takesRequirements(template, standing)) return { python: listed ? '[]' : null, meaning: 'requirement' };
  return { python: `${listed ? 'shell_lines' : 'shell'}(${pythonText(template)})`, meaning: 'subprocess' };
}

/** What may stand in a line with `pip install` without there being anything else to run. */
const BESIDES = new Set(['cat', 'cd', 'echo', 'grep', 'head', 'tail', 'tee', 'true', 'yes']);

/**
 * Keeps what a command line installs as requirements.
 * @returns whether to install is all that it does
 */
export function takesRequirements(command: Template, { special, source, conversion }: Standing): boolean {
  const commands = shellCommands(command);
  const installs = commands.map((part) => installOf(part));
  if (installs.every((install) => install === null)) return false;
  for (const install of installs) conversion.addRequirements(install?.requirements ?? []);
  if (installs.some((install) => install?.partly)) {
    conversion.addProblem(source, special.column, 'magic', 'note', 'What is installed here is only known when it runs. Add it to the pipeline’s requirements.txt.');
  }
  return installs.every((install, index) => {
    const [program] = commands[index]?.words[0] ?? [];
    return install !== null || (typeof program === 'string' && BESIDES.has(program));
  });
}
