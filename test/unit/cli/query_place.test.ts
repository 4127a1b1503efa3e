import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/cli/printable';
import { queryPlace } from '../../../src/cli/query_place';

const place = (query: string, meant: string, width = 80): string[] => queryPlace(query, { offset: query.indexOf(meant), length: meant.length }, width);

describe('the place in a query', () => {
  it('is marked below', () => {
    expect(place('name = foo bar', 'bar')).toEqual(['  name = foo bar', '             ^^^']);
  });

  it('is found behind wide characters and behind escaped ones', () => {
    expect(place('name = "日本\t" bar', 'bar')).toEqual(['  name = "日本\\t" bar', '                  ^^^']);
  });

  it('may be the end', () => {
    expect(queryPlace('name =', { offset: 6, length: 0 }, 80)).toEqual(['  name =', '        ^']);
  });

  it.each([30, 60, 79, 80, 200])('of a long one is in %d columns, with what is around it', (width) => {
    const [text = '', marks = ''] = place(`${'日本 = 1 or '.repeat(50)} here ${'or b = 2 '.repeat(50)}`, 'here', width);
    expect(displayWidth(text)).toBeLessThanOrEqual(width);
    expect(text).toMatch(/^ {2}….* here .*…$/);
    expect(displayWidth(text.slice(0, text.indexOf('here')))).toBe(marks.indexOf('^'));
  });
});
