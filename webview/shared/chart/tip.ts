import { digitsFor, formatDate, formatDuration, formatNumber } from '../../../src/core/format';
import { h, setChildren } from '../dom';
import type { RunReading } from './chart_model';
import { swatch } from './swatch';
import type { XAxis } from './ticks';

const mostRows = 12;

/** The little window at the pointer that tells every run's value, the best first. */
export class Tip {
  readonly element = h('div', { class: 'chart-tip', role: 'tooltip', hidden: true });

  /** @param near the run that the pointer is closest to */
  show(readings: readonly RunReading[], x: number, axis: XAxis, near: string | undefined, at: { readonly left: number; readonly top: number }): void {
    const digits = digitsFor(readings.map(({ value }) => value));
    const shown = withNear(readings, near);
    setChildren(
      this.element,
      h('div', { class: 'chart-tip-x' }, xText(readings.length === 1 ? (readings[0]?.atX ?? x) : x, axis)),
      h('div', { class: 'chart-tip-rows' }, ...shown.flatMap((reading) => tipRow(reading, digits, reading.run.runId === near && readings.length > 1))),
      readings.length > shown.length && h('div', { class: 'chart-tip-x' }, `and ${readings.length - shown.length} more`),
    );
    this.element.hidden = readings.length === 0;
    this.place(at.left, at.top);
  }

  hide(): void {
    this.element.hidden = true;
  }

  private place(left: number, top: number): void {
    const { offsetWidth, offsetHeight, style } = this.element;
    const right = left + 16 + offsetWidth <= innerWidth;
    style.left = `${Math.max(4, right ? left + 16 : left - 16 - offsetWidth)}px`;
    style.top = `${Math.max(4, Math.min(top + 12, innerHeight - offsetHeight - 4))}px`;
  }
}

/** The value of a reading in words: of thinned data with how far it went. */
export function readingText({ value, bucket }: Pick<RunReading, 'value' | 'bucket'>, digits: number): string {
  const { min, max, count, nanCount } = bucket;
  const last = formatNumber(value, digits);
  if (count === 1) return last;
  const nans = nanCount > 0 && nanCount < count ? `, ${nanCount} NaN` : '';
  const range = min === null || max === null || min === max ? '' : ` (${formatNumber(min, digits)} … ${formatNumber(max, digits)})`;
  return last + range + nans;
}

export function xText(x: number, axis: XAxis): string {
  if (axis === 'step') return `step ${Math.round(x).toLocaleString('en')}`;
  return axis === 'time' ? formatDate(x) : `${formatDuration(x)} after the start`;
}

function tipRow(reading: RunReading, digits: number, near: boolean): Node[] {
  const nearClass = near ? ' near' : '';
  return [
    swatch(reading.run.ink),
    h('span', { class: `chart-tip-name${nearClass}` }, reading.run.name),
    h('span', { class: `right${nearClass}` }, readingText(reading, digits)),
  ];
}

/** The best, and the one that is pointed at if it is not among them. */
function withNear(readings: readonly RunReading[], near: string | undefined): readonly RunReading[] {
  const best = readings.slice(0, mostRows);
  const pointed = readings.slice(mostRows).find(({ run }) => run.runId === near);
  return pointed ? [...best, pointed] : best;
}
