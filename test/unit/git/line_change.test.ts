import { describe, expect, it } from 'vitest';
import { lineChange } from '../../../src/git/line_change';

const before = ['import os', 'lr = 0.1', 'epochs = 20', '', 'train(lr, epochs)'];

describe('a line beside an older version of its file', () => {
  it('is nothing where it is there as well', () => expect(lineChange(before, ['# new', ...before], 2)).toBeNull());

  it('is what it was', () => {
    expect(lineChange(before, ['import os', 'lr = 0.01', 'epochs = 20', '', 'train(lr, epochs)'], 1)).toEqual({ before: 'lr = 0.1', after: 'lr = 0.01' });
  });

  it('is found among several that changed, lines that came between them aside', () => {
    const after = ['import os', 'import math', 'lr = 0.01', 'steps = 3', 'epochs = 30', '', 'train(lr, epochs)'];
    expect(lineChange(before, after, 4)?.before).toBe('epochs = 20');
  });

  it('is new where nothing like it was', () => {
    expect(lineChange(before, ['import os', 'seed_everything(7)', 'epochs = 20', '', 'train(lr, epochs)'], 1)).toEqual({ before: null, after: 'seed_everything(7)' });
    expect(lineChange(before, [...before, 'save()'], 5)).toEqual({ before: null, after: 'save()' });
  });

  it('is none behind the end', () => expect(lineChange(before, before, 99)).toBeNull());
});
