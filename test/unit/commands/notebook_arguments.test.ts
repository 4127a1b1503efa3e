import { describe, expect, it } from 'vitest';
import type { ParamChange } from '../../../src/commands/change_arguments';
import { changeNotebookArguments, notebookArguments } from '../../../src/commands/notebook_arguments';

describe('the arguments of a notebook that ran by itself', () => {
  it.each([
    ['parameters behind it', '-m trialbook run x.ipynb -p lr 0.1 -p model svm', 'x.ipynb -p lr 0.1 -p model svm'],
    ['parameters before it', '-m trialbook run -p lr -1 x.ipynb', 'x.ipynb -p lr -1'],
    ['how it was recorded', '-m trialbook run --name first --experiment=e --tag a=b x.ipynb', 'x.ipynb'],
    ['what a sweep chose', '-m trialbook run --name lr=1 --sweep-value lr=1 --sweep-value=model=a=b -p n 3 x.ipynb', 'x.ipynb -p lr 1 -p model a=b -p n 3'],
  ])('are it and its parameters, with %s', (_, recorded, args) => {
    expect(notebookArguments(recorded.split(' '))).toEqual(args.split(' '));
  });

  const changed = (line: string, ...changes: ParamChange[]) => changeNotebookArguments(line.split(' '), changes);

  it('get another value in the place of the old one', () => {
    expect(changed('x.ipynb -p lr 0.1 -p n 3', { name: 'lr', current: '0.1', values: ['-0.2'] })).toEqual({ argv: ['x.ipynb', '-p', 'lr', '-0.2', '-p', 'n', '3'], sweeps: [] });
  });

  it('get one that was left as it is in the notebook', () => {
    expect(changed('x.ipynb', { name: 'lr', current: '0.1', values: ['1'] }).argv).toEqual(['x.ipynb', '-p', 'lr', '1']);
  });

  it('leave several values to a sweep', () => {
    expect(changed('x.ipynb -p lr 0.1 -p n 3', { name: 'lr', current: '0.1', values: ['1', 'a,b'] })).toEqual({ argv: ['x.ipynb', '-p', 'n', '3'], sweeps: ['lr=1,"a,b"'] });
  });
});
