import { goalOf } from '../../src/core/headline';
import { wantedColour } from '../../src/core/palette';
import type { RunSnapshot } from '../../src/protocol/run_page';
import { ChartGrid } from '../shared/chart/chart_grid';
import { ChartTools } from '../shared/chart/chart_tools';
import { SeriesChart } from '../shared/chart/series_chart';
import { h } from '../shared/dom';
import type { Key } from '../shared/keys';
import type { RunContext, RunTab } from './run_context';
import './metrics_tab.css';

/** The curves of the run; one such tab for what it measured, another for the machine's own. */
export class MetricsTab implements RunTab {
  readonly element: HTMLElement;
  private readonly tools: ChartTools;
  private readonly grid: ChartGrid;
  private filter: string;
  private points = '';

  /** @param shows which keys belong here */
  constructor(
    private readonly context: RunContext,
    private readonly shows: (key: string) => boolean,
  ) {
    const { xAxis, logY, smoothing, metricFilter, folded } = context.state();
    const view = { xAxis, logY, smoothing };
    this.filter = metricFilter;
    this.tools = new ChartTools({
      view,
      filter: metricFilter,
      onView: (changed) => {
        context.arrange(changed);
        this.grid.setView(changed);
      },
      onFilter: (filter) => {
        this.filter = filter;
        context.arrange({ metricFilter: filter });
        this.showMetrics(context.snapshot());
      },
    });
    this.grid = new ChartGrid({ view, folded, onFold: (names) => context.arrange({ folded: names }), make: (metric, title) => this.chart(metric, title) });
    this.element = h('div', { class: 'metrics-tab' }, this.tools.element, this.grid.element);
  }

  keys(): Key[] {
    return this.tools.keys();
  }

  update(snapshot: RunSnapshot): void {
    const { row, metrics } = snapshot;
    this.showMetrics(snapshot);
    this.grid.setRuns([{ runId: row.runId, name: row.name, startMs: row.startMs, ink: { colour: wantedColour(row.runId), dash: 0 } }]);
    const points = metrics.filter(({ key }) => this.shows(key)).map(({ key, count }) => `${key} ${count}`).join();
    if (points !== this.points) this.grid.refresh();
    this.points = points;
  }

  private showMetrics({ metrics }: RunSnapshot): void {
    this.grid.setMetrics(metrics.map(({ key }) => key).filter(this.shows), this.filter);
  }

  private chart(metric: string, title: string): SeriesChart {
    const { series, group, theme, snapshot } = this.context;
    const { headline } = snapshot();
    return new SeriesChart({
      metric, title, group, theme,
      goal: headline?.metric === metric ? headline.goal : goalOf(metric),
      source: (key, axis, range, px) => series.get(key, axis, range, px),
    });
  }
}
