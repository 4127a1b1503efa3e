interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Where the string literal ends that begins, with its prefix, at a position; null where it is not closed. In an f-string a
 * field may hold strings with the same quotes, as Python allows since 3.12.
 */
export function stringEnd(lines: readonly string[], start: Position): Position | null {
  const text = (lines[start.line] ?? '').slice(start.column);
  const [opening = '', prefix = '', quote = ''] = /^(\w*)("""|'''|"|')/.exec(text) ?? [];
  const body = { line: start.line, column: start.column + opening.length };
  const formatted = /[ft]/i.test(prefix) ? formattedEnd(lines, body, quote) : null;
  return formatted ?? plainEnd(lines, body, quote);
}

function plainEnd(lines: readonly string[], { line, column }: Position, quote: string): Position | null {
  for (;;) {
    const text = lines[line] ?? '';
    while (column < text.length) {
      if (text.startsWith(quote, column)) return { line, column: column + quote.length };
      column += text[column] === '\\' ? 2 : 1;
    }
    // The line's end belongs to the string if it is a long one, or if a backslash hides it.
    if ((quote.length === 1 && column === text.length) || line + 1 >= lines.length) return null;
    line += 1;
    column = 0;
  }
}

/** Walks through the fields of an f-string; null where its braces do not fit, for then it must be an ordinary text. */
function formattedEnd(lines: readonly string[], start: Position, quote: string): Position | null {
  let { line, column } = start;
  // For each open brace: the open brackets in its expression, or null while its format is read.
  const fields: (number | null)[] = [];
  for (;;) {
    const text = lines[line] ?? '';
    if (column >= text.length) {
      const inExpression = fields.length > 0 && fields.at(-1) !== null;
      if ((quote.length === 1 && !inExpression && column === text.length) || line + 1 >= lines.length) return null;
      line += 1;
      column = 0;
      continue;
    }
    const char = text[column] ?? '';
    const brackets = fields.at(-1);
    if (brackets === undefined || brackets === null) {
      if (text.startsWith(quote, column)) return fields.length === 0 ? { line, column: column + quote.length } : null;
      if (char === '{' && text[column + 1] === '{' && brackets === undefined) column += 1;
      else if (char === '{') fields.push(0);
      else if (char === '}' && brackets === null) fields.pop();
      column += char === '\\' ? 2 : 1;
      continue;
    }
    if (char === '"' || char === "'") {
      const end = stringEnd(lines, { line, column });
      if (end === null) return null;
      ({ line, column } = end);
      continue;
    }
    if ('([{'.includes(char)) fields[fields.length - 1] = brackets + 1;
    else if (brackets > 0 && ')]}'.includes(char)) fields[fields.length - 1] = brackets - 1;
    else if (char === '}') fields.pop();
    else if (char === ':' && brackets === 0) fields[fields.length - 1] = null;
    column += 1;
  }
}
