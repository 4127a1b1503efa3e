import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../src/pipeline/plan';
import { planSteps } from '../../../../src/pipeline/steps/plan_steps';
import { FlowBuilder, type Does } from '../../../builders/flow';

const importing = (name: string, text = `import ${name}`): Does => ({ role: 'import', binds: [name], text });
const planned = ({ notebook, flow }: FlowBuilder): Plan => planSteps(notebook, flow);

/** A first cell with these statements, numbered from 0, and two steps, `step_a` and `step_b`. */
function twoSteps(first: readonly Does[], a: Does, b: Does): FlowBuilder {
  return new FlowBuilder().code(...first).tagged(['step:step a'], a).tagged(['step:step b'], b);
}

describe('a cell that only imports and defines', () => {
  it('is no step', () => {
    expect(planned(twoSteps([importing('np')], { uses: ['np'], binds: ['x'] }, { uses: ['x'] })).steps.map(({ id }) => id)).toEqual(['step_a', 'step_b']);
  });
});

describe('an import', () => {
  it('stands in each step that uses it', () => {
    expect(planned(twoSteps([importing('np'), importing('pd')], { uses: ['np'] }, { uses: ['np', 'pd'] })).steps.map(({ imports }) => imports)).toEqual([[0], [0, 1]]);
  });

  it('of a submodule comes with that of its package', () => {
    const both = [importing('matplotlib'), { role: 'import', binds: ['matplotlib'], text: 'import matplotlib.cm' }] as const;
    expect(planned(twoSteps(both, { uses: ['matplotlib'] }, { binds: ['x'] })).steps[0]?.imports).toEqual([0, 1]);
  });

  it('that nothing uses is left out where it does nothing', () => {
    expect(planned(twoSteps([importing('pandas')], { binds: ['x'] }, { uses: ['x'] }).module('pandas')).steps.map(({ imports }) => imports)).toEqual([[], []]);
  });

  it('that nothing uses stays where nobody knows what it does', () => {
    expect(planned(twoSteps([importing('plot_style')], { binds: ['x'] }, { uses: ['x'] }).module('plot_style')).steps.map(({ imports }) => imports)).toEqual([[0], [0]]);
  });

  it('that switches a part of a package on stands before those of that package', () => {
    const experimental: Does = { role: 'import', binds: ['enable_iterative_imputer'], text: 'from sklearn.experimental import enable_iterative_imputer' };
    const builder = twoSteps([experimental, importing('IterativeImputer', 'from sklearn.impute import IterativeImputer')], { uses: ['IterativeImputer'], binds: ['x'] }, { uses: ['x'] }).module('sklearn');
    expect(planned(builder).steps.map(({ imports }) => imports)).toEqual([[0, 1], []]);
  });
});

describe('a name that an import binds and something else too', () => {
  const star: Does = { role: 'import', binds: ['sin', 'size'], text: 'from numpy import *' };

  it('is imported until it is a variable, which is an input from there on', () => {
    const plan = planned(new FlowBuilder().code(star).tagged(['step:step a'], { uses: ['size'] }).tagged(['step:step b'], { binds: ['size'] }).tagged(['step:step c'], { uses: ['size'] }));
    expect(plan.steps.map(({ imports, inputs }) => [imports, inputs.map(({ name }) => name)])).toEqual([[[0], []], [[], []], [[], ['size']]]);
  });

  it('does not make the import a value like others', () => {
    const plan = planned(twoSteps([star], { uses: ['sin'], binds: ['size'] }, { uses: ['sin', 'size'] }));
    expect(plan.steps.map(({ imports, inputs }) => [imports, inputs.map(({ name }) => name)])).toEqual([[[0], []], [[0], ['size']]]);
  });
});

describe('a definition', () => {
  const definition: Does = { role: 'definition', uses: ['np'], binds: ['f'] };

  it('stands in the shared module with what it refers to', () => {
    const plan = planned(twoSteps([importing('np'), { role: 'constant', binds: ['K'] }, { role: 'definition', uses: ['K'], binds: ['g'] }, { role: 'definition', uses: ['np', 'g'], binds: ['f'] }], { uses: ['f'] }, { binds: ['x'] }));
    expect([plan.shared, plan.sharedImports, plan.steps[0]?.definitions, plan.steps[0]?.imports]).toEqual([[1, 2, 3], [0], ['f'], []]);
  });

  it('brings the names that it reads into its own module, not into those that call it', () => {
    const plan = planned(twoSteps([importing('np'), definition], { uses: ['f', 'np'], inside: { np: 1 } }, { binds: ['x'] }));
    expect([plan.sharedImports, plan.steps[0]?.imports]).toEqual([[0], []]);
  });

  it('that nothing uses is left out', () => {
    expect(planned(twoSteps([importing('np'), definition], { binds: ['x'] }, { uses: ['x'] })).shared).toEqual([]);
  });

  it('of a name that is bound elsewhere too is a value like others', () => {
    const plan = planned(new FlowBuilder().tagged(['step:step a'], { role: 'definition', binds: ['f'] }).tagged(['step:step b'], { uses: ['f'] }, { binds: ['f'] }));
    expect([plan.shared, plan.steps[1]?.inputs.map(({ name }) => name)]).toEqual([[], ['f']]);
  });
});

