import { digitsFor } from '../../../src/core/format';
import type { Goal } from '../../../src/core/run';
import { h, setText } from '../dom';
import type { ThemeWatch } from '../theme';
import type { ChartGroup } from './chart_group';
import { readingsAt, type ChartRun, type ChartView, type RunReading } from './chart_model';
import type { Curve, Projection } from './curves_plugin';
import { Overlay, type Dot } from './overlay';
import type { Shifted } from './range';
import { Tip, readingText, xText } from './tip';

/** What a chart shows at the moment. */
export interface Drawn {
  readonly series: readonly (Shifted & { readonly run: ChartRun })[];
  readonly curves: readonly Curve[];
  readonly view: ChartView;
}

/** A pointer this near to a point's x or y, in pixels, is on it. */
const nearX = 8;
const nearY = 24;
/** More values than this are not read aloud. */
const mostSpoken = 5;

/** The crosshair of a chart: shared with the others, led by mouse or arrow keys, read out on screen and aloud. */
export class ChartPointer {
  readonly canvas = h('canvas', { class: 'chart-overlay' });
  readonly tip = new Tip();
  readonly spoken = h('div', { class: 'spoken', 'aria-live': 'polite' });
  private readonly overlay = new Overlay(this.canvas);
  private readonly stop: () => void;
  private inside = false;
  private top: number | undefined;

  /**
   * @param projection undefined until the chart has a size
   * @param onRead told the reading of the only run at the crosshair, or undefined
   */
  constructor(
    private readonly body: HTMLElement,
    private readonly options: { readonly group: ChartGroup; readonly theme: ThemeWatch; readonly goal: Goal | null },
    private readonly drawn: () => Drawn,
    private readonly projection: () => Projection | undefined,
    private readonly onRead: (reading: RunReading | undefined) => void,
  ) {
    this.stop = options.group.onChange(() => this.draw());
    body.addEventListener('pointerleave', () => this.leave());
    body.addEventListener('blur', () => this.leave());
  }

  dispose(): void {
    this.stop();
    this.tip.hide();
  }

  /** Where the crosshair is, if it is led by this chart. */
  get x(): number | undefined {
    return this.inside ? this.options.group.pointer?.x : undefined;
  }

  /** Draws the shared crosshair, and tells the values if it is led from here. */
  draw(): void {
    const { group, theme } = this.options;
    const projection = this.projection();
    if (!projection) return;
    const { curves, view } = this.drawn();
    const { pointer, hoveredRun } = group;
    const here = pointer?.axis === view.xAxis && pointer.x >= projection.xMin && pointer.x <= projection.xMax ? pointer : undefined;
    const readings = here ? this.readings(projection, here.x) : [];
    const highlighted = curves.length > 1 ? curves.find(({ runId }) => runId === hoveredRun) : undefined;
    this.overlay.draw(projection, theme.current, here?.x, readings.flatMap((reading) => this.dot(reading)), highlighted);
    this.onRead(curves.length === 1 ? readings[0] : undefined);
    if (!this.inside || !here || readings.length === 0) return this.tip.hide();
    const box = this.body.getBoundingClientRect();
    this.tip.show(readings, here.x, here.axis, hoveredRun, { left: box.left + projection.x(here.x), top: this.top ?? box.top + 20 });
  }

  follow(event: PointerEvent): void {
    const projection = this.projection();
    if (!projection) return;
    const box = this.body.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left, event.clientY - box.top];
    if (left < projection.area.left - 4 || left > projection.area.right + 4) return this.leave();
    const x = xAt(projection, left);
    this.lead(x, event.clientY, this.nearestRun(projection, x, top));
  }

  leave(): void {
    if (!this.inside) return;
    this.inside = false;
    this.options.group.point(undefined, undefined);
    this.draw();
  }

  /** Moves the crosshair by so many points of the longest series, and says what is there. */
  step(by: number): void {
    const { series, view } = this.drawn();
    const [longest] = series.toSorted((a, b) => b.view.buckets.length - a.view.buckets.length);
    const projection = this.projection();
    if (!projection || !longest) return;
    const xs = longest.view.buckets.map(({ xLast }) => xLast + longest.xShift).filter((x) => x >= projection.xMin && x <= projection.xMax);
    const now = this.x === undefined ? (by > 0 ? -1 : xs.length) : xs.findLastIndex((x) => x <= (this.x ?? 0));
    const x = xs[Math.min(xs.length - 1, Math.max(0, now + by))];
    if (x === undefined) return;
    this.lead(x, undefined, undefined);
    const readings = this.readings(projection, x);
    const digits = digitsFor(readings.map(({ value }) => value));
    const values = readings.slice(0, mostSpoken).map((reading) => (readings.length > 1 ? `${reading.run.name} ` : '') + readingText(reading, digits));
    setText(this.spoken, `${xText(x, view.xAxis)}: ${values.join(', ')}`);
  }

  private lead(x: number, top: number | undefined, runId: string | undefined): void {
    this.inside = true;
    this.top = top;
    this.options.group.point({ axis: this.drawn().view.xAxis, x }, runId);
    this.draw();
  }

  private readings(projection: Projection, x: number): RunReading[] {
    const pixel = (projection.xMax - projection.xMin) / projection.area.width;
    return readingsAt(this.drawn().series, x, pixel * nearX, this.options.goal);
  }

  private nearestRun(projection: Projection, x: number, top: number): string | undefined {
    let nearest: string | undefined;
    let least = nearY;
    for (const reading of this.readings(projection, x)) {
      const [dot] = this.dot(reading);
      const distance = dot ? Math.abs(projection.y(dot.y) - top) : Infinity;
      if (distance < least) [nearest, least] = [reading.run.runId, distance];
    }
    return nearest;
  }

  private dot({ run, value, atX }: RunReading): Dot[] {
    const { curves, view } = this.drawn();
    const colour = curves.find(({ runId }) => runId === run.runId)?.colour;
    const drawable = value !== null && Number.isFinite(value) && (!view.logY || value > 0);
    return colour && drawable ? [{ x: atX, y: value, colour }] : [];
  }
}

export function xAt({ area, xMin, xMax }: Projection, left: number): number {
  return xMin + ((left - area.left) / area.width) * (xMax - xMin);
}
