import { describe, expect, it } from 'vitest';
import type { PythonCell, Special } from '../../../../src/notebook/python_cell';
import { checkedCells, type CheckedCell } from '../../../../src/pipeline/check/checked_cells';
import { planSteps } from '../../../../src/pipeline/steps/plan_steps';
import { FlowBuilder } from '../../../builders/flow';

function checked(flow: FlowBuilder, specials: readonly Special[] = []): CheckedCell[] {
  const python: PythonCell = { text: '', specials, requirements: [], problems: [], silent: false, showsAll: false };
  const cells = flow.notebook.cells.filter(({ type }) => type === 'code').map((cell) => ({ cell, python }));
  return checkedCells(cells, planSteps(flow.notebook, flow.flow));
}

function twoSteps(): FlowBuilder {
  return new FlowBuilder()
    .markdown('# Load')
    .code({ role: 'import', binds: ['np'] })
    .code({ binds: ['data'], uses: ['np'] }, { binds: ['view'], uses: ['data'] })
    .code({ mutates: ['data', 'view'] }, { uses: ['file:x'], mutates: ['file:out.csv'] })
    .markdown('# Train')
    .code({ binds: ['model'], uses: ['data', 'view'] }, { mayBind: ['note'] }, { deletes: ['view'] });
}

function special(meaning: Special['meaning'], original: string): Special {
  return { line: 1, endLine: 1, original, meaning };
}

describe('checkedCells', () => {
  it('compares after a cell what its statements bind, and what they may have changed where the step has it', () => {
    const [, bound, changed, trained] = checked(twoSteps());
    expect(bound).toMatchObject({ cell: 2, names: ['data', 'view'], maybe: [] });
    expect(changed).toMatchObject({ cell: 3, names: [], maybe: ['data', 'view'] });
    expect(trained).toMatchObject({ cell: 5, names: ['model', 'note'] });
  });

  it('compares what a step is given, before its first cell', () => {
    expect(checked(twoSteps()).map(({ before }) => before)).toEqual([[], [], [], ['data', 'view']]);
  });

  it('expects of a cell whose statements all went elsewhere no step', () => {
    expect(checked(twoSteps()).map(({ step }) => step)).toEqual([null, 'load', 'load', 'train']);
  });

  it.each(['%matplotlib inline', '%%time', '%timeit f()', '  %load_ext autoreload'])('compares what a cell with %s shows', (line) => {
    expect(checked(twoSteps(), [special('nothing', line)])[0]?.output).toBe(true);
  });

  it.each([special('requirement', '!pip install numpy'), special('nothing', '%who')])('does not compare what only IPython shows: $original', (line) => {
    expect(checked(twoSteps(), [line])[0]?.output).toBe(false);
  });
});
