import { expect, it } from 'vitest';
import { parseNumber } from '../../../src/core/number';

it.each([
  ['1', 1], ['-0.5', -0.5], ['.5', 0.5], ['5.', 5], ['+1e-3', 0.001], [' 2 ', 2], ['inf', Infinity], ['-Infinity', -Infinity], ['NaN', NaN], ['1e999', Infinity],
])('the text %j is the number %d', (text, number) => expect(parseNumber(text)).toBe(number));

it.each(['', ' ', 'auto', '0x10', '1_000', 'True', '1e', '1 2', '.', '--1'])('the text %j is no number', (text) => expect(parseNumber(text)).toBeNull());
