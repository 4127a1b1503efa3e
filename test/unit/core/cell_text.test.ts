import { describe, expect, it } from 'vitest';
import type { CellMetric } from '../../../src/core/cell';
import { cellSummary, cellTitle, firstLine } from '../../../src/core/cell_text';
import { cellRow } from '../../builders/cell_row';

const recorded = (key: string, value: number): CellMetric => ({ key, value, step: null, runId: 'a'.repeat(32), source: 'log' });

describe('what an execution is called', () => {
  it('is the number beside the cell and its first line', () => {
    expect(cellTitle(cellRow({ count: 12, source: 'clf.fit(X, y)\nclf.score(X, y)' }))).toBe('[12] clf.fit(X, y)');
  });

  it('has a star while it runs and no number was given yet', () => {
    expect(cellTitle(cellRow({ count: null, status: 'running', source: 'fit()' }))).toBe('[*] fit()');
  });

  it('says nothing of a source that was taken out', () => {
    expect(cellTitle(cellRow({ count: 3, source: '', redactedMs: 5 }))).toBe('[3] redacted');
  });

  it('is the number alone where the cell was empty', () => {
    expect(cellTitle(cellRow({ count: 3, source: '  \n' }))).toBe('[3]');
  });
});

describe('the first line of a cell', () => {
  it.each([
    ['a comment above the code', '\n# Train\n\nfit()', 'python', 'fit()'],
    ['a magic that only wraps', '%%time\nfit()', 'python', 'fit()'],
    ['a magic that does something', '%%bash\nls', 'python', '%%bash'],
    ['a comment with nothing below', '# to do\n', 'python', '# to do'],
    ['a comment of another language', '// Train\nfit()', 'javascript', 'fit()'],
    ['a preprocessor line of another language', '#include <x>\nfit()', 'cpp', '#include <x>'],
  ])('passes over %s where it can', (_, source, language, line) => {
    expect(firstLine(source, language)).toBe(line);
  });

  it('has no orders to a terminal and nothing that turns the direction of writing', () => {
    expect(firstLine('a = "\x1b[31mred\x1b[0m\x07 \u202egnp"', 'python')).toBe('a = "red gnp"');
  });

  it('is cut where it is long', () => {
    expect(firstLine('x'.repeat(5000), 'python')).toHaveLength(100);
  });
});

describe('what is written beside an execution', () => {
  it('is what it recorded and how long it took', () => {
    expect(cellSummary(cellRow({ metrics: [recorded('acc', 0.9421), recorded('loss', 0.1)] }))).toBe('acc 0.9421, loss 0.1 · 1 s');
  });

  it('counts the metrics for which there is no room', () => {
    expect(cellSummary(cellRow({ metrics: ['a', 'b', 'c', 'd'].map((key) => recorded(key, 1)) }))).toBe('a 1, b 1 +2 · 1 s');
  });

  it('is the kind of its error', () => {
    expect(cellSummary(cellRow({ status: 'error', error: 'ValueError: shapes\ndo not fit' }))).toBe('ValueError · 1 s');
  });

  it.each([
    ['interrupted', 'interrupted · 1 s'],
    ['unknown', 'end not recorded · 1 s'],
    ['running', 'running'],
  ] as const)('is a word for the state %s', (status, text) => {
    expect(cellSummary(cellRow({ status }))).toBe(text);
  });
});
