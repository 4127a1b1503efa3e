import { describe, expect, it } from 'vitest';
import type { Plan, Step } from '../../../../src/pipeline/plan';
import { planSteps } from '../../../../src/pipeline/steps/plan_steps';
import { FlowBuilder, type Does } from '../../../builders/flow';

/** A plan with a step for each of these lists of statements, called `a`, `b`, … */
function planOf(...steps: readonly (readonly Does[])[]): Plan {
  return planned(cells(...steps));
}

function cells(...steps: readonly (readonly Does[])[]): FlowBuilder {
  const builder = new FlowBuilder();
  for (const [at, statements] of steps.entries()) builder.tagged([`step:step ${'abcdef'.charAt(at)}`], ...statements);
  return builder;
}

function planned({ notebook, flow }: FlowBuilder): Plan {
  return planSteps(notebook, flow);
}

function stepOf({ steps }: Plan, letter: string): Step {
  const step = steps.find(({ id }) => id === `step_${letter}`);
  if (!step) throw new Error(`no step ${letter}`);
  return step;
}

const inputsOf = (plan: Plan, letter: string): string[] => stepOf(plan, letter).inputs.map(({ name, from, optional }) => `${name}${optional ? '?' : ''} from ${from}`);
const outputsOf = (plan: Plan, letter: string): string[] => stepOf(plan, letter).outputs.map(({ name, certain }) => `${name}${certain ? '' : '?'}`);

describe('a variable', () => {
  it('comes from the step that wrote it last', () => {
    expect(inputsOf(planOf([{ binds: ['x'] }], [{ binds: ['x'] }], [{ uses: ['x'] }]), 'c')).toEqual(['x from step_b']);
  });

  it('does not leak backwards from a later step', () => {
    expect(inputsOf(planOf([{ binds: ['x'] }], [{ uses: ['x'] }], [{ binds: ['x'] }]), 'b')).toEqual(['x from step_a']);
  });

  it('that no later step uses stays in its step', () => {
    expect(outputsOf(planOf([{ binds: ['x', 'y'] }], [{ uses: ['y'] }]), 'a')).toEqual(['y']);
  });

  it('that a step binds before it uses it is no input', () => {
    expect(inputsOf(planOf([{ binds: ['x'] }], [{ binds: ['x'] }, { uses: ['x'] }]), 'b')).toEqual([]);
  });

  it('that a step changes is given and handed on', () => {
    const plan = planOf([{ binds: ['x'] }], [{ mutates: ['x'] }], [{ uses: ['x'] }]);
    expect([inputsOf(plan, 'b'), outputsOf(plan, 'b'), inputsOf(plan, 'c')]).toEqual([['x from step_a'], ['x'], ['x from step_b']]);
  });

  it('that a step may bind is given as it was before', () => {
    const plan = planOf([{ binds: ['x'] }], [{ mayBind: ['x'] }], [{ uses: ['x'] }]);
    expect([inputsOf(plan, 'b'), outputsOf(plan, 'b')]).toEqual([['x from step_a'], ['x']]);
  });

  it('that was perhaps never bound is not certain, and optional where it is used', () => {
    const plan = planOf([{ mayBind: ['x'] }], [{ uses: ['?x'] }]);
    expect([outputsOf(plan, 'a'), inputsOf(plan, 'b')]).toEqual([['x?'], ['x? from step_a']]);
  });

  it('that was deleted is not handed on as it was before', () => {
    const plan = planOf([{ binds: ['x'] }], [{ deletes: ['x'] }], [{ uses: ['?x'] }]);
    expect(inputsOf(plan, 'c')).toEqual(['x? from step_b']);
  });

  it('of nobody is left to Python', () => {
    expect(inputsOf(planOf([{ binds: ['x'] }], [{ uses: ['len', 'x'] }]), 'b')).toEqual(['x from step_a']);
  });
});

describe('variables that share something', () => {
  it('are stored as one', () => {
    const plan = planned(cells([{ binds: ['x'] }, { uses: ['x'], binds: ['y'] }], [{ mutates: ['x', 'y'] }, { uses: ['y'] }]).sharing(1, 2, 'x', 'y'));
    expect(stepOf(plan, 'a').outputs.map(({ name, group }) => [name, group])).toEqual([['x', 'x_and_y'], ['y', 'x_and_y']]);
  });

  it('come from the step that made them so, which hands on what it was given', () => {
    const plan = planned(cells([{ binds: ['x'] }], [{ uses: ['x'], binds: ['y'] }], [{ mutates: ['x', 'y'] }]).sharing(1, 2, 'x', 'y'));
    expect([outputsOf(plan, 'b'), inputsOf(plan, 'c')]).toEqual([['x', 'y'], ['x from step_b', 'y from step_b']]);
  });

  it('are stored apart once they no longer do', () => {
    const plan = planned(cells([{ binds: ['x'] }, { uses: ['x'], binds: ['y'] }, { mutates: ['x', 'y'] }], [{ uses: ['x', 'y'] }]).sharing(1, 2, 'x', 'y'));
    expect(stepOf(plan, 'a').outputs.map(({ group }) => group)).toEqual(['x', 'y']);
  });
});

