import type { FormatField } from './format_fields';
import { literalText, type Template } from './template';

/** A text as a Python string literal. */
export function pythonString(text: string): string {
  const quote = text.includes('"') && !text.includes("'") ? "'" : '"';
  return quote + escaped(text, quote) + quote;
}

/** A template as a Python expression that gives its text: a literal, an f-string, or a sum where an f-string cannot hold it. */
export function pythonText(template: Template): string {
  const text = literalText(template);
  if (text !== null) return pythonString(text);
  const fields = template.filter((part) => typeof part !== 'string');
  // Before Python 3.12 an f-string's expressions hold neither its own quotes nor a backslash nor a `#`.
  const fits = !fields.some(({ expression }) => /[\\#]/.test(expression));
  const last = template.at(-1);
  const quote = ['"', "'", '"""', "'''"].find(
    (candidate) =>
      !fields.some(({ expression }) => expression.includes(candidate)) &&
      // At the end of a long literal a quote would become part of what closes it.
      !(candidate.length === 3 && typeof last === 'string' && last.endsWith(candidate.charAt(0))),
  );
  if (!fits || quote === undefined) {
    return template.map((part) => (typeof part === 'string' ? pythonString(part) : `format(${converted(part)})`)).join(' + ');
  }
  const parts = template.map((part) => (typeof part === 'string' ? escaped(part, quote).replace(/[{}]/g, '$&$&') : fieldText(part)));
  return `f${quote}${parts.join('')}${quote}`;
}

function fieldText({ expression, conversion }: FormatField): string {
  const inner = expression.trim();
  // A colon or an equals sign of the expression's own would be taken for the field's.
  const safe = /[:=!]|^lambda\b/.test(inner.replace(/\[[^[\]]*\]|\([^()]*\)/g, '')) ? `(${inner})` : inner;
  return `{${safe.startsWith('{') ? ' ' : ''}${safe}${conversion === null ? '' : `!${conversion}`}}`;
}

function converted({ expression, conversion }: FormatField): string {
  const inner = expression.trim();
  return conversion === null ? inner : `${{ r: 'repr', s: 'str', a: 'ascii' }[conversion] ?? 'str'}(${inner})`;
}

/**
 * Lines as a Python string that stands on as many lines below the one in which it opens.
 * @returns what opens it, the lines, and what closes it, which is a line of its own if the text ends with an empty line
 */
export function pythonLines(lines: readonly string[]): { open: string; lines: string[]; close: string } {
  const quote = lines.some((line) => line.includes('"""')) && !lines.some((line) => line.includes("'''")) ? "'''" : '"""';
  const body = lines.map((line) => escaped(line, quote));
  const last = body.at(-1);
  // IPython ends each cell with a line feed. Where the cell itself has it, the literal's last line is empty.
  if (last !== '' && last !== undefined) body[body.length - 1] = `${last}\\n`;
  return { open: `${quote}\\`, lines: body, close: quote };
}

function escaped(text: string, quote: string): string {
  const quoted = text.replace(/\\/g, '\\\\').replaceAll(quote, quote.replace(/./g, '\\$&'));
  return quoted.replace(/[\0-\x08\n\x0b-\x1f\x7f]|\p{Surrogate}/gu, (char) => {
    if (char === '\n') return '\\n';
    const code = char.charCodeAt(0);
    return code > 0xff ? `\\u${code.toString(16)}` : `\\x${code.toString(16).padStart(2, '0')}`;
  });
}
