import { expect, it } from 'vitest';
import { verdict } from '../../../src/core/verdict';
import { runDetail } from '../../builders/run_detail';

const metrics = (values: Readonly<Record<string, number | null>>) => runDetail('a', { metrics: values }).metrics;

it('finds metrics the same only to the last digit', () => {
  expect(verdict(metrics({ loss: 0.1 }), metrics({ loss: 0.1 })).same).toBe(true);
  expect(verdict(metrics({ loss: 0.1 }), metrics({ loss: 0.1 + 2e-17 + 1e-16 })).same).toBe(false);
});

it('puts first what differs most, in relation to its size', () => {
  const { same, metrics: compared } = verdict(metrics({ acc: 0.5, loss: 100, lr: 1 }), metrics({ acc: 0.4, loss: 101, lr: 1 }));
  expect(same).toBe(false);
  expect(compared.map(({ key, same }) => [key, same])).toEqual([['acc', false], ['loss', false], ['lr', true]]);
  expect(compared[0]!.difference).toBeCloseTo(0.2);
});

it('is not the same where the last value is, and the way to it is not', () => {
  const [before] = metrics({ loss: 0.1 });
  expect(verdict([before!], [{ ...before!, max: 9 }])).toMatchObject({ same: false, metrics: [{ key: 'loss', same: false, difference: 0 }] });
  expect(verdict([before!], [{ ...before!, count: before!.count + 1 }]).same).toBe(false);
});

it('takes NaN for the same as NaN, and for no number', () => {
  expect(verdict(metrics({ loss: null }), metrics({ loss: null })).same).toBe(true);
  expect(verdict(metrics({ loss: null }), metrics({ loss: 1 })).metrics).toMatchObject([{ same: false, before: null, after: 1, difference: null }]);
});

it('misses metrics that only one of them has', () => {
  expect(verdict(metrics({ a: 1 }), metrics({ b: 1 })).metrics).toMatchObject([
    { key: 'a', same: false, before: 1, after: undefined },
    { key: 'b', same: false, before: undefined, after: 1 },
  ]);
});

it('does not ask what the machine measured, and says nothing where nothing is left', () => {
  expect(verdict(metrics({ 'system/cpu': 1, loss: 1 }), metrics({ 'system/cpu': 2, loss: 1 })).same).toBe(true);
  expect(verdict(metrics({ 'system/cpu': 1 }), []).same).toBeNull();
});
