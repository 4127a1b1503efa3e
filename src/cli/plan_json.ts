import type { Notebook } from '../notebook/notebook';
import type { Place } from '../notebook/place';
import type { Plan, Step } from '../pipeline/plan';

/** A plan for programs: documented in docs/cli.md, so what is here stays. Cells are counted from 0, lines from 1. */
export function planJson(notebook: Notebook, { status, steps, flows, parameters, requirements, modules, problems }: Plan): Record<string, unknown> {
  const line = ({ cell, line: number }: Place): Record<string, unknown> => ({ cell, line: number, source: notebook.cells[cell]?.source.split('\n')[number - 1] ?? '' });
  return {
    status,
    steps: steps.map(stepJson),
    flows: flows.map(({ from, to, subject, causes }) => ({
      ...{ from, to, subject },
      causes: causes.map(({ made, used, through }) => ({ made: line(made), used: line(used), through: through.map(line) })),
    })),
    parameters: parameters.map(({ name, literal, place }) => ({ name, literal, ...line(place) })),
    modules,
    requirements,
    problems: problems.map(({ code, severity, place, message }) => ({
      ...{ code, severity, ...line(place) },
      ...{ column: place.column, endLine: place.endLine, endColumn: place.endColumn, message },
    })),
  };
}

/** A step without what only the writer of its file needs. */
export function stepJson({ id, title, cells, parameters, inputs, outputs, random, after, report }: Step): Record<string, unknown> {
  return { id, title, cells, parameters, inputs, outputs, random, after, report };
}
