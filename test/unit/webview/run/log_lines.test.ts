import { describe, expect, it } from 'vitest';
import { LogLines, lineText } from '../../../../webview/run/log_lines';
import { findInLog } from '../../../../webview/run/log_search';

const out = (text: string) => ({ timeMs: 1, stream: 'stdout' as const, text });
const err = (text: string) => ({ timeMs: 2, stream: 'stderr' as const, text });

function linesOf(pieces: readonly ReturnType<typeof out | typeof err>[], most = 100) {
  const lines = new LogLines(most);
  lines.add(pieces);
  return lines;
}
const texts = (lines: LogLines) => lines.lines.map(lineText);

describe('the lines of a log', () => {
  it('are put together from pieces that end anywhere', () => {
    expect(texts(linesOf([out('ep'), out('och 1\nepo'), out('ch 2\n')]))).toEqual(['epoch 1', 'epoch 2']);
  });

  it('show a line that is not at its end yet', () => {
    expect(texts(linesOf([out('a\nb')]))).toEqual(['a', 'b']);
  });

  it('keep the streams apart', () => {
    const lines = linesOf([out('half '), err('warning\n'), out('other\n')]);
    expect(lines.lines.map((line) => [line.stream, lineText(line)])).toEqual([['stdout', 'half '], ['stderr', 'warning'], ['stdout', 'other']]);
  });

  it('keep empty lines', () => {
    expect(texts(linesOf([out('a\n\nb\n')]))).toEqual(['a', '', 'b']);
  });

  it('show what a terminal shows after a carriage return', () => {
    expect(texts(linesOf([out(' 10%\r 50%\r100%\nnext\r\n')]))).toEqual(['100%', 'next']);
  });

  it('show the beginning of a very long one and say how much is left out, however it came', () => {
    const lines = linesOf([out('x'.repeat(9_999)), out('yz'), out('z'.repeat(5000))]);
    expect(texts(lines)).toEqual([`${'x'.repeat(9_999)}y … 5,001 more characters`]);
    lines.add([out('\rshort\n')]);
    expect(texts(lines)).toEqual(['short']);
  });

  it('tell from where on they are new', () => {
    const lines = linesOf([out('a\nb')]);
    expect(lines.add([out('c\nd\n')])).toBe(1);
    expect(texts(lines)).toEqual(['a', 'bc', 'd']);
    expect(lines.add([out('e\n')])).toBe(3);
  });

  it('are at most so many, the latest, and count those that went', () => {
    const lines = linesOf([out('1\n2\n3\n4\n')], 2);
    expect(texts(lines)).toEqual(['3', '4']);
    expect(lines.dropped).toBe(2);
    expect(lines.add([out('5\n')])).toBe(4);
  });

  it('keep a colour from one line to the next', () => {
    const [, second] = linesOf([out('\u001b[31mone\ntwo\n')]).lines;
    expect(second?.spans).toEqual([{ text: 'two', style: { foreground: 'ansiRed' } }]);
  });
});

describe('finding in a log', () => {
  const lines = linesOf([out('Loss 1\nno\nloss loss\n')]);

  it('finds every place, in any case', () => {
    expect(findInLog(lines.lines, 0, 'LOSS')).toEqual([
      { line: 0, start: 0, end: 4 }, { line: 2, start: 0, end: 4 }, { line: 2, start: 5, end: 9 },
    ]);
  });

  it('counts lines that were dropped', () => {
    expect(findInLog(lines.lines, 10, 'no').map(({ line }) => line)).toEqual([11]);
  });

  it('finds nothing for no text', () => {
    expect(findInLog(lines.lines, 0, '')).toEqual([]);
  });
});
