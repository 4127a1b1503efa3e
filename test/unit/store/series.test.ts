import { onTestFinished, describe, expect, it } from 'vitest';
import type { Bucket, SeriesView, SeriesX } from '../../../src/core/series';
import { Store } from '../../../src/store/store';
import { JournalBuilder } from '../../builders/journal';
import { randomNumbers } from '../../builders/random';
import { temporaryStoreDir } from '../../builders/store_dir';

interface Given {
  readonly step: number;
  readonly timeMs: number;
  readonly value: number;
}

const START = Date.UTC(2026, 10, 22, 9);

/** A store with one run whose series `m` is made of these streams, each from a journal of its own. */
function storeOf(streams: readonly (readonly Given[])[]): { store: Store; runId: string } {
  const dir = temporaryStoreDir();
  const runId = 'e'.repeat(32);
  streams.forEach((points, index) => {
    const journal = new JournalBuilder(dir, { name: 'r', runId, startMs: START, journalId: String(index + 1).repeat(32) });
    for (const { step, timeMs, value } of points) journal.record('metrics', { time: timeMs, values: { m: value }, step });
  });
  const store = Store.open(dir);
  onTestFinished(() => store.close());
  store.sync();
  return { store, runId };
}

function view(store: Store, runId: string, x: SeriesX, px: number, from?: number, to?: number): SeriesView {
  const [found] = store.series({ runIds: [runId], keys: ['m'], x, px, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
  if (!found) throw new Error('the series is not there');
  return found;
}

const xOf = (point: Given, x: SeriesX) => (x === 'step' ? point.step : point.timeMs);

/** Sums a bucket up from the points themselves: those that follow `skip` others in the order of x. */
function summed(points: readonly Given[], x: SeriesX): Omit<Bucket, 'sum' | 'xMin' | 'xMax'> {
  const numbers = points.map(({ value }) => value).filter((value) => !Number.isNaN(value));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) throw new Error('an empty bucket');
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    count: points.length,
    nanCount: points.length - numbers.length,
    xFirst: xOf(first, x),
    first: orNull(first.value),
    xLast: xOf(last, x),
    last: orNull(last.value),
    min: numbers.length === 0 ? null : Math.min(...numbers),
    max: numbers.length === 0 ? null : Math.max(...numbers),
  };
}

/** Each bucket holds exactly the points that come next, and the extremes are where it says. */
function expectExact(found: SeriesView, points: readonly Given[], x: SeriesX): void {
  let at = 0;
  for (const { sum, xMin, xMax, ...bucket } of found.buckets) {
    const own = points.slice(at, at + bucket.count);
    at += bucket.count;
    expect(bucket).toEqual(summed(own, x));
    const numbers = own.map(({ value }) => value).filter((value) => !Number.isNaN(value));
    expect(sum).toBeCloseTo(numbers.reduce((a, b) => a + b, 0), 6);
    if (bucket.min !== null) expect(own.some((point) => xOf(point, x) === xMin && point.value === bucket.min)).toBe(true);
    if (bucket.max !== null) expect(own.some((point) => xOf(point, x) === xMax && point.value === bucket.max)).toBe(true);
  }
  expect(at).toBe(points.length);
}

function points(count: number, seed: number, next: (random: () => number, before: Given) => Given): Given[] {
  const random = randomNumbers(seed);
  const made: Given[] = [];
  for (let i = 0; i < count; i++) made.push(next(random, made.at(-1) ?? { step: -1, timeMs: START, value: 0 }));
  return made;
}

const value = (random: () => number) => {
  const kind = random();
  return kind < 0.01 ? NaN : kind < 0.012 ? Infinity : kind < 0.014 ? -Infinity : random() - 0.5;
};
const even = (random: () => number, before: Given): Given => ({ step: before.step + 1, timeMs: before.timeMs + 10, value: value(random) });
/** Long rests, many points of one step, steps of all sizes. */
const uneven = (random: () => number, before: Given): Given => ({
  step: before.step + Math.floor(random() < 0.02 ? random() * 5000 : random() * 3),
  timeMs: before.timeMs + Math.floor(random() < 0.01 ? random() * 1e6 : random() * 30),
  value: value(random),
});

const finite = (given: Given[]) => given.map((point) => (Number.isFinite(point.value) || Number.isNaN(point.value) ? point : { ...point, value: 7 }));

