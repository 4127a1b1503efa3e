import { digitsFor, formatNumber } from '../../../src/core/format';
import type { Goal } from '../../../src/core/run';
import type { SeriesView } from '../../../src/core/series';
import { h, setText } from '../dom';
import { isLight, type ThemeWatch } from '../theme';
import { iconButton, setIconButton } from '../toolkit';
import { Axes } from './axes';
import type { ChartGroup } from './chart_group';
import { curvesOf, readingsAt, shiftedSeries, type ChartRun, type ChartView, type RunReading } from './chart_model';
import { ChartTable } from './chart_table';
import { projectionOf, type Curve, type Projection } from './curves_plugin';
import { HeldSeries } from './held_series';
import { Legend } from './legend';
import { Overlay } from './overlay';
import { xRangeOf, yRangeOf, type Range } from './range';
import { Tip, readingText, xText } from './tip';
import type { XAxis } from './ticks';
import { DragToZoom } from './zoom';
import './chart.css';

/** Gets the series of a metric. The range is as the axis has it; the xs of what comes back are steps or milliseconds since 1970. */
export type SeriesSource = (key: string, axis: XAxis, range: Range | null, px: number) => Promise<readonly SeriesView[]>;

export interface SeriesChartOptions {
  readonly metric: string;
  /** what is read above the chart, where it is not the whole key */
  readonly title?: string;
  readonly goal: Goal | null;
  readonly source: SeriesSource;
  readonly group: ChartGroup;
  readonly theme: ThemeWatch;
}

/** One metric of one or more runs, drawn; the same as a table at the press of a button. */
export class SeriesChart {
  readonly element: HTMLElement;
  readonly metric: string;
  private readonly held: HeldSeries;
  private readonly axes: Axes;
  private readonly overlay: Overlay;
  private readonly tip = new Tip();
  private readonly drag: DragToZoom;
  private readonly legend: Legend;
  private readonly body: HTMLElement;
  private readonly note = h('span', { class: 'chart-note' });
  private readonly value = h('span', { class: 'chart-value' });
  private readonly empty = h('div', { class: 'chart-empty', hidden: true });
  private readonly spoken = h('div', { class: 'spoken', 'aria-live': 'polite' });
  private readonly resetButton = iconButton('discard', 'Reset zoom (double-click)', () => this.zoom(null));
  private readonly tableButton = iconButton('table', 'Show as table (T)', () => this.toggleTable());
  private readonly sizeButton = iconButton('screen-full', 'Enlarge (E)', () => this.toggleSize());
  private readonly endings: (() => void)[] = [];
  private runs: ReadonlyMap<string, ChartRun> = new Map();
  private view: ChartView = { xAxis: 'step', logY: false, smoothing: 0 };
  private range: Range | null = null;
  private curves: readonly Curve[] = [];
  private table: ChartTable | undefined;
  private inside = false;
  private failed = false;
  private moved = false;

  constructor(private readonly options: SeriesChartOptions) {
    this.metric = options.metric;
    this.held = new HeldSeries((range, px) => this.fetch(range, px), (error) => this.arrived(error));
    const canvas = h('canvas', {});
    const over = h('canvas', { class: 'chart-overlay' });
    const band = h('div', { class: 'chart-band', hidden: true });
    this.body = h('div', {
      class: 'chart-body', tabindex: 0, role: 'application', 'aria-roledescription': 'chart',
      on: {
        pointermove: (event: PointerEvent) => this.follow(event),
        pointerleave: () => this.leave(),
        blur: () => this.leave(),
        dblclick: () => this.zoom(null),
        keydown: (event: KeyboardEvent) => this.key(event),
      },
    }, canvas, over, band, this.empty);
    this.legend = new Legend(options.group);
    this.endings.push(() => this.legend.dispose());
    this.element = h(
      'section',
      { class: 'chart', role: 'group', 'aria-label': options.metric },
      h(
        'div',
        { class: 'chart-head' },
        h('h3', { class: 'chart-title', title: options.metric }, options.title ?? options.metric),
        this.note,
        this.value,
        h('div', { class: 'chart-actions' }, this.resetButton, this.tableButton, this.sizeButton),
      ),
      this.body,
      this.legend.element,
      this.spoken,
      this.tip.element,
    );
    this.resetButton.hidden = true;
    this.overlay = new Overlay(over);
    this.axes = new Axes(canvas, () => this.curves, options.theme.current, () => this.laidOut());
    this.drag = new DragToZoom(this.body, band, (left, right) => this.zoomTo(left, right));
    this.endings.push(
      options.theme.onChange((theme) => {
        this.axes.setTheme(theme);
        this.draw();
      }),
      options.group.onChange(() => this.point()),
    );
  }

  /** @param runs in the order in which they are drawn */
  setRuns(runs: readonly ChartRun[]): void {
    this.runs = new Map(runs.map((run) => [run.runId, run]));
    this.legend.setRuns(runs);
    this.draw();
  }

