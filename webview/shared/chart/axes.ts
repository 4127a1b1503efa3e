import type { Chart } from 'chart.js';
import { formatNumber } from '../../../src/core/format';
import type { Theme } from '../theme';
import { Chart as ChartJs } from './chartjs';
import { curvesPlugin, type Curve } from './curves_plugin';
import type { Range } from './range';
import { xLabel, xTicks, type XAxis } from './ticks';

export interface AxesState {
  readonly x: Range;
  readonly y: Range;
  readonly xAxis: XAxis;
  readonly logY: boolean;
}

/** The two axes with the curves between them, on a canvas. */
export class Axes {
  private chart: Chart | undefined;
  private state: AxesState | undefined;
  private type: 'linear' | 'logarithmic' = 'linear';

  /** @param onLayout the chart got a size, or another one */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly curves: () => readonly Curve[],
    private theme: Theme,
    private readonly onLayout: () => void,
  ) {}

  get current(): Chart | undefined {
    return this.chart;
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    if (!this.state) return;
    this.remake();
  }

  draw(state: AxesState): void {
    this.state = state;
    const type = state.logY ? 'logarithmic' : 'linear';
    if (!this.chart || this.type !== type) {
      this.type = type;
      this.remake();
      return;
    }
    const { x, y } = this.chart.options.scales ?? {};
    if (x) Object.assign(x, state.x);
    if (y) Object.assign(y, state.y);
    this.chart.update('none');
  }

  dispose(): void {
    this.chart?.destroy();
    this.chart = undefined;
  }

  private remake(): void {
    this.chart?.destroy();
    const { state, theme } = this;
    if (!state) return;
    const font = { family: theme.fontFamily, size: Math.max(10, theme.fontSize - 2) };
    const ticks = { color: theme.faint, font, maxRotation: 0, padding: 4 };
    const border = { color: theme.border };
    this.chart = new ChartJs(this.canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        resizeDelay: 50,
        events: [],
        layout: { padding: { top: 6, right: 8, bottom: 0, left: 0 } },
        onResize: () => this.onLayout(),
        scales: {
          x: {
            type: 'linear',
            ...state.x,
            border,
            grid: { display: false },
            ticks: { ...ticks, callback: (value) => this.labelX(Number(value)) },
            afterBuildTicks: (axis) => {
              const most = Math.max(2, Math.floor(axis.width / 70));
              axis.ticks = xTicks({ min: axis.min, max: axis.max }, this.state?.xAxis ?? 'step', most).map((value) => ({ value }));
            },
          },
          y: {
            type: this.type,
            ...state.y,
            border: { display: false },
            grid: { color: theme.grid, lineWidth: 1, drawTicks: false },
            ticks: { ...ticks, maxTicksLimit: 6, includeBounds: false, callback: (value) => formatNumber(Number(value), 6) },
          },
        },
      },
      plugins: [curvesPlugin(this.curves)],
    });
  }

  private labelX(value: number): string {
    const { state } = this;
    return state ? xLabel(value, state.xAxis, state.x.max - state.x.min) : '';
  }
}
