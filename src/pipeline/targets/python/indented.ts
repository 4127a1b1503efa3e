import { walk } from '../../syntax/children';
import type { ParsedModule } from '../../syntax/parse';

const INDENT = '    ';

/**
 * Python text as the body of a function: indented but for the insides of long strings, with one blank line where there were more.
 */
export function indented({ module, source }: ParsedModule): string {
  const inside = insideStrings(module);
  const lines: string[] = [];
  source.lines.forEach((line, index) => {
    if (inside.has(index)) lines.push(line);
    else if (line.trim() !== '') lines.push(INDENT + line);
    else if (lines.at(-1) !== '') lines.push('');
  });
  while (lines.at(-1) === '') lines.pop();
  return lines.join('\n');

  /** Lines, from 0, that begin inside a string. */
  function insideStrings(root: ParsedModule['module']): Set<number> {
    const found = new Set<number>();
    for (const node of walk(root)) {
      const text = node.nodeType === 'JoinedStr' || node.nodeType === 'TemplateStr' || node.nodeType === 'Constant';
      if (text) for (let line = node.lineno; line < node.end_lineno; line++) found.add(line);
    }
    return found;
  }
}
