import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/core/csv';

const rows = (text: string) => parseCsv(text, ',', 100);

describe('a table as text', () => {
  it.each([
    ['plain fields', 'a,b\n1,2\n', [['a', 'b'], ['1', '2']]],
    ['no line end at the end', 'a,b\n1,2', [['a', 'b'], ['1', '2']]],
    ['line ends of Windows', 'a,b\r\n1,2\r\n', [['a', 'b'], ['1', '2']]],
    ['empty fields', 'a,,c\n,,\n1,', [['a', '', 'c'], ['', '', ''], ['1', '']]],
    ['quoted separators, line ends and quotes', '"a,b","c\nd","e""f"\n', [['a,b', 'c\nd', 'e"f']]],
    ['text behind a closing quote', '"a"b,c\n', [['ab', 'c']]],
    ['a quote that never closes', '"a,b\nc', [['a,b\nc']]],
    ['a mark of the byte order', '\uFEFFa\n1', [['a'], ['1']]],
    ['nothing', '', []],
  ])('with %s', (_, text, parsed) => {
    expect(rows(text)).toEqual(parsed);
  });

  it('is read no further than asked for', () => {
    expect(parseCsv('1\n2\n3\n', ',', 2)).toEqual([['1'], ['2']]);
  });
});
