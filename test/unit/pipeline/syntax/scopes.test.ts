import { expect, test } from 'vitest';
import { parsed, pythonCases } from './python_cases';
import { dumpScopes } from './scope_dump';

test.each(pythonCases('python_scopes'))('the scopes of $name are those that CPython finds', ({ source, expected }) => {
  expect(dumpScopes(parsed(source).module)).toBe(expected);
});
