import { TrialbookError } from '../core/errors';
import { formatDate, formatNumber } from '../core/format';
import type { Bucket, SeriesView, SeriesX } from '../core/series';
import { READING_OPTIONS, type Command } from './command';
import { counted } from './counted';
import { didYouMean } from './did_you_mean';
import { openForReading } from './open_store';
import { brief } from './printable';
import { resolveRun } from './run_reference';
import type { Terminal } from './terminal';
import { textChart } from './text_chart';
import { renderTable, type TextColumn } from './text_table';

const HEIGHT = 12;
const MOST_KEYS = 30;

export const series: Command = {
  summary: 'one metric of a run as a curve, or as a table of its exact envelope',
  operands: 'RUN KEY',
  examples: ['@best val_loss', '@best val_loss --from 10 --to 20 --table'],
  options: {
    px: { type: 'string', value: 'N', help: 'about so many buckets, 72 if not given' },
    x: { type: 'string', value: 'step|time', help: 'what the curve is drawn over, step if not given' },
    from: { type: 'string', value: 'X', help: 'the first step; for time, milliseconds since 1970' },
    to: { type: 'string', value: 'X', help: 'the last one' },
    table: { type: 'boolean', help: 'the buckets as a table, in place of the curve' },
    ...READING_OPTIONS,
  },
  async run({ args, terminal, cwd, env }) {
    args.expectOperands(2, 2, 'a run and the key of a metric');
    const [reference = '', key = ''] = args.operands;
    const x: SeriesX = args.choice('x', ['step', 'time']) ?? 'step';
    const from = args.number('from');
    const to = args.number('to');
    const px = Math.max(1, args.count('px', Math.min(72, Math.max(10, terminal.width - 12))));
    using open = openForReading({ args, terminal, cwd, env });
    const { store } = open;
    const runId = resolveRun(store, reference);
    const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    const view = store.series({ runIds: [runId], keys: [key], x, px, ...range })[0];
    if (!view || view.total === 0) {
      const keys = store.detail(runId).metrics.map((metric) => metric.key);
      throw new TrialbookError('metric-not-found', `the run has no metric ${brief(key)}${didYouMean(key, keys) || `; it has ${someOf(keys)}`}`);
    }
    if (args.flag('json')) return terminal.json(seriesJson(view));
    terminal.line(summary(view));
    const label = (value: number): string => (x === 'time' ? formatDate(value) : String(value));
    if (args.flag('table')) return writeTable(view, label, terminal);
    terminal.lines(textChart(view.buckets, { width: Math.min(px, Math.max(10, terminal.width - 14)), height: HEIGHT }, label));
  },
};

function someOf(keys: readonly string[]): string {
  const more = keys.length > MOST_KEYS ? ` and ${keys.length - MOST_KEYS} more` : '';
  return keys.length === 0 ? 'none' : keys.slice(0, MOST_KEYS).map((key) => brief(key)).join(', ') + more;
}

/** In the store's replies null stands for NaN. */
function seriesJson(view: SeriesView): Record<string, unknown> {
  const number = (value: number | null): number => value ?? NaN;
  const bucket = (one: Bucket): Record<string, unknown> => ({
    ...one, first: number(one.first), last: number(one.last), min: number(one.min), max: number(one.max),
  });
  return { ...view, buckets: view.buckets.map(bucket) };
}

function summary({ key, count, total, raw, buckets }: SeriesView): string {
  const nans = buckets.reduce((sum, { nanCount }) => sum + nanCount, 0);
  const points = count === total ? counted(count, 'point') : `${count} of ${total} points`;
  return `${brief(key)}  ${points}${raw ? '' : ` in ${counted(buckets.length, 'bucket')}`}${nans > 0 ? `, ${nans} NaN` : ''}`;
}

function writeTable(view: SeriesView, label: (x: number) => string, terminal: Terminal): void {
  const { buckets } = view;
  const column = (title: string, text: (bucket: Bucket) => string): TextColumn => ({ title, align: 'right', cells: buckets.map((bucket) => ({ text: text(bucket) })) });
  const value = (part: 'first' | 'last' | 'min' | 'max'): TextColumn => column(part, (bucket) => formatNumber(bucket[part], 9));
  const nan = column('NaN', ({ nanCount }) => (nanCount > 0 ? String(nanCount) : ''));
  const columns = view.raw
    ? [column(view.x, ({ xFirst }) => label(xFirst)), column('value', ({ last }) => formatNumber(last, 9))]
    : [
        column(`from ${view.x}`, ({ xFirst }) => label(xFirst)),
        column('to', ({ xLast }) => label(xLast)),
        column('points', ({ count }) => String(count)),
        value('first'), value('min'), value('max'), value('last'),
        ...(buckets.some(({ nanCount }) => nanCount > 0) ? [nan] : []),
      ];
  terminal.lines(renderTable(columns, { width: terminal.width, style: (style, text) => terminal.style(style, text) }).lines);
}
