import { describe, expect, it } from 'vitest';
import { savedOrder } from '../../../../src/pipeline/refusals/saved_order';
import { codeCell, numberedCells } from '../../../builders/cells';

const indexes = (cells: readonly { readonly index: number }[]): number[] => cells.map(({ index }) => index);

describe('the order in which cells ran', () => {
  it('is that of their numbers', () => {
    expect(indexes(savedOrder(numberedCells(2, 4, 3)).recorded)).toEqual([0, 2, 1]);
  });

  it('leaves out cells that were never run, where others were', () => {
    const { recorded, neverRun } = savedOrder(numberedCells(1, null, 2));
    expect([indexes(recorded), indexes(neverRun)]).toEqual([[0, 2], [1]]);
  });

  it('is not known of a notebook that was saved without numbers', () => {
    const { recorded, neverRun, late } = savedOrder(numberedCells(null, null));
    expect([recorded, neverRun, late]).toEqual([[], [], []]);
  });

  it('has no place for empty cells', () => {
    expect(savedOrder([codeCell(0, { source: ' \n' }), ...numberedCells(1).map((cell) => ({ ...cell, index: 1 }))]).neverRun).toEqual([]);
  });
});

describe('cells that ran after cells below them', () => {
  it.each([
    [[1, 2, 3], []],
    [[3, 7, 12], []],
    [[1, 3, 2], [1]],
    [[3, 1, 2], [0]],
    [[1, 5, 2, 6, 3], [1, 3]],
  ])('of %j are %j', (counts, late) => {
    expect(indexes(savedOrder(numberedCells(...counts)).late)).toEqual(late);
  });
});

describe('what may have been', () => {
  it.each([
    ['running a cell again, which leaves its first number free', [1, 9, 3, 4], 'again'],
    ['running several again', [7, 8, 3, 9, 5], 'again'],
    ['nothing that numbers tell: none is free', [1, 4, 2, 3], undefined],
    ['nothing: a cell ran first that stands later', [2, 3, 1], undefined],
    ['another kernel', [1, 2, 3, 1, 2], 'sessions'],
    ['cells of several kernels, one among the other', [5, 1, 4, 2, 4], 'sessions'],
    ['nothing to explain', [1, 2, 2, 3], undefined],
  ])('%s: %j', (_, counts, explanation) => {
    expect(savedOrder(numberedCells(...counts)).explanation).toBe(explanation);
  });
});

describe('cells of the same number', () => {
  it('are those of the first number that comes again', () => {
    expect(indexes(savedOrder(numberedCells(3, 1, 2, 1, 2)).sameNumber)).toEqual([1, 3]);
  });

  it('are none where each has its own', () => {
    expect(savedOrder(numberedCells(3, 1, 2)).sameNumber).toEqual([]);
  });
});
