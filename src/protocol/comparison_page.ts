import * as v from 'valibot';

const address = v.object({ storeDir: v.pipe(v.string(), v.maxLength(4096)), runId: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'not the id of a run')) });
/** A run among those of several stores. */
export type RunAddress = v.InferOutput<typeof address>;

/** What the Comparison page asks of its host. */
export const comparisonPageAsks = {
  /** first of all, and again after the page was hidden */
  ready: v.object({}),
  openRun: v.object({ run: address }),
};

export interface ComparisonPageReplies {
  ready: { readonly chosen: readonly RunAddress[] };
  openRun: null;
}

export interface ComparisonPageEvents {
  chosen: { readonly chosen: readonly RunAddress[] };
}

export interface ComparisonPageContract {
  readonly asks: typeof comparisonPageAsks;
  readonly replies: ComparisonPageReplies;
  readonly events: ComparisonPageEvents;
}
