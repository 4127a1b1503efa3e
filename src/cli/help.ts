import type { Command } from './command';

/** `trialbook --help`. */
export function generalHelp(commands: Readonly<Record<string, Command>>): string[] {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return [
    'trialbook COMMAND …',
    '',
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'trialbook COMMAND --help says more. RUN is an id or the beginning of one, a name, @last, @best or @best:EXPERIMENT.',
  ];
}

/** `trialbook COMMAND --help`. */
export function commandHelp(name: string, command: Command): string[] {
  const options = Object.entries(command.options).map(([option, { short, value, help }]) => ({
    left: `${short === undefined ? '    ' : `-${short}, `}--${option}${value === undefined ? '' : ` ${value}`}`,
    help,
  }));
  const width = Math.max(...options.map(({ left }) => left.length));
  return [
    `trialbook ${[name, command.operands].filter((part) => part !== '').join(' ')} [options]: ${command.summary}`,
    '',
    ...options.map(({ left, help }) => `  ${left.padEnd(width)}  ${help}`),
  ];
}
