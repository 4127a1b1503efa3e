const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/**
 * Lays out JSON that is all on one line, a value a line. Works on the text and not on the parsed value, so that every
 * number keeps the digits it was written with. Other text, and JSON that has lines already, comes back as it was.
 */
export function indentJson(text: string): string {
  const trimmed = text.trim();
  if (!/^[{[]/.test(trimmed) || trimmed.includes('\n')) return text;
  let depth = 0;
  let out = '';
  let before = '';
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const [token] of trimmed.matchAll(tokens)) {
    const closes = token === '}' || token === ']';
    if (closes) depth = Math.max(0, depth - 1);
    const empty = closes && (before === '{' || before === '[');
    if (closes && !empty) out += line();
    else if (!closes && token !== ',' && token !== ':' && (before === '{' || before === '[' || before === ',')) out += line();
    out += token === ':' ? ': ' : token;
    if (token === '{' || token === '[') depth += 1;
    before = token;
  }
  return `${out}\n`;
}