  setView(view: ChartView): void {
    if (view.xAxis !== this.view.xAxis) {
      this.range = null;
      this.held.drop();
    }
    this.view = view;
    this.draw();
  }

  /** Asks for the series again: at first, and when there is more of them. */
  refresh(): void {
    this.moved = true;
    this.ask();
  }

  dispose(): void {
    for (const end of this.endings) end();
    this.axes.dispose();
    this.element.remove();
  }

  private ask(): void {
    const width = Math.round(this.axes.current?.chartArea?.width ?? this.body.clientWidth - 40);
    if (width <= 0) return;
    this.held.ask(this.range, width, { moved: this.moved });
    this.moved = false;
  }

  private fetch(range: Range | null, px: number): Promise<readonly SeriesView[]> {
    return this.options.source(this.metric, this.view.xAxis, range, px);
  }

  private arrived(error?: unknown): void {
    this.failed = error !== undefined;
    if (this.failed) setText(this.note, error instanceof Error ? error.message : String(error));
    this.draw();
  }

  private series() {
    return shiftedSeries(this.held.views(this.range), this.runs, this.view.xAxis);
  }

  private draw(): void {
    const series = this.series();
    const { theme } = this.options;
    this.curves = curvesOf(series, this.view, isLight(theme.current));
    const x = this.range ?? xRangeOf(series);
    this.empty.hidden = x !== undefined;
    setText(this.empty, x ? '' : 'No points yet');
    if (x) this.axes.draw({ x, y: yRangeOf(series, x, this.view.logY), xAxis: this.view.xAxis, logY: this.view.logY });
    this.resetButton.hidden = this.range === null;
    this.tell(series);
    this.table?.show(series, this.view.xAxis);
    this.point();
  }

  /** What is said above the chart, and to those who can't see it. */
  private tell(series: readonly { readonly view: SeriesView; readonly run: ChartRun }[]): void {
    const thinned = series.some(({ view }) => !view.raw);
    if (!this.failed) {
      const smooth = this.view.smoothing > 0 ? `smoothed ${this.view.smoothing}${thinned ? ', from thinned data' : ''}` : '';
      setText(this.note, smooth);
    }
    this.note.classList.toggle('error', this.failed);
    const last = series.length === 1 ? series[0]?.view.buckets.at(-1)?.last : undefined;
    setText(this.value, last === undefined ? '' : formatNumber(last));
    const nans = series.reduce((sum, { view }) => sum + view.buckets.reduce((count, bucket) => count + bucket.nanCount, 0), 0);
    const parts = [`${this.metric}`, series.length === 1 ? `${series[0]?.view.total} points` : `${series.length} runs`, nans > 0 && `${nans} NaN`];
    this.body.setAttribute('aria-label', `${parts.filter(Boolean).join(', ')}. Arrow keys read values, plus and minus zoom, T shows a table.`);
  }

  private laidOut(): void {
    this.point();
    if (this.axes.current) this.ask();
  }

  private projection(): Projection | undefined {
    return this.axes.current && projectionOf(this.axes.current);
  }

  /** Draws the shared crosshair, and where the pointer is here tells the values. */
  private point(): void {
    const { group, theme, goal } = this.options;
    const projection = this.projection();
    if (!projection) return;
    const { pointer, hoveredRun } = group;
    const here = pointer?.axis === this.view.xAxis && pointer.x >= projection.xMin && pointer.x <= projection.xMax ? pointer : undefined;
    const pixel = (projection.xMax - projection.xMin) / projection.area.width;
    const readings = here ? readingsAt(this.series(), here.x, pixel * 8, goal) : [];
    const dots = readings.flatMap((reading) => this.dot(reading));
    const highlighted = this.curves.length > 1 ? this.curves.find(({ runId }) => runId === hoveredRun) : undefined;
    this.overlay.draw(projection, theme.current, here?.x, dots, highlighted);
    if (this.inside && here && readings.length > 0) {
      const box = this.body.getBoundingClientRect();
      this.tip.show(readings, here.x, here.axis, hoveredRun, { left: box.left + projection.x(here.x), top: this.pointerTop ?? box.top + 20 });
    } else this.tip.hide();
    if (this.curves.length === 1) {
      const reading = readings[0];
      const last = this.series()[0]?.view.buckets.at(-1);
      setText(this.value, reading ? readingText(reading, 4) : last ? formatNumber(last.last) : '');
    }
  }

  private pointerTop: number | undefined;

  private dot(reading: RunReading) {
    const colour = this.curves.find(({ runId }) => runId === reading.run.runId)?.colour;
    const { value } = reading;
    if (!colour || value === null || !Number.isFinite(value) || (this.view.logY && value <= 0)) return [];
    return [{ x: reading.atX, y: value, colour }];
  }

