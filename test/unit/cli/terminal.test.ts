import { expect, it } from 'vitest';
import { Terminal } from '../../../src/cli/terminal';

const terminal = (out: object): Terminal => new Terminal(out as NodeJS.WriteStream, out as NodeJS.WriteStream);

it('is as wide as it says', () => {
  const { width, height, errorWidth } = terminal({ isTTY: true, columns: 132, rows: 50 });
  expect({ width, height, errorWidth }).toEqual({ width: 132, height: 50, errorWidth: 132 });
});

it('has a usual size where it knows none, as in many containers', () => {
  const { width, height, errorWidth } = terminal({ isTTY: true, columns: 0, rows: 0 });
  expect({ width, height, errorWidth }).toEqual({ width: 80, height: 24, errorWidth: 80 });
});

it('has room without end where it is a file', () => {
  const { width, height } = terminal({ isTTY: undefined });
  expect({ width, height }).toEqual({ width: Infinity, height: Infinity });
});

it('writes a list as JSON item by item, and is read back', () => {
  const written: string[] = [];
  terminal({ write: (text: string) => written.push(text) }).jsonList([{ a: 1, b: 'x\ny' }, { a: NaN, b: '' }], (item) => item);
  expect(JSON.parse(written.join(''))).toEqual([{ a: 1, b: 'x\ny' }, { a: 'NaN', b: '' }]);
  expect(written.length).toBeGreaterThan(2);
});
