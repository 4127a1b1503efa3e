import { describe, expect, it } from 'vitest';
import { LONGEST_LINE, takeLines } from '../../../src/journal/lines';

describe('taking lines', () => {
  it('leaves a last line without its end', () => {
    expect(takeLines(Buffer.from('a\nb\nc'))).toEqual({ lines: ['a', 'b'], bad: 0, used: 4 });
  });

  it('finds nothing in a line that is not whole', () => {
    expect(takeLines(Buffer.from('abc'))).toEqual({ lines: [], bad: 0, used: 0 });
  });

  it('passes empty lines over', () => {
    expect(takeLines(Buffer.from('\n\na\n\n'))).toEqual({ lines: ['a'], bad: 0, used: 5 });
  });

  it('counts a line that is not UTF-8 and keeps its neighbours', () => {
    const bytes = Buffer.concat([Buffer.from('ä\n'), Buffer.from([0xff, 0xfe, 10]), Buffer.from('€\n')]);
    expect(takeLines(bytes)).toEqual({ lines: ['ä', '€'], bad: 1, used: bytes.length });
  });

  it('counts a line that is too long to be a record', () => {
    const bytes = Buffer.concat([Buffer.alloc(LONGEST_LINE + 1, 'x'), Buffer.from('\na\n')]);
    expect(takeLines(bytes)).toEqual({ lines: ['a'], bad: 1, used: bytes.length });
  });
});
