import { expect, it } from 'vitest';
import type { RunRow } from '../../../src/core/run';
import { isRunnable } from '../../../src/core/runnable';

it.each<[string, Pick<RunRow, 'kind' | 'command' | 'script'>, boolean]>([
  ['a script', { kind: 'script', command: 'train.py --lr 1', script: '/w/train.py' }, true],
  ['a module', { kind: 'module', command: '-m train', script: '/w/train.py' }, true],
  ['a notebook that ran by itself', { kind: 'notebook', command: '-m trialbook run x.ipynb', script: '/w/x.ipynb' }, true],
  ['a run in a kernel', { kind: 'notebook', command: '/env/ipykernel_launcher.py -f kernel.json', script: null }, false],
  ['a kernel session', { kind: 'session', command: '/env/ipykernel_launcher.py -f kernel.json', script: '/w/x.ipynb' }, false],
  ['code that was typed', { kind: 'script', command: '-c', script: null }, false],
  ['a sweep', { kind: 'sweep', command: '-m trialbook run --sweep lr=1,2 train.py', script: '/w/train.py' }, false],
])('whether it can be run again: %s', (_, row, expected) => {
  expect(isRunnable(row)).toBe(expected);
});
