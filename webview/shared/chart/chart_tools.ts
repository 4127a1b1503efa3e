import { h, setText } from '../dom';
import type { Key } from '../keys';
import { checkbox, dropdown, textField } from '../toolkit';
import type { ChartView } from './chart_model';
import type { XAxis } from './ticks';

export interface ChartToolsOptions {
  readonly view: ChartView;
  readonly filter: string;
  readonly onView: (view: ChartView) => void;
  readonly onFilter: (filter: string) => void;
}

const axes: readonly (readonly [XAxis, string])[] = [['step', 'x: step'], ['time', 'x: time'], ['relative', 'x: time since start']];

/** The row of controls over a page's charts: all of them are drawn the same way. */
export class ChartTools {
  readonly element: HTMLElement;
  private view: ChartView;
  private readonly filter;
  private readonly axis;
  private readonly log;
  private readonly smooth = h('input', { type: 'range', min: 0, max: 0.99, step: 0.01, class: 'smooth-range', 'aria-label': 'Smoothing' });
  private readonly amount = h('output', {});

  constructor(private readonly options: ChartToolsOptions) {
    this.view = options.view;
    this.filter = textField({ label: 'Filter metrics', placeholder: 'Filter metrics', icon: 'search', value: options.filter, onInput: options.onFilter });
    this.axis = dropdown('X axis', axes, this.view.xAxis, (value) => this.change({ xAxis: axes.find(([axis]) => axis === value)?.[0] ?? 'step' }));
    this.log = checkbox('log y', this.view.logY, (logY) => this.change({ logY }));
    this.smooth.value = String(this.view.smoothing);
    this.smooth.addEventListener('input', () => this.change({ smoothing: Number(this.smooth.value) }));
    this.element = h('div', { class: 'chart-tools', role: 'toolbar', 'aria-label': 'Charts' }, this.filter, this.axis, this.log, h('label', { class: 'labelled' }, 'smooth', this.smooth, this.amount));
    this.show();
  }

  /** The keys of these controls. */
  keys(): Key[] {
    return [
      { key: '/', label: '/', does: 'Filter metrics', run: () => this.filter.focus() },
      { key: 'x', label: 'x', does: 'Other x axis: step, time, time since start', run: () => this.change({ xAxis: this.nextAxis() }) },
      { key: 'l', label: 'l', does: 'Logarithmic y axis', run: () => this.change({ logY: !this.view.logY }) },
      { key: '[', label: '[', does: 'Smooth less', run: () => this.smoothBy(-0.1) },
      { key: ']', label: ']', does: 'Smooth more', run: () => this.smoothBy(0.1) },
    ];
  }

  private nextAxis(): XAxis {
    return axes[(axes.findIndex(([axis]) => axis === this.view.xAxis) + 1) % axes.length]?.[0] ?? 'step';
  }

  private smoothBy(more: number): void {
    const smoothing = Math.min(0.99, Math.max(0, Math.round((this.view.smoothing + more) * 100) / 100));
    this.change({ smoothing });
  }

  private change(change: Partial<ChartView>): void {
    this.view = { ...this.view, ...change };
    this.show();
    this.options.onView(this.view);
  }

  private show(): void {
    const { xAxis, logY, smoothing } = this.view;
    if (this.axis.value !== xAxis) this.axis.value = xAxis;
    if (this.log.checked !== logY) this.log.checked = logY;
    this.smooth.value = String(smoothing);
    setText(this.amount, smoothing === 0 ? 'off' : String(smoothing));
  }
}
