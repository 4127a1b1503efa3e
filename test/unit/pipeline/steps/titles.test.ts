import { describe, expect, it } from 'vitest';
import { plainTitle } from '../../../../src/pipeline/steps/titles';

describe('a title', () => {
  it.each([
    ['Load **the** _data_', 'Load the data'],
    ['[Clean](#clean) the ![](x.png) frame', 'Clean the frame'],
    ['<a id="train"></a>Train', 'Train'],
    ['`GridSearchCV` on my_data', 'GridSearchCV on my_data'],
    ['🚀 Train 🔥', 'Train'],
    ['1️⃣ Load', 'Load'],
    ['The $R^2$ score', 'The score'],
    ['Closing hashes ##', 'Closing hashes'],
    ['Results:', 'Results'],
  ])('%s is %s', (markdown, title) => {
    expect(plainTitle(markdown)).toBe(title);
  });
});

describe('numbering in front of a title', () => {
  it.each([
    ['1. Load', 'Load'],
    ['1.2 Load', 'Load'],
    ['2.1.3) Load', 'Load'],
    ['(4) Load', 'Load'],
    ['Step 3: Load', 'Load'],
    ['Part II. Load', 'Load'],
    ['Exercise 5 - Load', 'Load'],
    ['A. Load', 'Load'],
  ])('goes: %s', (markdown, title) => {
    expect(plainTitle(markdown)).toBe(title);
  });

  it.each(['10 best models', 'A first look', '3D plots', '2018 and 2019', 'I think so', 'Step functions', '2.'])('is told from what only looks like it: %s', (markdown) => {
    expect(plainTitle(markdown)).toBe(markdown);
  });
});

it('is cut between words where it is long', () => {
  expect(plainTitle('A heading that goes on and on, because somebody wrote a whole sentence there')).toBe('A heading that goes on and on, because somebody wrote a…');
});
