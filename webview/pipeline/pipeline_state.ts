/** What the person looks at, kept while the page is hidden or loaded again. */
export interface PipelineState {
  /** the notebook, by which VS Code's host opens the page again; empty until it is known */
  readonly notebook: string;
  readonly chosen: Chosen | null;
  /** the tab below the graph */
  readonly tab: string;
  /** of the cells, beside the graph */
  readonly share: number;
}

export type Chosen =
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'flow'; readonly from: string; readonly to: string }
  | { readonly kind: 'cell'; readonly cell: number };

const initial: PipelineState = { notebook: '', chosen: null, tab: 'why', share: 0.42 };

/** What VS Code kept of an earlier page is taken as far as it makes sense. */
export function readPipelineState(kept: unknown): PipelineState {
  if (typeof kept !== 'object' || kept === null) return initial;
  const { notebook, chosen, tab, share } = kept as Partial<Record<keyof PipelineState, unknown>>;
  return {
    notebook: typeof notebook === 'string' ? notebook : initial.notebook,
    chosen: readChosen(chosen),
    tab: typeof tab === 'string' ? tab : initial.tab,
    share: typeof share === 'number' && share >= 0 && share <= 1 ? share : initial.share,
  };
}

function readChosen(kept: unknown): Chosen | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { kind, step, from, to, cell } = kept as Record<string, unknown>;
  if (kind === 'step' && typeof step === 'string') return { kind, step };
  if (kind === 'flow' && typeof from === 'string' && typeof to === 'string') return { kind, from, to };
  if (kind === 'cell' && typeof cell === 'number') return { kind, cell };
  return null;
}
