import { describe, expect, it } from 'vitest';
import { headingsOf } from '../../../../src/pipeline/steps/headings';

describe('the headings of a Markdown cell', () => {
  it.each([
    ['# One\ntext\n## Two ##', [[1, 'One'], [2, 'Two ##']]],
    ['#Without a space', [[1, 'Without a space']]],
    ['Underlined\n===\n\nLess so\n---', [[1, 'Underlined'], [2, 'Less so']]],
    ['<h2 style="color:red">In <b>HTML</b></h2>', [[2, 'In <b>HTML</b>']]],
    ['```\n# a comment\n```\n# Real', [[1, 'Real']]],
    ['a | b\n---', []],
    ['- item\n---', []],
    ['#', []],
    ['text\n\n---', []],
  ])('%j', (markdown, headings) => {
    expect(headingsOf(markdown).map(({ level, text }) => [level, text])).toEqual(headings);
  });
});
