import type { Command } from './command';

/** Terminals are at least as wide as this, nearly everywhere. */
const WIDTH = 80;

/** `trialbook --help`. */
export function generalHelp(commands: Readonly<Record<string, Command>>): string[] {
  return [
    'trialbook COMMAND …: the runs that were recorded in this folder',
    '',
    ...beside(Object.entries(commands).map(([name, { summary }]) => [name, summary])),
    '',
    'trialbook COMMAND --help says more.',
    'RUN is an id or the beginning of one, a name, @last, @best or @best:EXPERIMENT.',
  ];
}

/** `trialbook COMMAND --help`. */
export function commandHelp(name: string, { operands, summary, options, examples }: Command): string[] {
  const rows = Object.entries(options).map(([option, { short, value, help }]): [string, string] => [
    `${short === undefined ? '    ' : `-${short}, `}--${option}${value === undefined ? '' : ` ${value}`}`,
    help,
  ]);
  return [
    ...wrapped(`trialbook ${[name, operands].filter((part) => part !== '').join(' ')} [options]: ${summary}`, WIDTH),
    '',
    ...beside(rows),
    '',
    'Examples:',
    ...examples.map((example) => `  trialbook ${[name, example].filter((part) => part !== '').join(' ')}`),
  ];
}

/** What stands on the right is wrapped there. */
function beside(rows: readonly (readonly [left: string, right: string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.flatMap(([left, right]) =>
    wrapped(right, WIDTH - width - 4).map((line, at) => `  ${(at === 0 ? left : '').padEnd(width)}  ${line}`),
  );
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
