import { describe, expect, it } from 'vitest';
import { planSteps } from '../../../../src/pipeline/steps/plan_steps';
import { randomNumbers } from '../../../builders/random';
import { randomLayout, randomProgram } from '../../../builders/random_program';
import { runAsNotebook, runAsPipeline } from '../../../builders/simulated_run';

const PROGRAMS = 500;
const SEEDS = Array.from({ length: PROGRAMS }, (_, seed) => seed);

describe('every statement of a pipeline sees what it saw in the notebook', { timeout: 60_000 }, () => {
  it.each(['headings', 'nothing'] as const)('when steps are divided by %s, which is always possible', (divided) => {
    for (const seed of SEEDS) {
      const { builder, actions } = randomProgram(seed, divided);
      const plan = planSteps(builder.notebook, builder.flow);
      expect(plan.problems, `program ${seed}`).toEqual([]);
      expect(runAsPipeline(plan, actions, randomNumbers(seed + 1)), `program ${seed}`).toEqual(runAsNotebook(actions));
    }
  });

  it('when tags divide it, unless that is refused', () => {
    let done = 0;
    for (const seed of SEEDS) {
      const { builder, actions } = randomProgram(seed, 'tags');
      const plan = planSteps(builder.notebook, builder.flow);
      if (plan.status === 'refused') continue;
      done++;
      expect(runAsPipeline(plan, actions, randomNumbers(seed + 1)), `program ${seed}`).toEqual(runAsNotebook(actions));
    }
    expect(done).toBeGreaterThan(PROGRAMS / 4);
  });

  it('when a person lays it out, unless that is refused', () => {
    let done = 0;
    for (const seed of SEEDS) {
      const program = randomProgram(seed, 'headings');
      const plan = planSteps(program.builder.notebook, program.builder.flow, randomLayout(program, seed + 2));
      if (plan.status === 'refused') continue;
      done++;
      expect(runAsPipeline(plan, program.actions, randomNumbers(seed + 1)), `program ${seed}`).toEqual(runAsNotebook(program.actions));
    }
    expect(done).toBeGreaterThan(PROGRAMS / 10);
  });
});
