import { expect, it } from 'vitest';
import { editLayout, type LayoutEdit } from '../../../../src/pipeline/steps/edit_layout';
import { planSteps } from '../../../../src/pipeline/steps/plan_steps';
import type { Layout } from '../../../../src/pipeline/plan';
import { FlowBuilder } from '../../../builders/flow';

const { notebook, flow } = new FlowBuilder()
  .markdown('# A').code({ binds: ['x'] }).markdown('a text').code({ binds: ['y'] })
  .markdown('# B').code({ binds: ['z'] })
  .markdown('# C').code({ binds: ['w'] });
const untouched: Layout = { steps: [], dropped: [] };

/** The steps after edits, one after the other, each of the plan that the one before gave. */
function edited(...edits: readonly LayoutEdit[]): [string, readonly number[]][] {
  let layout = untouched;
  for (const edit of edits) layout = editLayout(planSteps(notebook, flow, layout), layout, edit);
  return planSteps(notebook, flow, layout).steps.map(({ title, cells }) => [title, cells]);
}

it('a step and the next become one', () => {
  expect(edited({ op: 'merge', step: 'a' })).toEqual([['A', [0, 1, 2, 3, 4, 5]], ['C', [6, 7]]]);
});

it('a step is split at a cell, with the text above it, which names the new one', () => {
  expect(edited({ op: 'split', cell: 3 })).toEqual([['A', [0, 1]], ['a text', [2, 3]], ['B', [4, 5]], ['C', [6, 7]]]);
});

it('a step is renamed', () => {
  expect(edited({ op: 'rename', step: 'b', title: 'Better' })[1]).toEqual(['Better', [4, 5]]);
});

it('a cell is moved, and a step that has nothing left is no more', () => {
  expect(edited({ op: 'move', cell: 5, step: 'c' })).toEqual([['A', [0, 1, 2, 3]], ['C', [5, 6, 7]]]);
});

it('a cell is left out, and taken back into the step before it', () => {
  expect(edited({ op: 'drop', cell: 3 })[0]).toEqual(['A', [0, 1, 2]]);
  expect(edited({ op: 'drop', cell: 5 }, { op: 'keep', cell: 5 })).toEqual([['A', [0, 1, 2, 3, 5]], ['C', [6, 7]]]);
});

it.each<LayoutEdit>([{ op: 'merge', step: 'c' }, { op: 'merge', step: 'gone' }, { op: 'split', cell: 1 }, { op: 'split', cell: 99 }, { op: 'move', cell: 1, step: 'gone' }])('%j changes nothing', (edit) => {
  expect(edited(edit)).toEqual(edited());
});
