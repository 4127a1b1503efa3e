import type { XAxis } from '../shared/chart/ticks';

/** What the page remembers over a reload: whose page it is, and what the person arranged. */
export interface RunPageState {
  readonly address?: { readonly storeDir: string; readonly runId: string };
  readonly tab?: string;
  readonly xAxis: XAxis;
  readonly logY: boolean;
  readonly smoothing: number;
  readonly metricFilter: string;
  readonly folded: readonly string[];
}

const fresh: RunPageState = { xAxis: 'step', logY: false, smoothing: 0, metricFilter: '', folded: [] };

/** Takes from a saved state what fits; an older page may have saved other things. */
export function readState(saved: unknown): RunPageState {
  if (typeof saved !== 'object' || saved === null) return fresh;
  const { address, tab, xAxis, logY, smoothing, metricFilter, folded } = saved as Partial<Record<keyof RunPageState, unknown>>;
  return {
    ...(isAddress(address) ? { address } : {}),
    ...(typeof tab === 'string' ? { tab } : {}),
    xAxis: xAxis === 'time' || xAxis === 'relative' ? xAxis : fresh.xAxis,
    logY: logY === true,
    smoothing: typeof smoothing === 'number' && smoothing >= 0 && smoothing < 1 ? smoothing : 0,
    metricFilter: typeof metricFilter === 'string' ? metricFilter : '',
    folded: Array.isArray(folded) ? folded.filter((name) => typeof name === 'string') : [],
  };
}

function isAddress(value: unknown): value is NonNullable<RunPageState['address']> {
  return typeof value === 'object' && value !== null && 'storeDir' in value && 'runId' in value;
}
