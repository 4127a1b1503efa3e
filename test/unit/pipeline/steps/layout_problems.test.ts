import { describe, expect, it } from 'vitest';
import type { Layout } from '../../../../src/pipeline/plan';
import { planSteps } from '../../../../src/pipeline/steps/plan_steps';
import { FlowBuilder } from '../../../builders/flow';

/** What is said, with the cell where it is said. */
function problems(builder: FlowBuilder, layout?: Layout): [string, number, string][] {
  return planSteps(builder.notebook, builder.flow, layout).problems.map(({ severity, place, message }) => [severity, place.cell, message]);
}

const layoutOf = (...steps: number[][]): Layout => ({ steps: steps.map((cells, at) => ({ title: `Step ${'ABC'.charAt(at)}`, cells })), dropped: [] });

describe('a layout is refused, with the cells that are the reason,', () => {
  it('when a cell would get another value than in the notebook', () => {
    const builder = new FlowBuilder().code({ binds: ['x'] }).code({ uses: ['x'], binds: ['x'] }).code({ uses: ['x'] });
    const [first] = problems(builder, layoutOf([0, 2], [1]));
    expect(first).toEqual(['error', 2, 'With these steps cell 3 would not get the `x` of cell 2, because cell 1 changes it too. Put cell 3 and cell 2 into one step, with what is between them.']);
  });

  it('when steps would wait for each other', () => {
    const builder = new FlowBuilder().code({ binds: ['x'] }).code({ uses: ['x'], binds: ['y'] }).code({ uses: ['y'] });
    expect(problems(builder, layoutOf([0, 2], [1]))).toEqual([
      ['error', 2, 'The steps “Step A” and “Step B” would wait for each other: cell 3 needs `y` as cell 2 leaves it. Put the two cells into one step, or move one of them.'],
    ]);
  });

  it('when a file would be read before it is written', () => {
    const builder = new FlowBuilder().code({ binds: ['x'] }).code({ uses: ['x'], mutates: ['file:a.csv'] }).code({ uses: ['file:a.csv'] });
    expect(problems(builder, layoutOf([0, 2], [1])).map(([severity, cell]) => [severity, cell])).toEqual([['error', 2]]);
  });

  it('when a step would change what it hands on, through another name for it', () => {
    // `c` of cell 1 goes to cell 2, which gives the name something else; cell 3 changes the object as `d`.
    const builder = new FlowBuilder().code({ binds: ['c'] }, { uses: ['c'], binds: ['d'] }).code({ uses: ['c'], binds: ['c'] }).code({ mutates: ['d'] }).sharing(1, 2, 'c', 'd');
    expect(problems(builder, layoutOf([0, 2], [1])).map(([severity, cell]) => [severity, cell])).toEqual([['error', 1]]);
  });

  it('when what a cell needs is left out', () => {
    const builder = new FlowBuilder().code({ binds: ['x'] }).code({ uses: ['x'] });
    expect(problems(builder, { steps: [], dropped: [0] })).toEqual([['error', 1, '`x` is made in cell 1 only, which is left out. Keep cell 1, or leave this cell out too.']]);
  });

  it('when a setting would come too early for some of its cells', () => {
    const builder = new FlowBuilder().code({ binds: ['x'] }).code({ binds: ['y'] }, { role: 'setting' }).code({ binds: ['z'] });
    expect(problems(builder, layoutOf([0, 2], [1]))[0]?.slice(0, 2)).toEqual(['error', 1]);
  });

  it('when it names cells that are not there, or twice', () => {
    const builder = new FlowBuilder().code({ binds: ['x'] }).code({ binds: ['y'] });
    expect(problems(builder, layoutOf([0, 7], [0, 1])).map(([, , message]) => message)).toEqual([
      'The layout names cell 8, which the notebook does not have.',
      'The layout has cell 1 in two places. Leave it in one.',
    ]);
  });

  it('when nothing is left that runs', () => {
    expect(problems(new FlowBuilder().code({ binds: ['x'] }), { steps: [], dropped: [0] })[0]?.[0]).toBe('error');
  });
});

describe('steps through which something goes that cannot be stored', () => {
  const notebook = (divide: (builder: FlowBuilder, title: string) => FlowBuilder): FlowBuilder =>
    divide(divide(divide(new FlowBuilder(), 'A').code({ binds: ['rows'] }), 'B').code({ binds: ['x'] }), 'C').code({ uses: ['rows'] }).bond(0, 2, 'rows');

  it('are one, with those between them, and a note says why', () => {
    const builder = notebook((before, title) => before.markdown(`# ${title}`));
    const plan = planSteps(builder.notebook, builder.flow);
    expect([plan.steps.map(({ cells }) => cells), plan.problems.map(({ severity, message }) => [severity, message])]).toEqual([
      [[0, 1, 2, 3, 4, 5]],
      [['note', '“A”, “B” and “C” are one step: `rows` is a generator, which cannot be stored.']],
    ]);
  });

  it('are one against the wish of a person, who is warned', () => {
    expect(problems(notebook((before) => before), layoutOf([0], [1], [2])).map(([severity]) => severity)).toEqual(['warning']);
  });
});

it('problems of cells that are left out are left out', () => {
  const place = { cell: 0, line: 1, column: 0, endLine: 1, endColumn: 1 };
  const builder = new FlowBuilder().code({ binds: ['x'] }).code({ binds: ['y'] }).problem({ code: 'input', severity: 'error', place, message: 'asks' });
  expect([problems(builder).length, problems(builder, { steps: [], dropped: [0] }).length]).toEqual([1, 0]);
});
