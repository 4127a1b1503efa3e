import { describe, expect, it } from 'vitest';
import { progressOf } from '../../../src/core/progress';
import { metricSummary } from '../../builders/run_detail';

const run = (params: Record<string, string>, metrics: Record<string, number>, points = 1) => ({
  param: (name: string) => params[name] ?? null,
  metric: (key: string) => (key in metrics ? { ...metricSummary(key, metrics[key] ?? null), count: points } : null),
});

describe('progress', () => {
  it('is counted by a metric of epochs', () => {
    expect(progressOf(run({ epochs: '20' }, { epoch: 7 }), null)).toEqual({ unit: 'epoch', done: 7, of: 20 });
  });

  it('is counted by the points of a metric that is measured once an epoch', () => {
    expect(progressOf(run({ num_epochs: '20' }, { val_acc: 0.9 }, 7), 'val_acc')).toEqual({ unit: 'epoch', done: 7, of: 20 });
  });

  it('is counted in steps where those are what was asked for', () => {
    expect(progressOf(run({ max_steps: '1e3' }, { global_step: 250 }), null)).toEqual({ unit: 'step', done: 250, of: 1000 });
  });

  it.each([
    ['nothing says how long it will be', run({}, { epoch: 7 }), 'val_acc'],
    ['nothing says how far it is', run({ epochs: '20' }, { loss: 1 }, 700), 'loss'],
    ['it is beyond its end', run({ epochs: '20' }, { epoch: 21 }), null],
    ['the length is no count', run({ epochs: 'auto' }, { epoch: 7 }), null],
  ])('is not told where %s', (_, values, headline) => expect(progressOf(values, headline)).toBeNull());
});
