import { expect, it } from 'vitest';
import { Heap } from '../../../../src/pipeline/analysis/heap';
import { ANY } from '../../../../src/pipeline/analysis/heap_object';

it('going through objects costs as much as they have references, also to what was seen before', () => {
  const heap = new Heap();
  const parts = new Set(Array.from({ length: 10 }, () => heap.make('list', 0)));
  const wholes = Array.from({ length: 100 }, () => heap.make('list', 0));
  for (const whole of wholes) heap.put(whole, ANY, parts);
  expect(heap.below(wholes)).toEqual(parts);
  expect(heap.visits).toBeGreaterThanOrEqual(1000);
});
