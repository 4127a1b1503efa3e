import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { jsonOfLiteral } from '../../../../src/pipeline/targets/python/json_of_literal';
import { PYTHON } from '../../../builders/run_steps';

const SAME = [
  '1', '-1', '+1', '-0', '0x1F', '1_000', '123456789012345678901234567890', '1.0', '-2.5', '1e21', '1e20', '1e-7', '-0.0', '5e-324', '1.7976931348623157e308',
  'True', 'False', 'None', '"text"', "'it''s'", '"quote \\" back \\\\ line \\n tab \\t nul \\0 \\u2028 \\U0001f600"', 'r"\\d+"', '"""two\nlines"""', '("a"\n "b")', '"größe"',
  '[]', '[1, 2.0, [None, "x"]]', '[\n  1,  # one\n  2,\n]', '{}', '{"a": 1.0, "b": {"c": [True]}}', '{"a": 1, "a": 2}',
];

const NONE = ['(1, 2)', '{1, 2}', 'b"x"', '2j', '1 + 2j', '{1: 2}', '{**{}}', '[(1,)]', '{"a": {1}}', '...', 'f"{1}"', '1e400', '-True', '~1', '1 if 1 else 2', 'x', '1 +', ''];

describe('a Python literal as JSON', () => {
  it('is read by Python as the very same value', () => {
    const program = `
import ast, json, sys
for literal, text in json.load(sys.stdin):
    a, b = ast.literal_eval("(" + literal + "\\n)"), json.loads(text)
    print(json.dumps([literal, repr(a), repr(b)]))
`;
    const pairs = SAME.map((literal) => [literal, jsonOfLiteral(literal) ?? 'null']);
    const { stdout, stderr } = spawnSync(PYTHON, ['-c', program], { input: JSON.stringify(pairs), encoding: 'utf8' });
    expect(stderr).toBe('');
    const read = stdout.trim().split('\n').map((line) => JSON.parse(line) as [string, string, string]);
    expect(read.map(([literal, , json]) => [literal, json])).toEqual(read.map(([literal, python]) => [literal, python]));
    expect(read).toHaveLength(SAME.length);
  });

  it.each(NONE)('is none where JSON has nothing like it: %s', (literal) => {
    expect(jsonOfLiteral(literal)).toBeUndefined();
  });
});
