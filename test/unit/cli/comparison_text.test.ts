import { expect, it } from 'vitest';
import { comparisonText } from '../../../src/cli/comparison_text';
import { displayWidth } from '../../../src/cli/printable';

const RUNS = Array.from({ length: 20 }, (_, at) => `r${at}`);
const SECTIONS = [
  { heading: 'metrics', rows: [{ name: 'loss', values: RUNS.map((_, at) => `0.12345${at}`), best: [0] }] },
  { heading: 'params', rows: [{ name: 'text', values: RUNS.map(() => 'a text that is much longer than there is room for'), best: [] }] },
];
const textIn = (width: number): string[] => comparisonText(RUNS, SECTIONS, { width, style: (_, text) => text });

it.each([60, 80, 200])('many runs stand below each other in %d columns, and no number is cut', (width) => {
  const lines = textIn(width);
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
  const numbers = lines.filter((line) => line.startsWith('  loss')).flatMap((line) => line.match(/0\.\d+(?= |$)/g) ?? []);
  expect(numbers).toEqual(RUNS.map((_, at) => `0.12345${at}`));
});

it('all runs stand in one table where the room has no end', () => {
  expect(textIn(Infinity).filter((line) => line.startsWith('  loss'))).toHaveLength(1);
});
