import { describe, expect, it } from 'vitest';
import { indentJson } from '../../../src/core/json_layout';

describe('JSON laid out', () => {
  it('has a value a line', () => {
    expect(indentJson('{"a": [1, 2], "b": {}, "c": []}')).toBe('{\n  "a": [\n    1,\n    2\n  ],\n  "b": {},\n  "c": []\n}\n');
  });

  it('means what it meant', () => {
    const value = { text: 'a "quoted" {brace}, [x]: \\ \n', nested: [{ n: -1.5e-7 }, null, true, [[]]], '': '' };
    expect(JSON.parse(indentJson(JSON.stringify(value)))).toEqual(value);
  });

  it('keeps numbers as they were written', () => {
    expect(indentJson('[1.0, 12345678901234567890, NaN]')).toBe('[\n  1.0,\n  12345678901234567890,\n  NaN\n]\n');
  });

  it.each(['{\n"a": 1}', 'plain text', '"text"', ''])('leaves %j as it is', (text) => {
    expect(indentJson(text)).toBe(text);
  });
});
