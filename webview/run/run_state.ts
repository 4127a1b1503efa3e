import type { XAxis } from '../shared/chart/ticks';
import type { NoteDraft } from './note';

/** What the page remembers over a reload: whose page it is, and what the person arranged. */
export interface RunPageState {
  readonly address?: { readonly storeDir: string; readonly runId: string };
  readonly tab?: string;
  readonly xAxis: XAxis;
  readonly logY: boolean;
  readonly smoothing: number;
  readonly metricFilter: string;
  readonly folded: readonly string[];
  readonly wrapLog: boolean;
  /** a note that is not in the store yet */
  readonly draft?: NoteDraft | undefined;
}

const fresh: RunPageState = { xAxis: 'step', logY: false, smoothing: 0, metricFilter: '', folded: [], wrapLog: false };

/** Takes from a saved state what fits; an older page may have saved other things. */
export function readState(saved: unknown): RunPageState {
  if (typeof saved !== 'object' || saved === null) return fresh;
  const { address, tab, xAxis, logY, smoothing, metricFilter, folded, wrapLog, draft } = saved as Partial<Record<keyof RunPageState, unknown>>;
  return {
    ...(isAddress(address) ? { address } : {}),
    ...(typeof tab === 'string' ? { tab } : {}),
    xAxis: xAxis === 'time' || xAxis === 'relative' ? xAxis : fresh.xAxis,
    logY: logY === true,
    smoothing: typeof smoothing === 'number' && smoothing >= 0 && smoothing < 1 ? smoothing : 0,
    metricFilter: typeof metricFilter === 'string' ? metricFilter : '',
    folded: Array.isArray(folded) ? folded.filter((name) => typeof name === 'string') : [],
    wrapLog: wrapLog === true,
    ...(isDraft(draft) ? { draft } : {}),
  };
}

function isAddress(value: unknown): value is NonNullable<RunPageState['address']> {
  return typeof value === 'object' && value !== null && 'storeDir' in value && 'runId' in value;
}

function isDraft(value: unknown): value is NoteDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { runId, text, base } = value as Partial<Record<keyof NoteDraft, unknown>>;
  return typeof runId === 'string' && typeof text === 'string' && typeof base === 'string';
}
