import { describe, expect, it } from 'vitest';
import { planSteps } from '../../../../src/pipeline/steps/plan_steps';
import type { Plan } from '../../../../src/pipeline/plan';
import { FlowBuilder } from '../../../builders/flow';

/** Load, clean and train under headings of their own. */
function threeSections(): FlowBuilder {
  return new FlowBuilder()
    .markdown('# Titanic')
    .code({ role: 'import', binds: ['pd'], text: 'import pandas as pd' })
    .markdown('## 1. Load the data')
    .code({ uses: ['pd'], binds: ['raw'] })
    .markdown('## 2. Clean')
    .code({ uses: ['raw'], binds: ['df'] }, { mutates: ['df'] })
    .markdown('## 3. Train')
    .code({ uses: ['df'], binds: ['model'] });
}

function plan(builder: FlowBuilder): Plan {
  return planSteps(builder.notebook, builder.flow);
}


describe('steps by headings', () => {
  it('are called like the headings', () => {
    expect(plan(threeSections()).steps.map(({ id, title }) => [id, title])).toEqual([
      ['load_the_data', 'Load the data'],
      ['clean', 'Clean'],
      ['train', 'Train'],
    ]);
  });

  it('have the cells below them, text and code', () => {
    expect(plan(threeSections()).steps.map(({ cells }) => cells)).toEqual([[2, 3], [4, 5], [6, 7]]);
  });

  it('hand on what later steps use', () => {
    const { steps } = plan(threeSections());
    expect(steps.map(({ inputs, outputs }) => [inputs.map(({ name, from }) => `${name} from ${from}`), outputs.map(({ name }) => name)])).toEqual([
      [[], ['raw']],
      [['raw from load_the_data'], ['df']],
      [['df from clean'], []],
    ]);
  });

  it('import what they use', () => {
    expect(plan(threeSections()).steps.map(({ imports }) => imports)).toEqual([[0], [], []]);
  });

  it('say which lines cause what flows', () => {
    const flow = plan(threeSections()).flows.find(({ subject }) => subject === 'df');
    expect(flow?.causes.map(({ made, used }) => [made.cell, made.line, used.cell, used.line])).toEqual([
      [5, 2, 7, 1],
      [5, 1, 7, 1],
    ]);
  });
});
