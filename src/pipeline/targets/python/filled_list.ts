const WIDTH = 88;

/**
 * A list in parentheses that is on one line where it fits, else filled into indented lines: `before(a, b)after`.
 * @param options.loose no parentheses where it fits on one line, as after `return` and `import`
 */
export function filledList(before: string, items: readonly string[], after: string, options: { readonly indent?: string; readonly loose?: boolean } = {}): string {
  const { indent = '', loose = false } = options;
  const list = items.join(', ');
  const short = `${before}${loose ? list : `(${list})`}${after}`;
  if (items.length === 0 || (indent + short).length <= WIDTH) return short;
  const lines: string[] = [];
  let line = '';
  for (const item of items) {
    if (line !== '' && `${indent}    ${line} ${item},`.length > WIDTH) {
      lines.push(line);
      line = '';
    }
    line += `${line === '' ? '' : ' '}${item},`;
  }
  lines.push(line);
  return [`${before}(`, ...lines.map((text) => `${indent}    ${text}`), `${indent})${after}`].join('\n');
}
