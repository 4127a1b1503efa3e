import { brief } from './printable';

/** A table in GitHub's Markdown; whatever a text holds, it stays in its cell and is shown as it is. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = header.map((_, index) => (index === 0 ? '---' : '---:'));
  return [line(header), line(rule), ...rows.map(line)];
}

/** Text that Markdown and the HTML in it leave alone. */
export function markdownText(text: string): string {
  // An underscore inside a word, as in val_acc, is plain text already.
  const special = /[\\`*{}[\]<>()#!|~&@]|\b_|_\b/g;
  const escaped = brief(text).replace(special, (character) => (character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`));
  // GitHub looks for people and issues in what Markdown has made of the text, where the backslash is gone.
  return escaped.replace(/[@#](?=[\p{L}\p{N}])/gu, '$&\u2060');
}
