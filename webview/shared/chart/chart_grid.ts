import { h, icon, keyed, setText } from '../dom';
import type { ChartRun, ChartView } from './chart_model';
import { metricGroups, type MetricGroup } from './metric_groups';
import type { SeriesChart } from './series_chart';
import './chart_grid.css';

export interface ChartGridOptions {
  readonly make: (metric: string, title: string) => SeriesChart;
  readonly view: ChartView;
  readonly folded: readonly string[];
  readonly onFold: (folded: readonly string[]) => void;
}

/** Charts of many metrics, in foldable groups. Only those in or near the view are made, and asked for. */
export class ChartGrid {
  readonly element = h('div', { class: 'chart-groups' });
  private readonly charts = new Map<string, SeriesChart>();
  private readonly near = new Set<string>();
  private readonly folded: Set<string>;
  private readonly watch: IntersectionObserver;
  private readonly groups = h('div', {});
  private readonly none = h('div', { class: 'chart-none muted', hidden: true });
  private runs: readonly ChartRun[] = [];
  private view: ChartView;

  constructor(private readonly options: ChartGridOptions) {
    this.view = options.view;
    this.folded = new Set(options.folded);
    this.watch = new IntersectionObserver((entries) => this.seen(entries), { rootMargin: '300px' });
    this.element.append(this.none, this.groups);
  }

  setMetrics(keys: readonly string[], filter: string): void {
    const groups = metricGroups(keys, filter);
    this.none.hidden = groups.length > 0;
    setText(this.none, keys.length === 0 ? 'No metrics' : 'No metric matches the filter');
    keyed(this.groups, groups, ({ prefix }) => prefix, (group) => this.makeGroup(group), (element, group) => this.fillGroup(element, group));
  }

  setRuns(runs: readonly ChartRun[]): void {
    this.runs = runs;
    for (const chart of this.charts.values()) chart.setRuns(runs);
  }

  setView(view: ChartView): void {
    const asks = view.xAxis !== this.view.xAxis;
    this.view = view;
    for (const chart of this.charts.values()) chart.setView(view);
    if (asks) this.refresh();
  }

  /** There may be more points, of all runs or only of some: asks for what is in view, and for the rest when it comes into view. */
  refresh(only: ReadonlySet<string> | null = null): void {
    for (const metric of this.near) this.charts.get(metric)?.refresh(only);
  }

  private makeGroup({ prefix }: MetricGroup): HTMLElement {
    const count = h('span', { class: 'muted' });
    const grid = h('div', { class: 'chart-grid' });
    const group = h('details', { class: 'chart-group', open: !this.folded.has(prefix) }, h('summary', {}, icon('chevron-right'), prefix === '' ? 'Metrics' : prefix, count), grid);
    group.addEventListener('toggle', () => {
      if (group.open) this.folded.delete(prefix);
      else this.folded.add(prefix);
      this.options.onFold([...this.folded]);
    });
    return group;
  }

  private fillGroup(element: HTMLElement, { keys, prefix }: MetricGroup): void {
    const [summary, grid] = element.children;
    if (summary?.lastElementChild) setText(summary.lastElementChild, String(keys.length));
    if (grid) keyed(grid, keys, (key) => key, (key) => this.makePlace(key, prefix), () => undefined);
    for (const key of this.charts.keys()) {
      if (!this.element.querySelector(`[data-metric="${CSS.escape(key)}"]`)) this.drop(key);
    }
  }

  private makePlace(metric: string, prefix: string): HTMLElement {
    const place = h('div', { class: 'chart-place', 'data-metric': metric, 'data-title': prefix === '' ? metric : metric.slice(prefix.length + 1) });
    this.watch.observe(place);
    return place;
  }

  private seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const metric = target.getAttribute('data-metric') ?? '';
      if (!isIntersecting) {
        this.near.delete(metric);
        continue;
      }
      this.near.add(metric);
      const chart = this.charts.get(metric) ?? this.makeChart(metric, target);
      chart.refresh();
    }
  }

  private makeChart(metric: string, place: Element): SeriesChart {
    const chart = this.options.make(metric, place.getAttribute('data-title') ?? metric);
    this.charts.set(metric, chart);
    place.replaceChildren(chart.element);
    chart.setView(this.view);
    chart.setRuns(this.runs);
    return chart;
  }

  private drop(metric: string): void {
    this.charts.get(metric)?.dispose();
    this.charts.delete(metric);
    this.near.delete(metric);
  }
}
