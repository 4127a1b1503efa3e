import type { PipelineEdit, PipelineLine, PipelinePageContract, PipelineView } from '../../src/protocol/pipeline_page';
import type { Host } from '../shared/host';
import type { Chosen, PipelineState } from './pipeline_state';

/** What the parts of the page share. */
export interface PipelineContext {
  readonly host: Host<PipelinePageContract>;
  readonly state: () => PipelineState;
  readonly choose: (chosen: Chosen | null) => void;
  readonly edit: (edit: PipelineEdit) => void;
  readonly reveal: (line: Pick<PipelineLine, 'cell' | 'line'>) => void;
  readonly fail: (error: unknown) => void;
}

/** A part of the page: draws what it is given. */
export interface PipelinePart {
  readonly element: HTMLElement;
  show(view: PipelineView, state: PipelineState): void;
}

/** The class that gives a step its colour, by its place among the steps; the colours are those of runs, without their dashes. */
export function inkOf(view: PipelineView, step: string | null): string {
  const place = view.steps.findIndex(({ id }) => id === step);
  return place < 0 ? '' : `ink-${place % 8}`;
}

/** How a cell is called: its place, as in the files that are written, and what stands beside it in the notebook. */
export function cellName(view: PipelineView, index: number): string {
  const count = view.cells[index]?.executionCount ?? null;
  return count === null ? `Cell ${index + 1}` : `Cell ${index + 1} [${count}]`;
}
