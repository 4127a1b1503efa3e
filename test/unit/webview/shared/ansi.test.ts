import { describe, expect, it } from 'vitest';
import { ansiSpans } from '../../../../webview/shared/ansi';

const esc = '\u001b';
const text = (of: string) => ansiSpans(of).spans.map((span) => span.text).join('');

describe('terminal text', () => {
  it('is split where its look changes', () => {
    expect(ansiSpans(`a ${esc}[1;31mred${esc}[0m b`).spans).toEqual([
      { text: 'a ', style: {} },
      { text: 'red', style: { bold: true, foreground: 'ansiRed' } },
      { text: ' b', style: {} },
    ]);
  });

  it('keeps its look over the end of a piece', () => {
    const { after } = ansiSpans(`${esc}[92mgreen`);
    expect(ansiSpans('still', after).spans).toEqual([{ text: 'still', style: { foreground: 'ansiBrightGreen' } }]);
  });

  it.each([
    ['moving the cursor', `${esc}[2Kdone${esc}[1A`, 'done'],
    ['a window title', `${esc}]0;title\u0007text`, 'text'],
    ['a link', `${esc}]8;;http://example.com${esc}\\link${esc}]8;;${esc}\\`, 'link'],
    ['bells and other controls', 'a\u0007b\u0000c', 'abc'],
    ['a sequence that never ends', `text${esc}[`, 'text'],
  ])('leaves out %s', (_, given, left) => {
    expect(text(given)).toBe(left);
  });

  it('takes colours that a theme has, and leaves others as they are', () => {
    expect(ansiSpans(`${esc}[38;5;9mx`).spans[0]?.style).toEqual({ foreground: 'ansiBrightRed' });
    expect(ansiSpans(`${esc}[38;2;1;2;3mx`).spans[0]?.style).toEqual({});
    expect(ansiSpans(`${esc}[38;2;1;2;3;44mx`).spans[0]?.style).toEqual({ background: 'ansiBlue' });
  });

  it('stays text whatever it looks like', () => {
    expect(text('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
  });
});
