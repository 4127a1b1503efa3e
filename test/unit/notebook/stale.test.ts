import { describe, expect, it } from 'vitest';
import { cellStates, isPerhapsStale, isStale } from '../../../src/notebook/stale';
import { NotebookRuns } from '../../builders/notebook_runs';

const statesOf = ({ cells, executions }: NotebookRuns) => cellStates(cells, executions);
const staleCells = (notebook: NotebookRuns) => [...statesOf(notebook)].filter(([, state]) => isStale(state)).map(([key]) => key).sort().join('');
const inputsOf = (notebook: NotebookRuns, cell: string) => statesOf(notebook).get(cell)?.inputs.map(({ cell, change, names }) => `${cell} ${change} ${names.join()}`);
const fromTop = () => new NotebookRuns('abc').run('a', '-> x').run('b', 'x -> y').run('c', 'y ->');

describe('what is stale in a notebook', () => {
  it('is nothing after it ran from the top', () => {
    expect(staleCells(fromTop())).toBe('');
  });

  it('is a cell whose code was changed since it ran', () => {
    const states = statesOf(fromTop().edit('c', 'print(y, x)'));
    expect(states.get('c')).toEqual({ edited: true, inputs: [], gone: [] });
  });

  it('is no cell in which a comment was written', () => {
    expect(staleCells(fromTop().edit('c', 'cell_c()  # shows y'))).toBe('');
  });

  it('is a cell from which one reads that ran again', () => {
    expect(inputsOf(fromTop().run('b', 'x -> y'), 'c')).toEqual(['b again y']);
  });

  it('is told apart where the cell was changed before it ran again', () => {
    expect(inputsOf(fromTop().edit('b', 'y = x + 1').run('b', 'x -> y'), 'c')).toEqual(['b changed y']);
  });

  it('is a cell whose source cell ran again without binding the variable', () => {
    expect(inputsOf(fromTop().run('b', 'x ->'), 'c')).toEqual(['b again y']);
  });

  it('is perhaps what reads from a stale cell', () => {
    const notebook = fromTop().run('a', '-> x');
    expect(inputsOf(notebook, 'c')).toEqual(['b stale y']);
    expect(isPerhapsStale(statesOf(notebook).get('c')!)).toBe(true);
    expect(isPerhapsStale(statesOf(notebook).get('b')!)).toBe(false);
  });

  it('is perhaps what reads from a cell that was edited and not run since', () => {
    expect(inputsOf(fromTop().edit('b', 'y = x + 1'), 'c')).toEqual(['b edited y']);
  });

  it('is nothing again after the cells below ran again as well', () => {
    expect(staleCells(fromTop().run('a', '-> x').run('b', 'x -> y').run('c', 'y ->'))).toBe('');
  });

  it('is no cell above one that binds its variable anew', () => {
    expect(staleCells(new NotebookRuns('abc').run('a', '-> df').run('b', 'df ->').run('c', 'df -> df'))).toBe('');
  });

  it('is a cell above after the cell below ran again from which it had read', () => {
    expect(inputsOf(new NotebookRuns('ab').run('b', '-> x').run('a', 'x ->').run('b', '-> x'), 'a')).toEqual(['b again x']);
  });

  it('is a cell whose variable was bound later by a cell that stands between', () => {
    expect(inputsOf(new NotebookRuns('abc').run('a', '-> x').run('c', 'x ->').run('b', '-> x'), 'c')).toEqual(['b bound x']);
  });

  it('is no cell that reads from nearer than what was bound again', () => {
    expect(staleCells(new NotebookRuns('abc').run('a', '-> i').run('b', '-> i').run('c', 'i ->').run('a', '-> i'))).toBe('');
  });

  it('is no cell that counts on from its own earlier value', () => {
    expect(staleCells(new NotebookRuns('a').run('a', '-> n').run('a', 'n -> n').run('a', 'n -> n'))).toBe('');
  });

  it('is a cell whose variable of unknown origin was bound later above it', () => {
    expect(inputsOf(new NotebookRuns('ab').run('b', 'x ->').run('a', '-> x'), 'b')).toEqual(['a bound x']);
  });

  it('is a cell whose variable was deleted in between', () => {
    const notebook = new NotebookRuns('abc').run('a', '-> x').run('c', 'x ->').run('b', '', { names: { read: [], defined: [], deleted: ['x'] } });
    expect(inputsOf(notebook, 'c')).toEqual(['b bound x']);
  });

  it('is not what reads from a cell that was deleted, which is noted', () => {
    expect(statesOf(fromTop().remove('b')).get('c')).toEqual({ edited: false, inputs: [], gone: ['y'] });
  });

  it('is only perhaps so where names were read from sources', () => {
    const notebook = fromTop().run('c', 'y ->', { inferred: true }).run('b', 'x -> y', { inferred: true });
    expect(isPerhapsStale(statesOf(notebook).get('c')!)).toBe(true);
  });

  it('is known without names of variables by the source alone', () => {
    const notebook = new NotebookRuns('ab').run('a', '', { names: null }).run('b', '', { names: null }).run('a', '', { names: null }).edit('b', 'print(1)');
    expect(staleCells(notebook)).toBe('b');
  });

  it('names the surest reason first', () => {
    const notebook = new NotebookRuns('abc').run('a', '-> x').run('b', '-> y').run('c', 'x y ->').edit('a', 'x = 2').run('b', '-> y');
    expect(inputsOf(notebook, 'c')).toEqual(['b again y', 'a edited x']);
  });
});
