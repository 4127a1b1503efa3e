import { formatNumber } from '../../../src/core/format';
import type { Goal } from '../../../src/core/run';
import type { SeriesView } from '../../../src/core/series';
import { h, setText } from '../dom';
import { isLight, type ThemeWatch } from '../theme';
import { iconButton, setIconButton } from '../toolkit';
import { Axes } from './axes';
import type { ChartGroup } from './chart_group';
import { curvesOf, shiftedSeries, type ChartRun, type ChartView, type RunReading } from './chart_model';
import { ChartPointer, xAt, type Drawn } from './chart_pointer';
import { ChartTable } from './chart_table';
import { projectionOf, type Projection } from './curves_plugin';
import { HeldSeries } from './held_series';
import { Legend } from './legend';
import { xRangeOf, yRangeOf, type Range } from './range';
import type { SeriesAsk } from './series_batches';
import { readingText } from './tip';
import { DragToZoom } from './zoom';
import { errorText } from '../error_text';
import './chart.css';

/** Gets the series of a metric. The xs of what comes back are steps or milliseconds since 1970. */
export type SeriesSource = (key: string, ask: Omit<SeriesAsk, 'keys'>) => Promise<readonly SeriesView[]>;

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
  private readonly pointer: ChartPointer;
  private readonly legend: Legend;
  private readonly body: HTMLElement;
  private readonly note = h('span', { class: 'chart-note' });
  private readonly value = h('span', { class: 'chart-value' });
  private readonly empty = h('div', { class: 'chart-empty', hidden: true });
  private readonly resetButton = iconButton('discard', 'Reset zoom (double-click)', () => this.zoom(null));
  private readonly tableButton = iconButton('table', 'Show as table (T)', () => this.toggleTable());
  private readonly sizeButton = iconButton('screen-full', 'Enlarge (E)', () => this.toggleSize());
  private readonly theme: ThemeWatch;
  private readonly stopTheme: () => void;
  private runs: ReadonlyMap<string, ChartRun> = new Map();
  private range: Range | null = null;
  private drawn: Drawn = { series: [], curves: [], view: { xAxis: 'step', logY: false, smoothing: 0 } };
  private table: ChartTable | undefined;
  private failure: string | undefined;
  private widest = 0;

  constructor({ metric, title, goal, source, group, theme }: SeriesChartOptions) {
    this.metric = metric;
    this.theme = theme;
    this.held = new HeldSeries((range, px, only) => source(metric, { axis: this.drawn.view.xAxis, range, px, only }), (error) => this.arrived(error));
    const canvas = h('canvas', {});
    const band = h('div', { class: 'chart-band', hidden: true });
    this.body = h('div', { class: 'chart-body', tabindex: 0, role: 'application', 'aria-roledescription': 'chart' }, canvas);
    this.pointer = new ChartPointer(this.body, { group, theme, goal }, () => this.drawn, () => this.projection(), (reading) => this.showValue(reading));
    this.body.append(this.pointer.canvas, band, this.empty);
    this.legend = new Legend(group);
    this.resetButton.hidden = true;
    const head = h('div', { class: 'chart-head' }, h('h2', { class: 'chart-title', title: metric }, title ?? metric), this.note, this.value, h('div', { class: 'chart-actions' }, this.resetButton, this.tableButton, this.sizeButton));
    this.element = h('section', { class: 'chart', role: 'group', 'aria-label': metric }, head, this.body, this.legend.element, this.pointer.spoken, this.pointer.tip.element);
    this.axes = new Axes(canvas, () => this.drawn.curves, theme.current, () => this.laidOut());
    const drag = new DragToZoom(this.body, band, (left, right) => this.zoomTo(left, right));
    this.body.addEventListener('pointermove', (event) => (drag.dragging ? this.pointer.leave() : this.pointer.follow(event)));
    this.body.addEventListener('dblclick', () => this.zoom(null));
    this.body.addEventListener('keydown', (event) => this.key(event));
    this.stopTheme = theme.onChange((now) => {
      this.axes.setTheme(now);
      this.draw();
    });
  }

  /** @param runs in the order in which they are drawn; series of new ones have to be asked for with `refresh` */
  setRuns(runs: readonly ChartRun[]): void {
    this.runs = new Map(runs.map((run) => [run.runId, run]));
    this.legend.setRuns(runs);
    this.draw();
  }

  setView(view: ChartView): void {
    if (view.xAxis !== this.drawn.view.xAxis) {
      this.range = null;
      this.held.drop();
    }
    this.drawn = { ...this.drawn, view };
    this.draw();
  }

  /** Asks for the series again: at first, and when there is more of them. @param only of these runs alone */
  refresh(only: ReadonlySet<string> | null = null): void {
    const width = this.width();
    if (width > 0) this.held.refresh(this.range, width, only);
  }

  dispose(): void {
    this.stopTheme();
    this.pointer.dispose();
    this.legend.dispose();
    this.axes.dispose();
    this.element.remove();
  }

  private width(): number {
    return Math.round(this.axes.current?.chartArea?.width ?? this.body.clientWidth - 40);
  }

  private projection(): Projection | undefined {
    return this.axes.current && projectionOf(this.axes.current);
  }

  private arrived(error?: unknown): void {
    this.failure = error === undefined ? undefined : errorText(error);
    this.draw();
  }

  private draw(): void {
    const { view } = this.drawn;
    const series = shiftedSeries(this.held.views(this.range), this.runs, view.xAxis);
    this.drawn = { series, view, curves: curvesOf(series, view, isLight(this.theme.current)) };
    const x = this.range ?? xRangeOf(series);
    this.empty.hidden = x !== undefined;
    setText(this.empty, x ? '' : 'No points yet');
    if (x) this.axes.draw({ x, y: yRangeOf(series, x, view.logY), xAxis: view.xAxis, logY: view.logY });
    this.resetButton.hidden = this.range === null;
    this.table?.show(series, view.xAxis);
    this.describe();
    this.pointer.draw();
  }

  /** What is said above the chart, and to those who can't see it. */
  private describe(): void {
    const { series, view } = this.drawn;
    const thinned = series.some(({ view: data }) => !data.raw);
    const smooth = view.smoothing > 0 ? `smoothed ${view.smoothing}${thinned ? ', from thinned data' : ''}` : '';
    setText(this.note, this.failure ?? smooth);
    this.note.title = this.note.textContent ?? '';
    this.note.classList.toggle('error', this.failure !== undefined);
    const nans = series.reduce((sum, { view: data }) => sum + data.buckets.reduce((count, bucket) => count + bucket.nanCount, 0), 0);
    const size = series.length === 1 ? `${series[0]?.view.total} points` : `${series.length} runs`;
    const parts = [this.metric, size, ...(nans > 0 ? [`${nans} NaN`] : [])];
    this.body.setAttribute('aria-label', `${parts.join(', ')}. Arrow keys read values, plus and minus zoom, T shows a table.`);
  }

  /** Of a single run: its value at the crosshair, else its last. */
  private showValue(reading: RunReading | undefined): void {
    const { series } = this.drawn;
    const last = series.length === 1 ? series[0]?.view.buckets.at(-1) : undefined;
    setText(this.value, reading ? readingText(reading, 4) : last ? formatNumber(last.last) : '');
  }

  private laidOut(): void {
    this.pointer.draw();
    const width = this.width();
    // Much wider than what was asked for shows the gaps between buckets; less wide needs no fewer.
    if (this.widest > 0 && width > this.widest * 1.5) this.refresh();
    this.widest = Math.max(this.widest, width);
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
    this.held.see(range, this.width());
  }

  private zoomBy(factor: number): void {
    const projection = this.projection();
    const whole = xRangeOf(shiftedSeries(this.held.views(null), this.runs, this.drawn.view.xAxis));
    if (!projection || !whole) return;
    const { xMin, xMax } = projection;
    const middle = this.pointer.x ?? (xMin + xMax) / 2;
    const [min, max] = [middle - (middle - xMin) * factor, middle + (xMax - middle) * factor];
    if (min <= whole.min && max >= whole.max) this.zoom(null);
    else this.zoom({ min: Math.max(min, whole.min), max: Math.min(max, whole.max) });
  }

  private key(event: KeyboardEvent): void {
    const { target, key } = event;
    if (target !== this.body || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };
    const move = moves[key];
    if (move !== undefined) this.pointer.step(move);
    else if (key === '+' || key === '=') this.zoomBy(0.5);
    else if (key === '-') this.zoomBy(2);
    else if (key === '0') this.zoom(null);
    else if (key === 'Escape') this.pointer.leave();
    else if (key === 't' || key === 'T') this.toggleTable();
    else if (key === 'e' || key === 'E') this.toggleSize();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private toggleTable(): void {
    if (this.table) {
      this.table.element.replaceWith(this.body);
      this.table = undefined;
      this.draw();
      this.body.focus();
    } else {
      this.pointer.leave();
      this.table = new ChartTable(this.metric, () => this.toggleTable());
      this.body.replaceWith(this.table.element);
      this.table.show(this.drawn.series, this.drawn.view.xAxis);
      this.table.focus();
    }
    setIconButton(this.tableButton, this.table ? 'graph-line' : 'table', this.table ? 'Show as chart (T)' : 'Show as table (T)');
  }

  private toggleSize(): void {
    const enlarged = this.element.classList.toggle('enlarged');
    setIconButton(this.sizeButton, enlarged ? 'screen-normal' : 'screen-full', enlarged ? 'Make small again (E)' : 'Enlarge (E)');
  }
}
