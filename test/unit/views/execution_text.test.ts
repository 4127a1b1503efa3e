import { describe, expect, it } from 'vitest';
import type { CellDetail, CellOutput } from '../../../src/core/cell';
import { executionText } from '../../../src/views/notebook/execution_text';
import { foundKeys, nameProblem } from '../../../src/views/notebook/found_numbers';
import { recordedCell } from '../../builders/recorded_cell';

const output = (fields: Partial<CellOutput>): CellOutput => ({ kind: 'stdout', text: null, cut: 0, mimes: [], artifacts: [], leftOut: [], ...fields });
const textOf = (language: string, ...outputs: CellOutput[]): string => {
  const detail: CellDetail = { row: recordedCell({ source: 'fit()\n', language, count: 3 }), outputs, traceback: null, artifactDir: '/a' };
  return executionText(detail).replace(/\d{4}-.*/, 'then');
};

describe('an execution as a text', () => {
  it('is its source, and its outputs in comments without their colours', () => {
    expect(textOf('python', output({ text: '\x1b[31mred\x1b[0m\nblue\n' }))).toBe('fit()\n\n# [3] ok, then\n# red\n# blue\n');
  });

  it('says what is not text, and what was not kept', () => {
    const image = output({ artifacts: [{ mime: 'image/png', path: 'cells/1.png', size: 2000 }], cut: 1500 });
    expect(textOf('rust', image)).toBe('fit()\n\n// [3] ok, then\n// (1,500 characters in the middle were not kept)\n// (image/png, 2 kB: cells/1.png)\n');
  });
});

describe('the keys of numbers found in a notebook', () => {
  const found = (key: string, value: number, metric?: string | null) => ({ key, value, step: null, metric });

  it('are each there once with the last value, those that wait first', () => {
    const rows = [recordedCell({ found: [found('a', 1, 'a'), found('z', 1)] }), recordedCell({ found: [found('z', 2)] })];
    expect(foundKeys(rows)).toEqual([{ key: 'z', value: 2, count: 2, metric: undefined }, { key: 'a', value: 1, count: 1, metric: 'a' }]);
  });

  it('cannot be recorded under no name, nor under the one that stands for all', () => {
    expect([nameProblem(' '), nameProblem('*'), nameProblem('val/acc')].map((problem) => problem === null)).toEqual([false, false, true]);
  });
});
