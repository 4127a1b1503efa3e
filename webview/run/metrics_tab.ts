import { goalOf } from '../../src/core/headline';
import { wantedColour } from '../../src/core/palette';
import type { RunSnapshot } from '../../src/protocol/run_page';
import { ChartsPanel } from '../shared/chart/charts_panel';
import { SeriesChart } from '../shared/chart/series_chart';
import type { Key } from '../shared/keys';
import type { RunContext, RunTab } from './run_context';

/** The curves of the run; one such tab for what it measured, another for the machine's own. */
export class MetricsTab implements RunTab {
  private readonly charts: ChartsPanel;
  private points = '';

  /** @param shows which keys belong here */
  constructor(
    private readonly context: RunContext,
    private readonly shows: (key: string) => boolean,
  ) {
    this.charts = new ChartsPanel({ arrangement: context.state(), arrange: context.arrange, make: (metric, title) => this.chart(metric, title) });
  }

  get element(): HTMLElement {
    return this.charts.element;
  }

  keys(): Key[] {
    return this.charts.keys();
  }

  update({ row, metrics }: RunSnapshot): void {
    const shown = metrics.filter(({ key }) => this.shows(key));
    this.charts.setMetrics(shown.map(({ key }) => key));
    this.charts.setRuns([{ runId: row.runId, name: row.name, startMs: row.startMs, ink: { colour: wantedColour(row.runId), dash: 0 } }]);
    const points = shown.map(({ key, count }) => `${key} ${count}`).join();
    if (points !== this.points) this.charts.refresh();
    this.points = points;
  }

  private chart(metric: string, title: string): SeriesChart {
    const { series, group, theme, snapshot } = this.context;
    const { headline } = snapshot();
    const goal = headline?.metric === metric ? headline.goal : goalOf(metric);
    return new SeriesChart({ metric, title, group, theme, goal, source: (key, ask) => series.get(key, ask) });
  }
}
