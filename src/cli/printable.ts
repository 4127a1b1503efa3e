import stringWidth from 'string-width';

const SEGMENTS = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Controls, line and paragraph separators, and the marks that reverse what is written behind them. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

const COLOURS = /\x1b\[[0-9;:]*m/g;

/**
 * Text from a store as it may go to a terminal, on one line: what would move the cursor, change colours or turn the
 * direction is written as an escape instead.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escape);
}

/** As `printable`, and of text that is longer than so many characters the beginning, with how long it is. */
export function brief(text: string, longest = 200): string {
  if (text.length <= longest) return printable(text);
  // A cut in the middle of a character would leave half of it.
  const kept = text.slice(0, longest - 20).replace(/[\uD800-\uDBFF]$/, '');
  return `${printable(kept)}… (${text.length.toLocaleString('en')} characters)`;
}

/** As `printable`, but lines stay lines, and colours are left out: for logs and tracebacks. */
export function printableLines(text: string): string {
  return text.replace(COLOURS, '').replace(/\r\n/g, '\n').replace(UNPRINTABLE, (character) =>
    character === '\n' || character === '\t' ? character : escape(character),
  );
}

/** Columns of a terminal that a text takes. */
export function displayWidth(text: string): number {
  return stringWidth(text);
}

/** The text if it is at most so many columns wide, else its beginning and `…`. */
export function fit(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of SEGMENTS.segment(text)) {
    used += stringWidth(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** The text if it is at most so many columns wide, else `…` and its end. */
export function fitEnd(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const { segment } of [...SEGMENTS.segment(text)].reverse()) {
    if (stringWidth(segment + kept) > width - 1) break;
    kept = segment + kept;
  }
  return `…${kept}`;
}

function escape(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
