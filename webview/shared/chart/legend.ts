import { h, keyed } from '../dom';
import type { ChartGroup } from './chart_group';
import type { ChartRun } from './chart_model';
import { swatch } from './swatch';

/** More runs than this are told apart by the page's table. */
const mostRuns = 8;

/** The runs of a chart by name; what is pointed at here lights up everywhere. */
export class Legend {
  readonly element = h('div', { class: 'chart-legend', hidden: true });

  private readonly stop: () => void;

  constructor(private readonly group: ChartGroup) {
    this.stop = group.onChange(() => this.mark());
  }

  dispose(): void {
    this.stop();
  }

  setRuns(runs: readonly ChartRun[]): void {
    this.element.hidden = runs.length < 2 || runs.length > mostRuns;
    const shown = this.element.hidden ? [] : runs;
    keyed(this.element, shown, ({ runId, ink }) => `${runId} ${ink.colour} ${ink.dash}`, (run) => this.item(run), (item, run) => {
      const name = item.lastElementChild;
      if (name && name.textContent !== run.name) name.textContent = run.name;
    });
    this.mark();
  }

  private item({ runId, name, ink }: ChartRun): HTMLElement {
    const item = h('div', { class: 'chart-legend-item', 'data-run': runId, title: name }, swatch(ink), h('span', {}, name));
    item.addEventListener('mouseenter', () => this.group.point(undefined, runId));
    item.addEventListener('mouseleave', () => this.group.point(undefined, undefined));
    return item;
  }

  private mark(): void {
    const { hoveredRun } = this.group;
    for (const item of this.element.children) item.classList.toggle('pointed', hoveredRun !== undefined && item.getAttribute('data-run') === hoveredRun);
  }
}