  private follow(event: PointerEvent): void {
    const projection = this.projection();
    if (!projection || this.drag.dragging) return this.tip.hide();
    const box = this.body.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left, event.clientY - box.top];
    const { area } = projection;
    if (left < area.left - 4 || left > area.right + 4) return this.leave();
    this.inside = true;
    this.pointerTop = event.clientY;
    const x = xAt(projection, left);
    this.options.group.point({ axis: this.view.xAxis, x }, this.nearestRun(projection, x, top));
    this.point();
  }

  /** The run whose dot is closest to the pointer, if one is close. */
  private nearestRun(projection: Projection, x: number, top: number): string | undefined {
    const pixel = (projection.xMax - projection.xMin) / projection.area.width;
    let nearest: string | undefined;
    let least = 24;
    for (const reading of readingsAt(this.series(), x, pixel * 8, this.options.goal)) {
      const [dot] = this.dot(reading);
      const distance = dot ? Math.abs(projection.y(dot.y) - top) : Infinity;
      if (distance < least) [nearest, least] = [reading.run.runId, distance];
    }
    return nearest;
  }

  private leave(): void {
    if (!this.inside) return;
    this.inside = false;
    this.options.group.point(undefined, undefined);
    this.point();
  }

  private zoomTo(left: number, right: number): void {
    const projection = this.projection();
    if (!projection) return;
    const [min, max] = [Math.max(projection.xMin, xAt(projection, left)), Math.min(projection.xMax, xAt(projection, right))];
    if (max > min) this.zoom({ min, max });
  }

  /** Shows a stretch of x at once from what is held, then exactly; null: all of it. */
  private zoom(range: Range | null): void {
    this.range = range;
    this.draw();
    this.ask();
  }

  private key(event: KeyboardEvent): void {
    const { target, key } = event;
    if (target !== this.body || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };
    const move = moves[key];
    if (move !== undefined) this.step(move);
    else if (key === '+' || key === '=') this.zoomBy(0.5);
    else if (key === '-') this.zoomBy(2);
    else if (key === '0') this.zoom(null);
    else if (key === 'Escape') this.leave();
    else if (key === 't' || key === 'T') this.toggleTable();
    else if (key === 'e' || key === 'E') this.toggleSize();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Moves the crosshair by so many points of the longest series. */
  private step(by: number): void {
    const [longest] = this.series().toSorted((a, b) => b.view.buckets.length - a.view.buckets.length);
    const projection = this.projection();
    if (!projection || !longest) return;
    const xs = longest.view.buckets.map((bucket) => bucket.xLast + longest.xShift).filter((x) => x >= projection.xMin && x <= projection.xMax);
    if (xs.length === 0) return;
    const { pointer } = this.options.group;
    const now = this.inside && pointer ? xs.findLastIndex((x) => x <= pointer.x) : by > 0 ? -1 : xs.length;
    const x = xs[Math.min(xs.length - 1, Math.max(0, now + by))] ?? 0;
    this.inside = true;
    this.pointerTop = undefined;
    this.options.group.point({ axis: this.view.xAxis, x }, undefined);
    this.point();
    const readings = readingsAt(this.series(), x, 0, this.options.goal);
    const digits = digitsFor(readings.map(({ value }) => value));
    const values = readings.slice(0, 5).map((reading) => (readings.length > 1 ? `${reading.run.name} ` : '') + readingText(reading, digits));
    setText(this.spoken, `${xText(x, this.view.xAxis)}: ${values.join(', ')}`);
  }

  private zoomBy(factor: number): void {
    const projection = this.projection();
    if (!projection) return;
    const { xMin, xMax } = projection;
    const { pointer } = this.options.group;
    const middle = this.inside && pointer ? pointer.x : (xMin + xMax) / 2;
    const whole = xRangeOf(shiftedSeries(this.held.views(null), this.runs, this.view.xAxis));
    const [min, max] = [middle - (middle - xMin) * factor, middle + (xMax - middle) * factor];
    if (!whole || (min <= whole.min && max >= whole.max)) this.zoom(null);
    else this.zoom({ min: Math.max(min, whole.min), max: Math.min(max, whole.max) });
  }

  private toggleTable(): void {
    if (this.table) {
      this.table.element.replaceWith(this.body);
      this.table = undefined;
      this.draw();
      this.body.focus();
    } else {
      this.tip.hide();
      this.table = new ChartTable(this.metric, () => this.toggleTable());
      this.body.replaceWith(this.table.element);
      this.table.show(this.series(), this.view.xAxis);
      this.table.focus();
    }
    setIconButton(this.tableButton, this.table ? 'graph-line' : 'table', this.table ? 'Show as chart (T)' : 'Show as table (T)');
  }

  private toggleSize(): void {
    const enlarged = this.element.classList.toggle('enlarged');
    setIconButton(this.sizeButton, enlarged ? 'screen-normal' : 'screen-full', enlarged ? 'Make small again (E)' : 'Enlarge (E)');
  }
}

function xAt({ area, xMin, xMax }: Projection, left: number): number {
  return xMin + ((left - area.left) / area.width) * (xMax - xMin);
}
