import { expect, test } from 'vitest';
import { parsed, pythonCases } from './python_cases';
import { dumpTree } from './tree_dump';

test.each(pythonCases('python_trees'))('the tree of $name is the one that CPython makes, with all positions', ({ source, expected }) => {
  expect(dumpTree(parsed(source).module)).toBe(expected);
});
