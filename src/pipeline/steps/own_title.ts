import type { Cell } from '../../notebook/notebook';
import { headingsOf } from './headings';
import { plainTitle } from './titles';

const LONGEST_LINE = 70;

/** A title that cells give themselves, of whatever level: a heading, a line set in bold, a comment on the first line; else ''. */
export function ownTitle(cells: readonly Cell[]): string {
  for (const { type, source } of cells) {
    const found = type === 'markdown' ? textTitle(source) : type === 'code' ? commentTitle(source) : '';
    if (found !== '') return found;
    if (type === 'code' && source.trim() !== '') return '';
  }
  return '';
}

function textTitle(markdown: string): string {
  const heading = headingsOf(markdown).at(-1);
  if (heading) return plainTitle(heading.text);
  const [line = ''] = markdown.trim().split('\n');
  const isBold = /^(\*\*|__).+\1:?$/.test(line.trim());
  return isBold || (line.length <= LONGEST_LINE && !/[.!?;]\s|\]\(|[|<]/.test(line)) ? plainTitle(line.replace(/[.!]$/, '')) : '';
}

/** What the first line says about the cell, unless it is code that was put aside. */
function commentTitle(source: string): string {
  const comment = /^\s*#+\s*(?!%%|-\*-|!)(.*)/.exec(source)?.[1]?.trim() ?? '';
  if (comment.length > LONGEST_LINE || !/^[\p{L}\d][\p{L}\d\s,.'’&/:()+-]*$/u.test(comment) || !/\p{L}{2,}/u.test(comment)) return '';
  const isCode = /^(?:import|from|print|def|return)\b|\w\(|\w\.\w|[=[\]{}]/.test(comment);
  return isCode ? '' : plainTitle(comment.replace(/[.:]$/, ''));
}
