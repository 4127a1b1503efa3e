import { expect, it } from 'vitest';
import { Heap } from '../../../../src/pipeline/analysis/heap';
import { anyOf, only } from '../../../../src/pipeline/analysis/value';

const heap = new Heap();
const lists = (count: number) => Array.from({ length: count }, () => heap.make('list', 0));

it('any of several values is the one that says it all', () => {
  const [one, other] = lists(2);
  const both = new Set([one!, other!]);
  expect(anyOf([both, only(one!), only(other!)])).toBe(both);
});

it('any of several values leaves them as they are', () => {
  const values = lists(3).map(only);
  expect(anyOf(values).size).toBe(3);
  expect(values.map(({ size }) => size)).toEqual([1, 1, 1]);
});

it('any of tens of thousands of values has the objects of all', () => {
  const objects = lists(40_000);
  expect([...anyOf(objects.map(only))]).toEqual(objects);
});
