import { describe, expect, it } from 'vitest';
import type { Layout } from '../../../../src/pipeline/plan';
import { planSteps } from '../../../../src/pipeline/steps/plan_steps';
import { FlowBuilder, type Does } from '../../../builders/flow';

const work: Does = { binds: ['x'] };
const many = (count: number): Does[] => Array.from({ length: count }, () => work);

/** Titles with the cells that have statements. */
function steps(builder: FlowBuilder, layout?: Layout): [string, number[]][] {
  const { steps: found, units } = planSteps(builder.notebook, builder.flow, layout);
  const code = new Set(units.map(({ cell }) => cell));
  return found.map(({ title, cells }) => [title, cells.filter((cell) => code.has(cell))]);
}

describe('headings', () => {
  it('of the highest level that divides what runs make the steps', () => {
    const builder = new FlowBuilder().markdown('# Title').markdown('## A').code(work).markdown('### A.1').code(work).markdown('## B').code(work);
    expect(steps(builder)).toEqual([['A', [2, 4]], ['B', [6]]]);
  });

  it('that divide nothing that runs leave it to those below', () => {
    const builder = new FlowBuilder().markdown('# Imports').code({ role: 'import', binds: ['np'] }).markdown('# Work').markdown('## A').code(work).markdown('## B').code(work);
    expect(steps(builder)).toEqual([['A', [4]], ['B', [6]]]);
  });

  it('above the level that divides are steps too, where code stands right below them', () => {
    const builder = new FlowBuilder().markdown('# One').code(work).markdown('## A').code(work).markdown('## B').code(work).markdown('# Two').code(work);
    expect(steps(builder)).toEqual([['One', [1, 3, 5]], ['Two', [7]]]);
  });

  it("do not name what stands before them: a notebook's title is no step", () => {
    const builder = new FlowBuilder().markdown('# Titanic').code(work).markdown('## A').code(work).markdown('## B').code(work);
    expect(steps(builder)[0]).toEqual(['Set up', [1]]);
  });

  it('without code below them leave their text to the next step', () => {
    const builder = new FlowBuilder().markdown('## Why').markdown('## A').code(work).markdown('## B').code(work);
    expect(planSteps(builder.notebook, builder.flow).steps[0]).toMatchObject({ title: 'A', cells: [0, 1, 2] });
  });

  it('are at most a dozen steps, of which those under one heading are merged first', () => {
    const builder = new FlowBuilder();
    for (const part of ['One', 'Two', 'Three']) {
      builder.markdown(`# ${part}`);
      for (let at = 1; at <= 10; at++) builder.markdown(`## ${part} ${at}`).code(...many(at === 5 ? 9 : 1));
    }
    // The highest level divides it into three already.
    expect(steps(builder).map(([title]) => title)).toEqual(['One', 'Two', 'Three']);
    const flat = new FlowBuilder();
    for (let at = 1; at <= 30; at++) flat.markdown(`## Part ${at}`).code(...many(at === 7 ? 20 : 1));
    const titles = steps(flat).map(([title]) => title);
    expect(titles).toHaveLength(12);
    expect(titles).toContain('Part 7');
  });
});

describe('a large section', () => {
  /** `## A` with one cell, then `## Models` with so many, the later two thirds of them below headings of their own. */
  function withModels(third: number): FlowBuilder {
    const builder = new FlowBuilder().markdown('# Title').markdown('## A').code(work).markdown('## Models');
    const cells = (): void => { for (let at = 0; at < third; at++) builder.code(work); };
    cells();
    for (const name of ['Trees', 'Lines']) {
      builder.markdown(`### ${name}`);
      cells();
    }
    return builder;
  }

  it('is divided at the headings in it', () => {
    expect(steps(withModels(6)).map(([title, cells]) => [title, cells.length])).toEqual([['A', 1], ['Models', 6], ['Trees', 6], ['Lines', 6]]);
  });

  it('stays one where it is not that large', () => {
    expect(steps(withModels(5)).map(([title, cells]) => [title, cells.length])).toEqual([['A', 1], ['Models', 15]]);
  });

  it('stays one where no headings are in it', () => {
    const builder = new FlowBuilder().markdown('## A').code(work).markdown('## Models');
    for (let at = 0; at < 30; at++) builder.code(work);
    expect(steps(builder).map(([title, cells]) => [title, cells.length])).toEqual([['A', 1], ['Models', 30]]);
  });
});

