import { describe, expect, it } from 'vitest';
import { fromWire, toWire } from '../../../src/protocol/wire';

/** What VS Code makes of a message on its way to a page. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(toWire(value)));

describe('a message to a page', () => {
  it('keeps NaN and the infinities, wherever they are', () => {
    const value = { metrics: [{ last: Infinity, min: -Infinity }, { last: NaN }], n: 0.5 };
    expect(fromWire(sent(value))).toEqual(value);
  });

  it('is not copied where nothing has to change', () => {
    const value = { rows: [{ a: 1 }, null, 'text'] };
    expect(toWire(value)).toBe(value);
  });

  it('leaves typed arrays alone, which VS Code carries by itself', () => {
    const numbers = Float64Array.from([1, NaN]);
    expect(toWire({ numbers })).toEqual({ numbers });
    expect(fromWire({ numbers })).toEqual({ numbers });
  });

  it('leaves data alone that only looks like a number in disguise', () => {
    for (const value of [{ $number: 'x' }, { $number: 5 }, { $other: 'NaN' }]) expect(fromWire(sent(value))).toEqual(value);
  });
});
