import { describe, expect, it } from 'vitest';
import { splitArguments, unclosedQuote } from '../../../src/commands/argument_line';
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
    ['$HOME *.csv ~/x', ['$HOME', '*.csv', '~/x']],
  ])('%j is cut as a shell would', (line, words) => {
    expect(splitArguments(line, false)).toEqual(words);
  });

  it('keeps the backslashes of a Windows path on Windows', () => {
    expect(splitArguments('--data C:\\new\\x "D:\\two words" \\"', true)).toEqual(['--data', 'C:\\new\\x', 'D:\\two words', '"']);
  });

  it.each([
    ['--x "a', true],
    ["--x 'a\"", true],
    ['--x "it\'s"', false],
  ])('%j lacks a quote: %j', (line, lacks) => {
    expect(unclosedQuote(line) !== undefined).toBe(lacks);
  });

  it('gives back what was written for a person', () => {
    const argv = ['--note', "it's", 'a "b" $HOME', '', '\\', '--lr=1e-3'];
    expect(splitArguments(commandLine(argv))).toEqual(argv);
  });
});
