import * as v from 'valibot';
import type { CodeChanges } from '../core/code_changes';
import type { Comparison } from '../core/comparison';
import type { Goal, RunRow } from '../core/run';
import type { PackedSeries } from './packed_series';

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const count = (most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(most));
const finite = v.pipe(v.number(), v.finite());
const path = text(4096);
const key = text(1000);
const keys = v.pipe(v.array(key), v.maxLength(200));
const address = v.object({ storeDir: path, runId: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'not the id of a run')) });

/** A run among those of several stores. */
export type RunAddress = v.InferOutput<typeof address>;

/** More runs than this are not drawn, nor looked through for differences. */
export const mostCompared = 100;
/** More chosen runs than this are not listed; a filter lists any number. */
export const mostListed = 1000;

export const runAddresses = v.pipe(v.array(address), v.maxLength(mostListed));

const sortKey = v.variant('by', [
  v.object({ by: v.picklist(['started', 'name', 'status', 'duration', 'experiment']), descending: v.boolean() }),
  v.object({ by: v.picklist(['metric', 'param']), key, descending: v.boolean() }),
]);

const columns = v.object({ metrics: keys, params: keys });

/** What the Comparison page asks of its host. */
export const comparisonPageAsks = {
  /** first of all, and again after the page was hidden */
  ready: v.object({}),
  /** rows of given runs; those that are gone or in the bin are left out */
  rows: v.object({ runs: runAddresses, columns }),
  /** rows of the runs that a filter finds, in all stores */
  find: v.object({ query: text(10_000), sort: v.nullable(sortKey), columns, offset: count(100_000_000), limit: count(1000) }),
  series: v.object({
    runs: v.pipe(v.array(v.object({ run: address, startMs: finite })), v.maxLength(mostCompared)),
    keys,
    axis: v.picklist(['step', 'time', 'relative']),
    /** as the axis has it */
    range: v.nullable(v.object({ min: finite, max: finite })),
    px: v.pipe(count(8000), v.minValue(1)),
  }),
  compare: v.object({ runs: v.pipe(v.array(address), v.maxLength(mostCompared)) }),
  /** how the code of a run differs from another's; git is asked, and an error's message says why nothing is known */
  code: v.object({ base: address, run: address, detail: v.picklist(['files', 'functions']) }),
  /** the same in the editor's own comparison */
  openCode: v.object({ base: address, run: address }),
  choose: v.object({ runs: runAddresses, chosen: v.boolean() }),
  openRun: v.object({ run: address }),
};

export interface ComparisonPageReplies {
  ready: ComparisonStart;
  rows: readonly ComparisonRow[];
  find: { readonly rows: readonly ComparisonRow[]; readonly total: number };
  series: PackedSeries;
  compare: Differences;
  /** the first files of many */
  code: CodeChanges;
  openCode: null;
  choose: null;
  openRun: null;
}

export interface ComparisonPageEvents {
  chosen: { readonly chosen: readonly RunAddress[] };
  /** runs that are not what they were; null: too many to name */
  changed: { readonly runIds: readonly string[] | null };
}

export interface ComparisonPageContract {
  readonly asks: typeof comparisonPageAsks;
  readonly replies: ComparisonPageReplies;
  readonly events: ComparisonPageEvents;
}

export interface ComparisonStart {
  readonly chosen: readonly RunAddress[];
  readonly stores: readonly { readonly storeDir: string; readonly name: string }[];
  /** names that occur in any store, most used first */
  readonly columns: { readonly metrics: readonly string[]; readonly params: readonly string[]; readonly tags: readonly string[] };
}

export interface ComparisonRow extends RunRow {
  readonly storeDir: string;
}

/** How the runs that were asked for differ; `values` are in the order of `runIds`. */
export interface Differences extends Pick<Comparison, 'snapshots' | 'params' | 'tags' | 'code' | 'data' | 'environment' | 'packages'> {
  readonly runIds: readonly string[];
  /** every metric that one of the runs has, the headline first */
  readonly metrics: readonly { readonly key: string; readonly goal: Goal | null }[];
}
