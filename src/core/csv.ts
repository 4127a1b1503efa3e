/** Rows of fields, with quoted fields as RFC 4180 has them; at most `mostRows` of them. A quote that never closes ends with the text. */
export function parseCsv(text: string, separator: string, mostRows: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length && rows.length < mostRows) {
    const [field, end] = text[at] === '"' ? quotedField(text, at, separator) : plainField(text, at, separator);
    row.push(field);
    at = end;
    if (text[at] === separator) {
      at += 1;
      if (at < text.length) continue;
      row.push('');
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    rows.push(row);
    row = [];
  }
  return rows;
}

function plainField(text: string, start: number, separator: string): [field: string, end: number] {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return [text.slice(start, end), end];
}

function quotedField(text: string, start: number, separator: string): [field: string, end: number] {
  let field = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return [field + text.slice(at), text.length];
    field += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const [rest, end] = plainField(text, quote + 1, separator);
      return [field + rest, end];
    }
    field += '"';
    at = quote + 2;
  }
}