describe('tags', () => {
  it('make the steps, and cells without one go with the cell before', () => {
    const builder = new FlowBuilder().markdown('# A heading').tagged(['step:load'], work).code(work).markdown('# Another').tagged(['step:train'], work);
    expect(steps(builder)).toEqual([['load', [1, 2]], ['train', [4]]]);
  });

  it("of Kale's are understood", () => {
    const builder = new FlowBuilder().tagged(['imports'], { role: 'import', binds: ['np'] }).tagged(['block:load'], work).tagged(['block:'], work).tagged(['block:train', 'prev:load'], work).tagged(['skip'], work);
    expect(steps(builder)).toEqual([['load', [1, 2]], ['train', [3]]]);
  });

  it('on cells that are apart put them into one step', () => {
    const builder = new FlowBuilder().tagged(['step:a'], { binds: ['x'] }).tagged(['step:b'], { binds: ['y'] }).tagged(['step:a'], { uses: ['x'], binds: ['z'] });
    expect(steps(builder)).toEqual([['a', [0, 2]], ['b', [1]]]);
  });
});

describe('cells that nothing divides', () => {
  /** Three groups of four cells; within a group each uses what the ones before made, and one variable goes to the next group. */
  function threeKnots(): FlowBuilder {
    const builder = new FlowBuilder();
    for (const [group, name] of ['a', 'b', 'c'].entries()) {
      builder.code({ uses: group > 0 ? ['result'] : [], binds: [`${name}0`] });
      for (let at = 1; at < 3; at++) builder.code({ uses: Array.from({ length: at }, (_, earlier) => `${name}${earlier}`), binds: [`${name}${at}`] });
      builder.code({ uses: [`${name}0`, `${name}1`, `${name}2`], binds: ['result'] });
    }
    return builder;
  }

  it('are cut where few variables cross', () => {
    expect(steps(threeKnots()).map(([, cells]) => cells)).toEqual([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]);
  });

  it('are not cut through what cannot be stored', () => {
    const builder = threeKnots().bond(3, 4, 'result').bond(7, 8, 'result');
    for (const [, cells] of steps(builder)) expect([cells.includes(3) === cells.includes(4), cells.includes(7) === cells.includes(8)]).toEqual([true, true]);
  });

  it('are called by the comment on their first line', () => {
    const builder = new FlowBuilder().code({ ...work, text: '# Read the frames' }).code(work).code({ ...work, text: '# x = old_code(1)' });
    expect(steps(builder).map(([title]) => title)).toEqual(['Read the frames', 'Step 2', 'Step 3']);
  });

  it('are one step where they are one cell', () => {
    expect(steps(new FlowBuilder().code(work))).toEqual([['Step 1', [0]]]);
  });
});

describe('a layout', () => {
  const notebook = (): FlowBuilder => new FlowBuilder().markdown('# A').code({ binds: ['x'] }).markdown('# B').code({ uses: ['x'], binds: ['y'] }).code({ binds: ['z'] }).code({ uses: ['y'] });

  it('comes before headings', () => {
    expect(steps(notebook(), { steps: [{ title: 'All of it', cells: [1, 3, 4, 5] }], dropped: [] })).toEqual([['All of it', [1, 3, 4, 5]]]);
  });

  it('leaves the cells that it does not name where they would be', () => {
    expect(steps(notebook(), { steps: [{ title: 'Apart', cells: [4] }], dropped: [] })).toEqual([['A', [1]], ['B', [3, 5]], ['Apart', [4]]]);
  });

  it('leaves cells out', () => {
    expect(steps(notebook(), { steps: [], dropped: [4] })).toEqual([['A', [1]], ['B', [3, 5]]]);
  });
});

describe('cells that ran in another order than they stand in', () => {
  /** A flow whose cells ran in this order. */
  function ran(builder: FlowBuilder, ...order: readonly number[]): [string, readonly number[], readonly number[]][] {
    const units = order.flatMap((cell) => builder.flow.units.filter((unit) => unit.cell === cell)).map((unit, id) => ({ ...unit, id }));
    return planSteps(builder.notebook, { ...builder.flow, units }).steps.map((step) => [step.title, step.cells, step.units]);
  }

  it('are in their step in the order in which they ran, below their own text', () => {
    const builder = new FlowBuilder().markdown('## A').code(work).markdown('text').code(work).markdown('## B').code(work);
    expect(ran(builder, 3, 1, 5)).toEqual([['A', [2, 3, 0, 1], [0, 1]], ['B', [4, 5], [2]]]);
  });

  it('are in steps that follow that order, although they stand under one heading', () => {
    const builder = new FlowBuilder().markdown('## A').code(work).code(work).markdown('## B').code(work);
    expect(ran(builder, 1, 4, 2).map(([title, , units]) => [title, units])).toEqual([['A', [0]], ['B', [1]], ['A', [2]]]);
  });
});
