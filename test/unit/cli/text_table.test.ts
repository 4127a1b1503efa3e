import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/cli/printable';
import { renderTable, type TextColumn } from '../../../src/cli/text_table';

const column = (title: string, texts: string[], more: Partial<TextColumn> = {}): TextColumn => ({
  title, align: 'left', cells: texts.map((text) => ({ text })), ...more,
});
const plain = { style: (_: string, text: string) => text };
const table = (columns: TextColumn[], width = Infinity) => renderTable(columns, { width, ...plain });

describe('a table', () => {
  it('lines up wide characters by what they take of the terminal', () => {
    expect(table([column('name', ['日本', 'a']), column('n', ['1', '22'], { align: 'right' })]).lines).toEqual(['name   n', '日本   1', 'a     22']);
  });

  it('has no line of titles where there are none', () => {
    expect(table([column('', ['a']), column('', ['b'])]).lines).toEqual(['a  b']);
  });

  it('measures without the codes of a style', () => {
    const bold = renderTable([column('name', ['ab', 'c']), column('n', ['1', '2'])], { width: Infinity, style: (_, text) => `<${text}>` });
    expect(bold.lines).toEqual(['<name>  <n>', 'ab    1', 'c     2']);
  });
});

describe('a table that is too wide', () => {
  const wide = [
    column('name', ['a-very-long-name-indeed'], { shrinkTo: 8 }),
    column('lr', ['0.1'], { optional: true }),
    column('C', ['100'], { optional: true }),
    column('age', ['2 h']),
  ];

  it('first narrows what may be narrowed', () => {
    const { lines, omitted } = table(wide, 30);
    expect({ line: lines[1], omitted }).toEqual({ line: 'a-very-long-na…  0.1  100  2 h', omitted: [] });
  });

  it('then leaves out columns from the right, and says which', () => {
    const { lines, omitted } = table(wide, 20);
    expect({ line: lines[1], omitted }).toEqual({ line: 'a-very-lo…  0.1  2 h', omitted: ['C'] });
  });

  it.each([80, 40, 30, 25, 20, 15])('fits into %d columns', (width) => {
    expect(Math.max(...table(wide, width).lines.map(displayWidth))).toBeLessThanOrEqual(width);
  });
});
