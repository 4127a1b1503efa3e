/** One half of a surrogate pair, as JSON writes it. Most of these are in their pairs. */
const ESCAPED_HALF = /\\ud[89a-f]/i;
const LONE_HALF = /[\ud800-\udfff]/gu;

/**
 * Reads the JSON of a line. Half a surrogate pair is no character, and no text of a database can hold it: it becomes its
 * escape, so that names that differ in nothing else stay two. Throws SyntaxError.
 */
export function parseJson(line: string): unknown {
  return JSON.parse(line, ESCAPED_HALF.test(line) ? spelled : undefined) as unknown;
}

function spelled(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return spell(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (Object.keys(value).every((key) => key.isWellFormed())) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [spell(key), inner as unknown]));
}

/** As Python's `backslashreplace` writes it: `\udcff`. */
function spell(text: string): string {
  return text.replace(LONE_HALF, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
}
