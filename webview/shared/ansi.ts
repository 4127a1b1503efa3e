/** How a piece of a terminal's text looks. Colours are names of VS Code's terminal colours, such as `ansiBrightRed`. */
export interface AnsiStyle {
  readonly foreground?: string;
  readonly background?: string;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
}

export interface AnsiSpan {
  readonly text: string;
  readonly style: AnsiStyle;
}

const names = ['Black', 'Red', 'Green', 'Yellow', 'Blue', 'Magenta', 'Cyan', 'White'];
// Sequences that begin with CSI, with OSC (up to BEL or ST), other escapes, and control characters that print nothing.
const sequence = /\x1b\[([0-?]*)[ -/]*([@-~]?)|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[^[\]]?|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f]/g;

/**
 * Splits terminal text into spans of one look. Only colours and weights are understood; every other escape sequence and
 * control character is left out, so that what comes back is nothing but text.
 * @param before the look that the text before left behind
 */
export function ansiSpans(text: string, before: AnsiStyle = {}): { readonly spans: readonly AnsiSpan[]; readonly after: AnsiStyle } {
  const spans: AnsiSpan[] = [];
  let style = before;
  let at = 0;
  const put = (piece: string) => {
    const last = spans.at(-1);
    if (piece === '') return;
    if (last?.style === style) spans[spans.length - 1] = { text: last.text + piece, style };
    else spans.push({ text: piece, style });
  };
  for (const match of text.matchAll(sequence)) {
    put(text.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[2] === 'm' && /^[\d;:]*$/.test(match[1] ?? '')) style = applied(style, match[1] ?? '');
  }
  put(text.slice(at));
  return { spans, after: style };
}

function applied(style: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters.split(/[;:]/).map(Number);
  let next: AnsiStyle = style;
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) {
      // 256 colours and true colours have no name in a theme: the first 16 of the 256 do, the others keep the plain colour.
      const kind = codes[index + 1];
      const named = kind === 5 ? colourName(codes[index + 2] ?? -1) : undefined;
      next = named ? { ...next, [code === 38 ? 'foreground' : 'background']: named } : next;
      index += kind === 5 ? 2 : 4;
    } else next = withCode(next, code);
  }
  return next;
}

function withCode(style: AnsiStyle, code: number): AnsiStyle {
  const { foreground: _foreground, ...noForeground } = style;
  const { background: _background, ...noBackground } = style;
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 3) return { ...style, italic: true };
  if (code === 4) return { ...style, underline: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 23) return { ...style, italic: false };
  if (code === 24) return { ...style, underline: false };
  if (code === 39) return noForeground;
  if (code === 49) return noBackground;
  const colour = code >= 90 && code < 108 ? (code % 10) + 8 : code >= 30 && code < 48 ? code % 10 : -1;
  const name = colourName(colour);
  if (!name) return style;
  const behind = code >= 100 || (code >= 40 && code < 48);
  return behind ? { ...style, background: name } : { ...style, foreground: name };
}

function colourName(colour: number): string | undefined {
  const name = names[colour % 8];
  if (colour < 0 || colour > 15 || !name) return undefined;
  return colour < 8 ? `ansi${name}` : `ansiBright${name}`;
}
