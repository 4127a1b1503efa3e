const PREFIX = /[rbuf]{0,2}(?=["'])/iy;
const ESCAPE = /\\(?:\r?\n|[0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^])/g;
const LETTERS: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"' };

export interface PythonString {
  /** what it says; null where it is none whose text is known: bytes, an f-string */
  readonly value: string | null;
  /** where it ends */
  readonly end: number;
}

/** The string literal that begins at a place, with its prefix; null where none does, or it does not end. */
export function pythonStringAt(text: string, at: number): PythonString | null {
  PREFIX.lastIndex = at;
  const prefix = PREFIX.exec(text)?.[0].toLowerCase();
  if (prefix === undefined) return null;
  const from = at + prefix.length;
  const one = text[from] ?? '';
  const quote = text.startsWith(one.repeat(3), from) ? one.repeat(3) : one;
  const end = endOf(text, from + quote.length, quote);
  if (end === null) return null;
  const raw = text.slice(from + quote.length, end - quote.length);
  const value = /[bf]/.test(prefix) ? null : prefix.includes('r') ? raw : unescaped(raw);
  return { value, end };
}

function endOf(text: string, from: number, quote: string): number | null {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '\n' && quote.length === 1) return null;
    else if (char === quote[0] && text.startsWith(quote, at)) return at + quote.length;
  }
  return null;
}

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (all) => {
    const letter = all[1] ?? '';
    if (letter === '\n' || letter === '\r') return '';
    if (/[xuU]/.test(letter) && all.length > 2) return character(parseInt(all.slice(2), 16), all);
    if (/[0-7]/.test(letter)) return character(parseInt(all.slice(1), 8), all);
    return LETTERS[letter] ?? all;
  });
}

function character(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}

/** A string as Python's `repr` writes it. */
export function pythonRepr(value: string): string {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const inner = value.replace(/[\\'"\x00-\x1f\x7f]/g, (char) => {
    if (char === '\\') return '\\\\';
    if (char === "'" || char === '"') return char === quote ? `\\${char}` : char;
    const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[char];
    return named ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return quote + inner + quote;
}
