import { describe, expect, it } from 'vitest';
import { xLabel, xTicks } from '../../../../webview/shared/chart/ticks';

const minute = 60_000;

describe('ticks of steps', () => {
  it('are round and whole', () => {
    expect(xTicks({ min: 3, max: 47 }, 'step', 5)).toEqual([10, 20, 30, 40]);
    expect(xTicks({ min: 0, max: 2 }, 'step', 8)).toEqual([0, 1, 2]);
  });

  it.each([[0, '0'], [9_999, '9999'], [20_000, '20k'], [1_500_000, '1.5M']])('write %d as %s', (step, label) => {
    expect(xLabel(step, 'step', 1)).toBe(label);
  });
});

describe('ticks of time', () => {
  it('are round minutes and hours, not decimal ones', () => {
    expect(xTicks({ min: 0, max: 60 * minute }, 'relative', 5)).toEqual([0, 15, 30, 45, 60].map((minutes) => minutes * minute));
  });

  it('are round hours where the person is', () => {
    const noon = new Date(2026, 10, 22, 12).getTime();
    const [first] = xTicks({ min: noon - 5 * minute, max: noon + 200 * minute }, 'time', 4);
    expect(first).toBe(noon);
  });

  it('say as much as the length of the axis asks for', () => {
    const at = new Date(2026, 10, 22, 9, 5, 7).getTime();
    expect(xLabel(at, 'time', 5 * minute)).toBe('09:05:07');
    expect(xLabel(at, 'time', 300 * minute)).toBe('09:05');
    expect(xLabel(at, 'time', 3 * 24 * 60 * minute)).toBe('11-22 09:05');
  });

  it('since the start are durations', () => {
    expect(xLabel(90_000, 'relative', minute)).toBe('1 min 30 s');
  });

  it.each(['step', 'time', 'relative'] as const)('are never more than asked for on an axis of %s', (axis) => {
    for (const span of [1, 7, 999, 1e5, 1e9, 1e12]) {
      expect(xTicks({ min: 0, max: span }, axis, 6).length).toBeLessThanOrEqual(7);
    }
  });
});
