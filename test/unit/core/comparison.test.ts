import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../../src/core/comparison';
import type { Environment } from '../../../src/core/run';
import { gitState } from '../../builders/git_state';
import { runDetail } from '../../builders/run_detail';

describe('params', () => {
  it('that are equal as numbers do not differ', () => {
    const { params } = compareRuns([runDetail('a', { params: { lr: '0.1' } }), runDetail('b', { params: { lr: '0.10' } })]);
    expect(params).toEqual([{ name: 'lr', values: ['0.1', '0.10'], differs: false }]);
  });

  it('that only one run has differ', () => {
    const { params } = compareRuns([runDetail('a'), runDetail('b', { params: { C: '1' } })]);
    expect(params).toEqual([{ name: 'C', values: [null, '1'], differs: true }]);
  });

  it('come in the order in which people count', () => {
    const { params } = compareRuns([runDetail('a', { params: { layer10: 'x', layer9: 'x' } })]);
    expect(params.map(({ name }) => name)).toEqual(['layer9', 'layer10']);
  });
});

describe('metrics', () => {
  const best = (values: (number | null)[], key = 'acc'): readonly number[] | undefined =>
    compareRuns(values.map((value, index) => runDetail(`r${index}`, { metrics: { [key]: value } }))).metrics[0]?.best;

  it('mark the highest accuracy', () => expect(best([0.5, 0.9, 0.7])).toEqual([1]));
  it('mark the lowest loss', () => expect(best([0.5, 0.9, 0.7], 'loss')).toEqual([0]));
  it('mark all that are best', () => expect(best([0.9, 0.1, 0.9])).toEqual([0, 2]));
  it('mark none where all are equal', () => expect(best([0.9, 0.9])).toEqual([]));
  it('mark none where NaN is all there is beside one', () => expect(best([null, 0.9])).toEqual([]));
  it('mark none where it is not known what is better', () => expect(best([1, 2], 'epoch')).toEqual([]));

  it('follow what people chose rather than the words in a key', () => {
    const runs = [runDetail('a', { metrics: { acc: 1, cost: 2 } }), runDetail('b', { metrics: { acc: 2, cost: 1 } })];
    expect(compareRuns(runs, new Map([['cost', 'min']])).metrics[0]).toMatchObject({ key: 'cost', best: [1] });
  });

  it('begin with the headline and end with the machine', () => {
    const { metrics } = compareRuns([runDetail('a', { metrics: { 'system/cpu': 1, loss: 1, val_acc: 1, alpha: 1 } })]);
    expect(metrics.map(({ key }) => key)).toEqual(['val_acc', 'alpha', 'loss', 'system/cpu']);
  });
});

describe('what surrounds the runs', () => {
  const environment = (packages: Record<string, string>): Environment => ({
    python: '3.11.2', implementation: 'CPython', platform: 'Linux', hardware: { cores: 2 }, packages, variables: [],
  });

  it('shows packages of another version', () => {
    const { packages } = compareRuns([
      runDetail('a', { environment: environment({ numpy: '2.0', scipy: '1.1' }) }),
      runDetail('b', { environment: environment({ numpy: '2.1', scipy: '1.1' }) }),
    ]);
    expect(packages.filter(({ differs }) => differs)).toEqual([{ name: 'numpy', values: ['2.0', '2.1'], differs: true }]);
  });

  it('shows another commit and uncommitted changes', () => {
    const { code } = compareRuns([
      runDetail('a', { git: gitState({ commit: '3f2c' }) }),
      runDetail('b', { git: gitState({ commit: 'a1b2', dirty: true }) }),
    ]);
    expect(code.filter(({ differs }) => differs)).toEqual([
      { name: 'commit', values: ['3f2c', 'a1b2'], differs: true },
      { name: 'uncommitted changes', values: ['no', 'yes'], differs: true },
    ]);
  });

  it('shows a data file that changed under its name', () => {
    const file = (hash: string) => ({ path: 'data.csv', mode: 'read' as const, size: 5, mtimeMs: 0, hash, hashKind: 'sha256' });
    const { data } = compareRuns([runDetail('a', { files: [file('aa')] }), runDetail('b', { files: [file('bb')] })]);
    expect(data).toEqual([{ name: 'data.csv', values: ['5 B, aa', '5 B, bb'], differs: true }]);
  });
});
