import { digitsFor, formatDate, formatNumber } from '../../src/core/format';
import { goalOf } from '../../src/core/headline';
import type { Goal } from '../../src/core/run';
import type { MetricSummary } from '../../src/core/series';
import type { Headline } from '../../src/protocol/run_page';
import { h, keyed, setText } from '../shared/dom';
import { Sparkline } from '../shared/sparkline';
import type { RunContext } from './run_context';

/** More metrics than this are left to the Metrics tab. */
const mostRows = 60;

/** Last and best value of each metric, with its curve the size of a word. */
export class MetricTable {
  private readonly rows = h('tbody', {});
  private readonly more = h('div', { class: 'muted', hidden: true });
  private readonly none = h('div', { class: 'muted', hidden: true }, 'None logged');
  private readonly table = h(
    'table',
    { class: 'plain-table metric-table' },
    h('thead', {}, h('tr', {}, h('th', {}, 'metric'), h('th', {}, h('span', { class: 'spoken' }, 'curve')), ...['last', 'best', 'at step', 'points'].map((title) => h('th', { class: 'right' }, title)))),
    this.rows,
  );
  readonly element = h('div', {}, this.table, this.more, this.none);
  private readonly curves = new Map<string, { readonly line: Sparkline; count: number }>();

  constructor(private readonly context: RunContext) {}

  update(metrics: readonly MetricSummary[], headline: Headline | null): void {
    const shown = metrics.toSorted((a, b) => Number(b.key === headline?.metric) - Number(a.key === headline?.metric)).slice(0, mostRows);
    keyed(this.rows, shown, ({ key }) => key, (metric) => this.makeRow(metric), (row, metric) => this.fillRow(row, metric, headline));
    this.table.hidden = shown.length === 0;
    this.none.hidden = shown.length > 0;
    this.more.hidden = metrics.length <= mostRows;
    setText(this.more, `and ${metrics.length - mostRows} more under Metrics`);
  }

  private makeRow({ key }: MetricSummary): HTMLElement {
    const line = new Sparkline(90, 18);
    this.curves.set(key, { line, count: -1 });
    return h('tr', {}, h('td', { title: key }), h('td', {}, line.element), ...[0, 1, 2, 3].map(() => h('td', { class: 'right' })));
  }

  private fillRow(row: HTMLElement, metric: MetricSummary, headline: Headline | null): void {
    const [name, , last, best, step, points] = [...row.children];
    if (!name || !last || !best || !step || !points) return;
    const goal = metric.key === headline?.metric ? headline.goal : goalOf(metric.key);
    const digits = digitsFor([metric.last, metric.min, metric.max]);
    setText(name, metric.key);
    setText(last, formatNumber(metric.last, digits));
    last.setAttribute('title', `step ${metric.lastStep}, ${formatDate(metric.lastTimeMs)}`);
    setText(best, bestText(metric, goal, digits));
    setText(step, goal === null ? '' : String((goal === 'max' ? metric.maxStep : metric.minStep) ?? ''));
    setText(points, metric.count.toLocaleString('en') + (metric.nanCount > 0 ? ` (${metric.nanCount} NaN)` : ''));
    row.setAttribute('title', metric.source === 'printed' ? 'Read from what was printed' : '');
    void this.drawCurve(metric);
  }

  private async drawCurve({ key, count }: MetricSummary): Promise<void> {
    const curve = this.curves.get(key);
    if (!curve || curve.count === count) return;
    curve.count = count;
    try {
      const [view] = await this.context.series.get(key, { axis: 'step', range: null, px: 90, only: null });
      curve.line.show(view);
    } catch {
      // A word-sized curve is not worth a message; the next change asks again.
      curve.count = -1;
    }
  }
}

function bestText({ min, max }: MetricSummary, goal: Goal | null, digits: number): string {
  if (goal !== null) return formatNumber(goal === 'max' ? max : min, digits);
  return min === max ? '' : `${formatNumber(min, digits)} … ${formatNumber(max, digits)}`;
}
