const PLAIN = /^[\w@%+=:,./~-]+$/;

/** Arguments as a person would type them into a POSIX shell. */
export function commandLine(argv: readonly string[]): string {
  return argv.map((argument) => (PLAIN.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`)).join(' ');
}
