import { describe, expect, it } from 'vitest';
import { splitArguments } from '../../../src/commands/argument_line';
import { commandLine } from '../../../src/core/command_line';

describe('a typed line of arguments', () => {
  it.each([
    ['', []],
    ['  --lr  0.1 ', ['--lr', '0.1']],
    ['--name "two words" --x=\'a b\'', ['--name', 'two words', '--x=a b']],
    ['a\\ b', ['a b']],
    ['"a\\"b" \'c\\d\'', ['a"b', 'c\\d']],
    ['""', ['']],
    ['"open', ['open']],
  ])('%j is cut as a shell would', (line, words) => {
    expect(splitArguments(line)).toEqual(words);
  });

  it('gives back what was written for a person', () => {
    const argv = ['--note', "it's", 'a "b" $HOME', '', '\\', '--lr=1e-3'];
    expect(splitArguments(commandLine(argv))).toEqual(argv);
  });
});