describe('a parameter', () => {
  const notebook = (...steps: Does[][]): Plan => {
    const builder = new FlowBuilder().parameter('lr', '0.1');
    for (const [at, statements] of steps.entries()) builder.tagged([`step:step ${'abc'.charAt(at)}`], ...statements);
    return planned(builder);
  };

  it('is given to each step that uses it, and is the output of none', () => {
    const plan = notebook([{ uses: ['lr'], binds: ['x'] }], [{ uses: ['lr', 'x'] }]);
    expect([plan.parameters.map(({ name, literal }) => [name, literal]), stepOf(plan, 'a').parameters, stepOf(plan, 'b').parameters, inputsOf(plan, 'b')]).toEqual([[['lr', '0.1']], ['lr'], ['lr'], ['x from step_a']]);
  });

  it('that was bound again is a variable from there on', () => {
    const plan = notebook([{ uses: ['lr'], binds: ['lr'] }], [{ uses: ['lr'] }]);
    expect([stepOf(plan, 'a').parameters, stepOf(plan, 'b').parameters, inputsOf(plan, 'b')]).toEqual([['lr'], [], ['lr from step_a']]);
  });

  it('that is given twice has the value that counts last', () => {
    const builder = new FlowBuilder().parameter('lr', '0.1').parameter('lr', '0.2').code({ uses: ['lr'] });
    expect(planned(builder).parameters.map(({ literal }) => literal)).toEqual(['0.2']);
  });
});

describe('the state of a generator', () => {
  it('goes from each step that draws to the next', () => {
    const draws: Does = { mutates: ['random:numpy'] };
    const plan = planOf([{ binds: ['random:numpy'] }], [draws, { binds: ['x'] }], [{ uses: ['x'] }], [draws]);
    expect(plan.steps.map(({ random }) => random)).toEqual([
      [{ source: 'numpy', from: null }],
      [{ source: 'numpy', from: 'step_a' }],
      [],
      [{ source: 'numpy', from: 'step_b' }],
    ]);
  });

  it('begins anew where it is seeded again', () => {
    const plan = planOf([{ binds: ['random:numpy'] }], [{ binds: ['random:numpy'] }, { mutates: ['random:numpy'] }]);
    expect(stepOf(plan, 'b').random).toEqual([{ source: 'numpy', from: null }]);
  });
});

describe('a file', () => {
  const after = ({ steps }: Plan): string[][] => steps.map((step) => [...step.after]);

  it('makes its readers wait for its writer', () => {
    const plan = planOf([{ mutates: ['file:out/a.csv'] }], [{ binds: ['y'] }], [{ uses: ['file:./out/a.csv'] }]);
    expect([after(plan), plan.flows.map(({ from, to, subject }) => [from, to, subject])]).toEqual([[[], [], ['step_a']], [['step_a', 'step_c', 'file:out/a.csv']]]);
  });

  it('is not written over before it was read', () => {
    expect(after(planOf([{ uses: ['file:a.csv'] }], [{ mutates: ['file:a.csv'] }]))).toEqual([[], ['step_a']]);
  });

  it.each([
    ['file:models', 'file:models/best.pkl', true],
    ['file:data/*.csv', 'file:data/x.csv', true],
    ['file:*', 'file:anything', true],
    ['file:/home/ana/data/x.csv', 'file:data/x.csv', true],
    ['file:a/../b.csv', 'file:b.csv', true],
    ['file:a.csv', 'file:b.csv', false],
    ['file:model', 'file:models/best.pkl', false],
    ['file:https://host/a.csv', 'file:*', false],
  ])('%s and %s may be the same: %s', (written, read, same) => {
    expect(after(planOf([{ mutates: [written] }], [{ uses: [read] }]))[1]).toEqual(same ? ['step_a'] : []);
  });

  it('makes a step wait for all that it may not overtake', () => {
    const plan = planOf([{ uses: ['file:x'] }], [{ mutates: ['file:z'] }], [{ mutates: ['file:x'], uses: ['file:z'] }]);
    expect(after(plan)[2]).toEqual(['step_a', 'step_b']);
  });

  it('says nothing that another step sees to', () => {
    const writes: Does = { mutates: ['file:x'] };
    expect(after(planOf([writes], [writes], [writes]))).toEqual([[], ['step_a'], ['step_b']]);
  });

  it('says nothing that an input says already', () => {
    expect(after(planOf([{ mutates: ['file:a.csv'], binds: ['x'] }], [{ uses: ['x', 'file:a.csv'] }]))).toEqual([[], []]);
  });
});

describe('a step that only shows', () => {
  it('is a report', () => {
    const plan = planOf([{ binds: ['x'] }], [{ role: 'display', uses: ['x'] }]);
    expect(plan.steps.map(({ report }) => report)).toEqual([false, true]);
  });
});
