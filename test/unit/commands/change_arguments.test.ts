import { describe, expect, it } from 'vitest';
import { changeArguments, splitValues, type ParamChange } from '../../../src/commands/change_arguments';

function changed(argv: string[], change: ParamChange, script = ''): string[] {
  return [...changeArguments(argv, [change], script).argv];
}

describe('a command line with another value for a param', () => {
  it.each<[string[], string[]]>([
    [['t.py', '--lr', '0.1', '-v'], ['t.py', '--lr', '5', '-v']],
    [['t.py', '--lr=0.1'], ['t.py', '--lr=5']],
    [['t.py', 'lr=0.1'], ['t.py', 'lr=5']],
    [['t.py', '--lr', '0.3', '--lr', '0.1'], ['t.py', '--lr', '0.3', '--lr', '5']],
    [['t.py', '0.1'], ['t.py', '5']],
    [['t.py'], ['t.py', '--lr=5']],
    [['-m', 'lr', '--lr', '0.1'], ['-m', 'lr', '--lr', '5']],
  ])('%j becomes %j', (before, after) => {
    expect(changed(before, { name: 'lr', current: '0.1', values: ['5'] })).toEqual(after);
  });

  it('adds an option that was left at its default as the script spells it', () => {
    const script = 'parser.add_argument("--batch-size", type=int)';
    expect(changed(['t.py'], { name: 'batch_size', current: '32', values: ['64'] }, script)).toEqual(['t.py', '--batch-size=64']);
  });

  it('finds an option that is written with dashes', () => {
    expect(changed(['t.py', '--batch-size', '32'], { name: 'batch_size', current: '32', values: ['64'] })).toEqual(['t.py', '--batch-size', '64']);
  });

  it('does not let a negative value be taken for an option', () => {
    expect(changed(['t.py', '--lr', '1'], { name: 'lr', current: '1', values: ['-1'] })).toEqual(['t.py', '--lr=-1']);
  });

  it('gives a value to an option that had none, and leaves the next one alone', () => {
    expect(changed(['t.py', '--log', '--lr', '1'], { name: 'log', current: 'all', values: ['few'] })).toEqual(['t.py', '--log=few', '--lr', '1']);
  });

  it('gives a value to an option that ends the line without one', () => {
    expect(changed(['t.py', '--log'], { name: 'log', current: 'all', values: ['few'] })).toEqual(['t.py', '--log=few']);
  });

  it('adds an option before what is not to be read as one', () => {
    expect(changed(['t.py', '--', '--odd-file'], { name: 'lr', current: '0.1', values: ['1'] })).toEqual(['t.py', '--lr=1', '--', '--odd-file']);
  });

  it('takes an empty value as it is', () => {
    expect(changed(['t.py', '--note', 'x'], { name: 'note', current: 'x', values: [''] })).toEqual(['t.py', '--note', '']);
  });

  it.each([
    [['t.py', '--sizes', '1', '2'], '[1, 2]'],
    [['t.py', '--sizes', '1', '--sizes', '2'], "['1', '2']"],
    [['t.py'], '[]'],
  ])('%j, in which a param has several words, is left to the person', (argv, current) => {
    expect(() => changed(argv, { name: 'sizes', current, values: ['3'] })).toThrow(/Edit the Command Line/);
  });

  it('replaces a list that is one argument', () => {
    expect(changed(['t.py', '--sizes', '[1, 2]'], { name: 'sizes', current: '[1, 2]', values: ['[3]'] })).toEqual(['t.py', '--sizes', '[3]']);
  });

  it('leaves an argument without a name to the person where it stands at its default', () => {
    const script = "parser.add_argument('mode', nargs='?', default='train')";
    expect(() => changed(['t.py'], { name: 'mode', current: 'train', values: ['eval'] }, script)).toThrow(/Edit the Command Line/);
  });

  it('does not touch an argument that only happens to have the same value', () => {
    expect(changed(['t.py', '--hidden', '8'], { name: 'depth', current: '8', values: ['4'] })).toEqual(['t.py', '--hidden', '8', '--depth=4']);
  });
});

describe('an option that takes no value', () => {
  it('is added to switch it on', () => {
    expect(changed(['t.py'], { name: 'use_amp', current: 'False', values: ['True'] }, 'add_argument("--use-amp", action="store_true")')).toEqual(['t.py', '--use-amp']);
  });

  it('is taken away to switch it off', () => {
    expect(changed(['t.py', '--amp', '--lr', '1'], { name: 'amp', current: 'True', values: ['false'] })).toEqual(['t.py', '--lr', '1']);
  });

  it('that is on by default is switched off by its opposite', () => {
    expect(changed(['t.py'], { name: 'amp', current: 'True', values: ['False'] })).toEqual(['t.py', '--no-amp']);
  });

  it('keeps its value where it is written with one', () => {
    expect(changed(['t.py', '--amp', 'True'], { name: 'amp', current: 'True', values: ['False'] })).toEqual(['t.py', '--amp', 'False']);
  });

  it('is on or off, and nothing else', () => {
    expect(() => changed(['t.py', '--amp'], { name: 'amp', current: 'True', values: ['yes'] })).toThrow(/True or False/);
  });

  it('is none where the script reads a value for it', () => {
    const script = 'add_argument("--amp", type=truth, default=False)\nadd_argument("--fast", action="store_true")';
    expect(changed(['t.py'], { name: 'amp', current: 'False', values: ['True'] }, script)).toEqual(['t.py', '--amp=True']);
  });

  it('cannot be swept', () => {
    expect(() => changed(['t.py', '--amp'], { name: 'amp', current: 'True', values: ['True', 'False'] })).toThrow(/on or off/);
  });
});

describe('several values', () => {
  it('take the place of the old one for the sweep to fill in', () => {
    expect(changeArguments(['t.py', 'lr=0.1'], [{ name: 'lr', current: '0.1', values: ['1', '2'] }], '')).toEqual({
      argv: ['t.py', 'lr={lr}'],
      sweeps: ['lr=1,2'],
    });
  });

  it('are quoted where they have commas themselves', () => {
    expect(changeArguments(['t.py'], [{ name: 'layers', current: '', values: ['8,8', 'a"b'] }], '').sweeps).toEqual(['layers="8,8","a""b"']);
  });

  it.each<[string, string[]]>([
    ['0.1, 0.01', ['0.1', '0.01']],
    ['0.1', ['0.1']],
    ['"8,8", 16', ['8,8', '16']],
    ['a,,b,', ['a', 'b']],
    ['"say ""hi"""', ['say "hi"']],
    ['', []],
  ])('%j are %j', (typed, values) => {
    expect(splitValues(typed)).toEqual(values);
  });
});
