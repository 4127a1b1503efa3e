import type { SortBy } from '../../src/core/sort_rows';
import type { RunAddress } from '../../src/protocol/comparison_page';
import type { XAxis } from '../shared/chart/ticks';

/** What the page remembers over a reload: only what the person arranged. */
export interface ComparisonState {
  readonly query: string;
  readonly listed: readonly RunAddress[];
  /** The window's choice is the host's; it asks for this where the page outlived it. */
  readonly chosen: readonly RunAddress[];
  readonly baseline: string | null;
  /** null: the page chooses */
  readonly metrics: readonly string[] | null;
  readonly params: readonly string[] | null;
  readonly sort: SortBy | null;
  readonly widths: Readonly<Record<string, number>>;
  readonly share: number;
  readonly view: string;
  readonly xAxis: XAxis;
  readonly logY: boolean;
  readonly smoothing: number;
  readonly metricFilter: string;
  readonly folded: readonly string[];
}

export const freshState: ComparisonState = {
  query: '', listed: [], chosen: [], baseline: null, metrics: null, params: null, sort: null, widths: {}, share: 0.45, view: 'curves',
  xAxis: 'step', logY: false, smoothing: 0, metricFilter: '', folded: [],
};

/** Takes from a saved state what fits; whatever does not is as on a fresh page. */
export function readComparisonState(saved: unknown): ComparisonState {
  if (typeof saved !== 'object' || saved === null) return freshState;
  const given = saved as Partial<Record<keyof ComparisonState, unknown>>;
  const take = <K extends keyof ComparisonState>(name: K, fits: (value: unknown) => boolean) => (fits(given[name]) ? (given[name] as ComparisonState[K]) : freshState[name]);
  const textList = (value: unknown) => Array.isArray(value) && value.every(isText);
  const orNull = (fits: (value: unknown) => boolean) => (value: unknown) => value === null || fits(value);
  return {
    query: take('query', isText),
    listed: take('listed', isAddresses),
    chosen: take('chosen', isAddresses),
    baseline: take('baseline', orNull(isText)),
    metrics: take('metrics', orNull(textList)),
    params: take('params', orNull(textList)),
    sort: take('sort', orNull(isSort)),
    widths: take('widths', (value) => typeof value === 'object' && value !== null && Object.values(value).every((width) => typeof width === 'number')),
    share: take('share', (value) => typeof value === 'number' && value >= 0 && value <= 1),
    view: take('view', isText),
    xAxis: take('xAxis', (value) => value === 'step' || value === 'time' || value === 'relative'),
    logY: take('logY', (value) => typeof value === 'boolean'),
    smoothing: take('smoothing', (value) => typeof value === 'number' && value >= 0 && value < 1),
    metricFilter: take('metricFilter', isText),
    folded: take('folded', textList),
  };
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isAddresses(value: unknown): boolean {
  return Array.isArray(value) && value.every(isAddress);
}

function isAddress(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'storeDir' in value && isText(value.storeDir) && 'runId' in value && isText(value.runId);
}

function isSort(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('by' in value) || !('descending' in value) || typeof value.descending !== 'boolean') return false;
  if (value.by === 'metric' || value.by === 'param') return 'key' in value && isText(value.key);
  return value.by === 'started' || value.by === 'name' || value.by === 'status' || value.by === 'duration' || value.by === 'experiment';
}
