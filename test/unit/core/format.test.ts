import { describe, expect, it } from 'vitest';
import { digitsFor, formatAge, formatBytes, formatDate, formatDuration, formatNumber } from '../../../src/core/format';

it.each([
  [0.981, '0.981'],
  [0.98123456, '0.9812'],
  [-0.019, '-0.019'],
  [0.1 + 0.2, '0.3'],
  [12.3456, '12.35'],
  [99999.6, '100000'],
  [1234567, '1234567'],
  [12345678, '1.235e7'],
  [0.00001234, '1.234e-5'],
  [1e-300, '1e-300'],
  [0, '0'],
  [null, 'NaN'],
  [NaN, 'NaN'],
  [-Infinity, '-inf'],
])('the number %s is written %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

describe('the digits of a column', () => {
  it('are few where few tell the numbers apart', () => {
    expect(digitsFor([0.5, 0.981234567, null])).toBe(4);
  });

  it('grow until different numbers look different', () => {
    expect(digitsFor([0.98123, 0.98124])).toBe(5);
  });

  it('end somewhere', () => {
    expect(digitsFor([0.1 + 0.2, 0.3])).toBe(9);
  });
});

it.each([
  [0, '0 s'],
  [412, '0.4 s'],
  [9_960, '10 s'],
  [41_000, '41 s'],
  [59_600, '1 min'],
  [200_000, '3 min 20 s'],
  [3_599_600, '1 h'],
  [7_500_000, '2 h 5 min'],
  [349_200_000, '4 d 1 h'],
  [-5, '0 s'],
])('%d ms are %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

describe('an age', () => {
  const now = new Date(2026, 10, 22, 12).getTime();
  it.each([
    [-5_000, 'now'],
    [59_000, 'now'],
    [60_000, '1 min'],
    [7_300_000, '2 h'],
    [6.5 * 86_400_000, '6 d'],
    [30 * 86_400_000, '2026-10-23'],
  ])('of %d ms is %s', (age, text) => {
    expect(formatAge(now - age, now)).toBe(text);
  });
});

it('a date is local and to the second', () => {
  expect(formatDate(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe('2026-01-02 03:04:05');
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 kB'],
  [1_234, '1.2 kB'],
  [12_340_000, '12 MB'],
  [999_600, '1 MB'],
  [5e15, '5000 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
