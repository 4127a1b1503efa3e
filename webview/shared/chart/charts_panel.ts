import { h } from '../dom';
import type { Key } from '../keys';
import { ChartGrid } from './chart_grid';
import type { ChartRun, ChartView } from './chart_model';
import { ChartTools } from './chart_tools';
import type { SeriesChart } from './series_chart';
import './charts_panel.css';

/** How charts are arranged; pages keep it for the person. */
export interface ChartsArrangement extends ChartView {
  readonly metricFilter: string;
  readonly folded: readonly string[];
}

export interface ChartsPanelOptions {
  readonly arrangement: ChartsArrangement;
  readonly arrange: (change: Partial<ChartsArrangement>) => void;
  readonly make: (metric: string, title: string) => SeriesChart;
}

/** Controls with the charts of many metrics below them. */
export class ChartsPanel {
  readonly element: HTMLElement;
  private readonly tools: ChartTools;
  private readonly grid: ChartGrid;
  private filter: string;
  private metrics: readonly string[] = [];

  constructor({ arrangement, arrange, make }: ChartsPanelOptions) {
    const { xAxis, logY, smoothing, metricFilter, folded } = arrangement;
    const view = { xAxis, logY, smoothing };
    this.filter = metricFilter;
    this.tools = new ChartTools({
      view,
      filter: metricFilter,
      onView: (changed) => {
        arrange(changed);
        this.grid.setView(changed);
      },
      onFilter: (filter) => {
        this.filter = filter;
        arrange({ metricFilter: filter });
        this.setMetrics(this.metrics);
      },
    });
    this.grid = new ChartGrid({ view, folded, onFold: (names) => arrange({ folded: names }), make });
    this.element = h('div', { class: 'charts-panel' }, this.tools.element, this.grid.element);
  }

  keys(): Key[] {
    return this.tools.keys();
  }

  setMetrics(keys: readonly string[]): void {
    this.metrics = keys;
    this.grid.setMetrics(keys, this.filter);
  }

  setRuns(runs: readonly ChartRun[]): void {
    this.grid.setRuns(runs);
  }

  /** There may be more points, of all runs or of some. */
  refresh(only: ReadonlySet<string> | null = null): void {
    this.grid.refresh(only);
  }
}