describe('a constant', () => {
  it('stays in its cell where only its step uses it', () => {
    const plan = planned(new FlowBuilder().tagged(['step:step a'], { role: 'constant', binds: ['K'] }, { uses: ['K'], binds: ['x'] }).tagged(['step:step b'], { uses: ['x'] }));
    expect([plan.shared, plan.steps[0]?.units]).toEqual([[], [0, 1]]);
  });

  it('is shared where two steps use it', () => {
    const plan = planned(new FlowBuilder().tagged(['step:step a'], { role: 'constant', binds: ['K'] }, { uses: ['K'], binds: ['x'] }).tagged(['step:step b'], { uses: ['x', 'K'] }));
    expect([plan.shared, plan.steps.map(({ units, definitions }) => [units, definitions])]).toEqual([[0], [[[1], ['K']], [[2], ['K']]]]);
  });

  it('is shared where it is made into one that is', () => {
    const plan = planned(new FlowBuilder().tagged(['step:step a'], { role: 'constant', binds: ['K'] }, { role: 'constant', uses: ['K'], binds: ['L'] }, { uses: ['K'], binds: ['x'] }).tagged(['step:step b'], { uses: ['x', 'L'] }));
    expect([plan.shared, plan.steps.map(({ units, definitions }) => [units, definitions])]).toEqual([[0, 1], [[[2], ['K']], [[3], ['L']]]]);
  });
});

describe('a function that refers to variables', () => {
  const local: Does = { role: 'local-definition', binds: ['f'] };

  it('stays in its own step', () => {
    const plan = planned(new FlowBuilder().tagged(['step:step a'], { binds: ['x'] }, local, { uses: ['f', 'x'] }).tagged(['step:step b'], { binds: ['y'] }));
    expect([plan.steps[0]?.units, plan.steps[0]?.prelude]).toEqual([[0, 1, 2], []]);
  });

  it('is repeated in others that use it, with those that it calls', () => {
    const plan = planned(twoSteps([importing('np'), { ...local, binds: ['g'] }, { ...local, uses: ['g', 'np'] }], { binds: ['x'] }, { uses: ['f', 'x'] }));
    expect(plan.steps.map(({ prelude, imports }) => [prelude, imports])).toEqual([[[], []], [[1, 2], [0]]]);
  });
});

describe('a setting', () => {
  const setting: Does = { role: 'setting', uses: ['plt'], text: 'plt.style.use("ggplot")' };

  it('is repeated in each later step', () => {
    const plan = planned(twoSteps([importing('plt'), setting], { binds: ['x'] }, { uses: ['x'] }));
    expect(plan.steps.map(({ prelude, imports }) => [prelude, imports])).toEqual([[[1], [0]], [[1], [0]]]);
  });

  it('stays in its place in its own step, and is not done before it', () => {
    const plan = planned(new FlowBuilder().tagged(['step:step a'], { binds: ['x'] }).tagged(['step:step b'], { uses: ['x'] }, { role: 'setting' }, { uses: ['x'] }).tagged(['step:step c'], { uses: ['x'] }));
    expect(plan.steps.map(({ units, prelude }) => [units, prelude])).toEqual([[[0], []], [[1, 2, 3], []], [[4], [2]]]);
  });

  it('that reads a variable makes it an input of the steps that repeat it', () => {
    const plan = planned(new FlowBuilder().tagged(['step:step a'], { binds: ['size', 'x'] }, { role: 'setting', uses: ['size'] }).tagged(['step:step b'], { uses: ['x'] }));
    expect(plan.steps[1]?.inputs.map(({ name }) => name)).toEqual(['x', 'size'].sort());
  });

  it('on which imports may depend stands between them', () => {
    const path: Does = { role: 'setting', uses: ['sys', 'ROOT'], text: 'sys.path.append(ROOT)' };
    const first = [importing('sys'), { role: 'constant', binds: ['ROOT'], text: 'ROOT = ".."' }, path, importing('helpers')] as const;
    const plan = planned(twoSteps(first, { uses: ['helpers'] }, { binds: ['x'] }));
    expect(plan.steps.map(({ imports, prelude }) => [imports, prelude])).toEqual([[[0, 1, 2, 3], []], [[0, 1, 2], []]]);
  });

  it('on which the imports of the shared module may depend stands there too', () => {
    const first = [importing('sys'), { role: 'setting', uses: ['sys'], text: 'sys.path.append("..")' }, importing('helpers'), { role: 'definition', uses: ['helpers'], binds: ['f'] }] as const;
    expect(planned(twoSteps(first, { uses: ['f'] }, { binds: ['x'] })).sharedImports).toEqual([0, 1, 2]);
  });
});

it('a step that reads __name__ says so', () => {
  const plan = planned(twoSteps([], { text: 'if __name__ == "__main__": main()' }, { text: 'x = 1' }));
  expect(plan.steps.map(({ readsName }) => readsName)).toEqual([true, false]);
});