describe.each<SeriesX>(['step', 'time'])('a series drawn by %s', (x) => {
  it.each([
    ['a few points', 5, even],
    ['a block and one', 65, even],
    ['evenly spaced', 5000, even],
    ['unevenly spaced', 5000, uneven],
  ] as const)('covers each point exactly once: %s', (_, count, next) => {
    const given = finite(points(count, count, next));
    const { store, runId } = storeOf([given]);
    for (const px of [1, 7, 100, 3000]) {
      const found = view(store, runId, x, px);
      expectExact(found, given, x);
      expect(found.buckets.length).toBeLessThanOrEqual(Math.max(4, 4 * px));
    }
  });

  it('is cut exactly at the edges of the asked range', () => {
    const given = finite(points(5000, 3, uneven));
    const { store, runId } = storeOf([given]);
    const random = randomNumbers(9);
    for (let i = 0; i < 60; i++) {
      const [a, b] = [given[Math.floor(random() * 5000)], given[Math.floor(random() * 5000)]] as [Given, Given];
      const [from, to] = [Math.min(xOf(a, x), xOf(b, x)), Math.max(xOf(a, x), xOf(b, x))];
      const inside = given.filter((point) => xOf(point, x) >= from && xOf(point, x) <= to);
      const found = view(store, runId, x, 1 + Math.floor(random() * 300), from, to);
      expectExact(found, inside, x);
      expect(found).toMatchObject({ count: inside.length, total: 5000 });
    }
  });

  it('leaves no gap unseen', () => {
    const given = points(2000, 1, (random, before) => {
      const rest = before.step === 999 ? 100_000 : 1;
      return { step: before.step + rest, timeMs: before.timeMs + rest * 10, value: random() };
    });
    const { store, runId } = storeOf([given]);
    const { buckets } = view(store, runId, x, 100);
    const [from, to] = [given[999], given[1000]] as [Given, Given];
    expect(buckets.some((bucket) => bucket.xFirst <= xOf(from, x) && bucket.xLast >= xOf(to, x))).toBe(false);
  });

  it('beside many others has fewer buckets, and hides nothing', () => {
    const given = finite(points(5000, 4, even));
    const { store, runId } = storeOf([given]);
    const views = store.series({ runIds: Array<string>(100).fill(runId), keys: ['m'], x, px: 800 });
    expect(views.length).toBe(100);
    for (const found of views) expectExact(found, given, x);
    expect(views.reduce((sum, { buckets }) => sum + buckets.length, 0)).toBeLessThan(50_000);
  });

  it('of several processes one after the other is read as one', () => {
    const given = finite(points(3000, 5, even));
    const { store, runId } = storeOf([given.slice(0, 1000), given.slice(1000, 1001), given.slice(1001)]);
    expectExact(view(store, runId, x, 50), given, x);
  });

  it('of several processes at once hides nothing of any', () => {
    const given = finite(points(3000, 6, even));
    const { store, runId } = storeOf([given.filter((_, i) => i % 3 === 0), given.filter((_, i) => i % 3 === 1), given.filter((_, i) => i % 3 === 2)]);
    for (const px of [10, 200, 2000]) expectExact(view(store, runId, x, px), given, x);
  });
});

describe('a series that goes back', () => {
  it('in its steps is put in their order', () => {
    const given = finite(points(3000, 8, even)).map((point, i) => ({ ...point, step: (i * 1009) % 3000 }));
    const { store, runId } = storeOf([given]);
    const ordered = [...given].sort((a, b) => a.step - b.step);
    for (const px of [10, 200, 2000]) expectExact(view(store, runId, 'step', px), ordered, 'step');
    expectExact(view(store, runId, 'step', 20, 500, 1499), ordered.slice(500, 1500), 'step');
    expectExact(view(store, runId, 'time', 20), given, 'time');
  });

  it('in time, as clocks do, is put in its order', () => {
    const given = finite(points(1000, 8, even)).map((point, i) => ({ ...point, timeMs: point.timeMs - (i >= 500 ? 1_000_000 : 0) }));
    const { store, runId } = storeOf([given]);
    expectExact(view(store, runId, 'time', 30), [...given.slice(500), ...given.slice(0, 500)], 'time');
    expectExact(view(store, runId, 'step', 30), given, 'step');
  });
});

describe('numbers that are none', () => {
  it('come as they are: infinities as themselves, NaN as null and counted', () => {
    const values = [1, NaN, Infinity, -Infinity, -0.5];
    const { store, runId } = storeOf([values.map((v, step) => ({ step, timeMs: START + step, value: v }))]);
    expect(store.points({ runId, key: 'm' }).map((point) => point.value)).toEqual([1, null, Infinity, -Infinity, -0.5]);
    expect(store.detail(runId).metrics[0]).toMatchObject({ count: 5, nanCount: 1, min: -Infinity, minStep: 3, max: Infinity, maxStep: 2, last: -0.5 });
    expect(view(store, runId, 'step', 1).buckets).toMatchObject([{ count: 5, nanCount: 1, min: -Infinity, max: Infinity }]);
  });

  it('may be all there is', () => {
    const { store, runId } = storeOf([Array.from({ length: 200 }, (_, step) => ({ step, timeMs: START + step, value: NaN }))]);
    expect(view(store, runId, 'step', 1).buckets).toMatchObject([{ count: 200, nanCount: 200, first: null, last: null, min: null, max: null, sum: 0 }]);
  });
});

describe('points', () => {
  it('come page by page, by step', () => {
    const given = points(25, 1, even);
    const { store, runId } = storeOf([given.slice(10), given.slice(0, 10)]);
    const pages = [0, 10, 20].map((offset) => store.points({ runId, key: 'm', offset, limit: 10 }).map(({ step }) => step));
    expect(pages.flat()).toEqual(given.map(({ step }) => step));
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
  });

  it('of a series that is not there are none', () => {
    const { store, runId } = storeOf([points(1, 1, even)]);
    expect(store.points({ runId, key: 'other' })).toEqual([]);
    expect(store.series({ runIds: [runId], keys: ['other'], x: 'step', px: 100 })).toEqual([]);
  });
});
