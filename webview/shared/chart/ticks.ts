import { formatDuration } from '../../../src/core/format';
import type { Range } from './range';

export type XAxis = 'step' | 'time' | 'relative';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const timeSteps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second,
  minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour,
  day, 2 * day, 7 * day, 14 * day, 28 * day, 90 * day, 365 * day,
];

/** Where an axis of x gets its ticks: at most `most` round places; steps are whole. */
export function xTicks(range: Range, axis: XAxis, most: number): number[] {
  const span = range.max - range.min;
  const wanted = span / Math.max(1, most);
  const step = axis === 'step' ? Math.max(1, niceStep(wanted)) : (timeSteps.find((candidate) => candidate >= wanted) ?? niceStep(wanted / day) * day);
  // Round hours and days are round where the person is, not in Greenwich.
  const offset = axis === 'time' ? new Date(range.min).getTimezoneOffset() * minute : 0;
  const first = Math.ceil((range.min - offset) / step) * step + offset;
  const ticks: number[] = [];
  for (let tick = first; tick <= range.max && ticks.length <= most + 1; tick += step) ticks.push(tick);
  return ticks;
}

/** The least of 1, 2, 5, 10, 20 … that is not below `wanted`. */
export function niceStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  const digit = [1, 2, 5, 10].find((candidate) => candidate * power >= wanted * (1 - 1e-9)) ?? 10;
  return digit * power;
}

/** @param span of the whole axis: it decides how exact the label has to be */
export function xLabel(x: number, axis: XAxis, span: number): string {
  if (axis === 'step') return shortStep(x);
  if (axis === 'relative') return x === 0 ? '0' : `${x < 0 ? '−' : ''}${shortDuration(Math.abs(x))}`;
  const date = new Date(x);
  const two = (part: number) => String(part).padStart(2, '0');
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (span < 2 * second) return `${clock}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
  if (span < 10 * minute) return `${clock}:${two(date.getSeconds())}`;
  if (span < day) return clock;
  const dayLabel = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`.slice(span < 300 * day ? 5 : 0);
  return span < 4 * day ? `${dayLabel} ${clock}` : dayLabel;
}

function shortStep(step: number): string {
  const size = Math.abs(step);
  if (size < 10_000) return String(step);
  const [unit, name] = size < 1e6 ? [1e3, 'k'] : size < 1e9 ? [1e6, 'M'] : [1e9, 'G'];
  return `${Number((step / unit).toPrecision(6))}${name}`;
}

function shortDuration(ms: number): string {
  return ms < second ? `${Number(ms.toPrecision(6))} ms` : formatDuration(ms);
}
