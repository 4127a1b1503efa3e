import type { SourceText } from '../../syntax/source_text';
import { tokenize } from '../../syntax/tokenize';
import { applyEdits, type TextEdit } from './text_edit';

export const INDENT = '    ';

/**
 * Python text as the body of a function: indented but for the insides of long strings, with one blank line where there were more.
 * @param edits to be made besides, inside of lines or at their ends
 */
export function indented(source: SourceText, edits: readonly TextEdit[] = []): string {
  const inside = insideStrings(source);
  const last = source.lines.findLastIndex((line, index) => inside.has(index) || line.trim() !== '');
  const indents: TextEdit[] = [];
  let blank = true;
  let start = 0;
  for (const [index, line] of source.lines.entries()) {
    const end = start + line.length;
    if (inside.has(index)) blank = false;
    else if (line.trim() === '') {
      // The line goes with its end.
      if (blank || index > last) indents.push({ start: Math.max(0, index > last ? start - 1 : start), end: index > last ? end : end + 1, text: '' });
      else if (line !== '') indents.push({ start, end, text: '' });
      blank = true;
    } else {
      // A form feed makes Python count anew, from the line's beginning.
      const dropped = /^[ \t\f]*\f/.exec(line)?.[0].length ?? 0;
      indents.push({ start, end: start + dropped, text: INDENT });
      blank = false;
    }
    start = end + 1;
  }
  return applyEdits(source.text, [...indents, ...edits]);
}

/** Lines, from 0, that begin inside a string. */
function insideStrings(source: SourceText): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { kind, start, end } of tokenize(source.text).tokens) {
    if (kind !== 'string') continue;
    for (let line = source.lineAt(start); line < source.lineAt(end); line++) found.add(line);
  }
  return found;
}
