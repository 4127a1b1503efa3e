/** A replacement field of a format string: what stands between its braces. */
export interface FormatField {
  readonly expression: string;
  /** `r` in `{x!r}` */
  readonly conversion: string | null;
}

/**
 * The texts and fields of a format string, read as string.Formatter reads them. Each doubled brace ends a text of its own.
 * Null where Python would raise: an unmatched brace.
 */
export function formatFields(format: string): (string | FormatField)[] | null {
  const parts: (string | FormatField)[] = [];
  let start = 0;
  while (start < format.length) {
    const brace = format.slice(start).search(/[{}]/);
    if (brace < 0) {
      parts.push(format.slice(start));
      break;
    }
    const position = start + brace;
    if (format[position + 1] === format[position]) {
      parts.push(format.slice(start, position + 1));
      start = position + 2;
      continue;
    }
    if (format[position] === '}') return null;
    if (brace > 0) parts.push(format.slice(start, position));
    const field = readField(format, position + 1);
    if (field === null) return null;
    parts.push(field.field);
    start = field.end;
  }
  return parts;
}

/** What stands behind a colon is no format here but part of the expression, so that slices can be written. */
function readField(format: string, start: number): { field: FormatField; end: number } | null {
  let end = start;
  while (end < format.length && !'{}:!'.includes(format[end] ?? '')) {
    const closing = format[end] === '[' ? format.indexOf(']', end) : end;
    end = closing < 0 ? format.length : closing + 1;
  }
  let expression = format.slice(start, end);
  let conversion: string | null = null;
  if (format[end] === '!') {
    conversion = format[end + 1] ?? '';
    end += 2;
    if (format[end] !== '}' && format[end] !== ':') return null;
  }
  if (format[end] === ':') {
    const specification = end + 1;
    for (let depth = 1; depth > 0; ) {
      end += 1;
      if (end >= format.length) return null;
      if (format[end] === '{') depth += 1;
      else if (format[end] === '}') depth -= 1;
    }
    if (end > specification) expression += format.slice(specification - 1, end);
  }
  return format[end] === '}' ? { field: { expression, conversion }, end: end + 1 } : null;
}
