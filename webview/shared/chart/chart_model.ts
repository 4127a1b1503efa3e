import { compareNumbers } from '../../../src/core/ordering';
import { runColours, runDashes, type RunInk } from '../../../src/core/palette';
import type { Goal } from '../../../src/core/run';
import type { SeriesView } from '../../../src/core/series';
import type { Curve } from './curves_plugin';
import type { Shifted } from './range';
import { readAt, type Reading } from './reading';
import { smoothed } from './smoothing';
import type { XAxis } from './ticks';
import { traceOf } from './trace';

/** A run as a chart knows it. */
export interface ChartRun {
  readonly runId: string;
  readonly name: string;
  readonly ink: RunInk;
  readonly startMs: number;
}

/** How the person wants charts to be drawn. */
export interface ChartView {
  readonly xAxis: XAxis;
  readonly logY: boolean;
  /** 0: not at all, to below 1 */
  readonly smoothing: number;
}

export interface RunReading extends Reading {
  readonly run: ChartRun;
  /** x as the axis has it */
  readonly atX: number;
}

/** How far a run's xs are moved to fit the axis. */
export function xShiftOf(run: ChartRun, axis: XAxis): number {
  return axis === 'relative' ? -run.startMs : 0;
}

/** The series that have a run to be drawn for. */
export function shiftedSeries(views: readonly SeriesView[], runs: ReadonlyMap<string, ChartRun>, axis: XAxis): (Shifted & { readonly run: ChartRun })[] {
  return views.flatMap((view) => {
    const run = runs.get(view.runId);
    return run ? [{ view, run, xShift: xShiftOf(run, axis) }] : [];
  });
}

export function curvesOf(series: readonly (Shifted & { readonly run: ChartRun })[], view: ChartView, light: boolean): Curve[] {
  const colours = light ? runColours.light : runColours.dark;
  return series.map(({ view: data, run, xShift }) => {
    return {
      runId: run.runId,
      ...traces(data, xShift, view),
      colour: colours[run.ink.colour] ?? colours[0],
      dash: runDashes[run.ink.dash] ?? [],
    };
  });
}

type Traces = Pick<Curve, 'trace' | 'behind'>;

/** A zoom draws the same lines elsewhere: they are made once for each series that arrives, and for each way to draw it. */
const made = new WeakMap<SeriesView, { readonly look: string; readonly traces: Traces }>();

function traces(data: SeriesView, xShift: number, { logY, smoothing }: ChartView): Traces {
  const look = `${xShift} ${logY} ${smoothing}`;
  const before = made.get(data);
  if (before?.look === look) return before.traces;
  const plain = traceOf(data, { xShift, logY });
  const smooth = smoothing > 0 && data.total > 1;
  const now: Traces = smooth
    ? { trace: { ...smoothed(data, smoothing, { xShift, logY }), marks: plain.marks }, behind: plain }
    : { trace: plain, behind: null };
  made.set(data, { look, traces: now });
  return now;
}

/** What each run was at x, the best first; where nothing says what is better the greatest first. */
export function readingsAt(
  series: readonly (Shifted & { readonly run: ChartRun })[],
  x: number,
  tolerance: number,
  goal: Goal | null,
): RunReading[] {
  const readings = series.flatMap(({ view, run, xShift }) => {
    const reading = readAt(view, x - xShift, tolerance);
    return reading ? [{ ...reading, run, atX: reading.x + xShift }] : [];
  });
  return readings.sort((a, b) => compareNumbers(a.value, b.value, goal !== 'min'));
}
