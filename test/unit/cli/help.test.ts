import { describe, expect, it } from 'vitest';
import { Arguments } from '../../../src/cli/arguments';
import { COMMANDS } from '../../../src/cli/commands';
import { commandHelp, generalHelp } from '../../../src/cli/help';

const commands = Object.entries(COMMANDS);
const words = (example: string): string[] => [...example.matchAll(/'([^']*)'|\S+/g)].map(([whole, quoted]) => quoted ?? whole);

it('the help of all has a line for each command, none wider than a terminal', () => {
  const lines = generalHelp(COMMANDS);
  for (const [name] of commands) expect(lines.filter((line) => line.startsWith(`  ${name} `))).toHaveLength(1);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

describe.each(commands)('the help of %s', (name, command) => {
  it('is no wider than a terminal', () => {
    expect(commandHelp(name, command).filter((line) => line.length > 80)).toEqual([]);
  });

  it('has examples that the command understands', () => {
    expect(command.examples).not.toEqual([]);
    for (const example of command.examples) expect(() => Arguments.parse(command, words(example.split(' && ')[0] ?? ''))).not.toThrow();
  });
});
