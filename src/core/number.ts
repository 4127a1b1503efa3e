const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
/** What all evaluators of queries take for it: Python, JavaScript and SQLite have other ideas of what else is a space. */
const SPACE_AROUND = /^[ \t-\r]+|[ \t-\r]+$/g;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;

/**
 * The number that a text is as a whole, as Python and people write decimals (`1e-3`, `.5`, `-inf`, `nan`), or null.
 * Spaces, tabs and line ends around it are allowed. Not numbers: the empty text, `0x10`, `1_000`, `True`.
 */
export function parseNumber(text: string): number | null {
  const trimmed = text.replace(SPACE_AROUND, '');
  if (NUMBER.test(trimmed)) return Number(trimmed);
  const infinite = INFINITE.exec(trimmed);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  return /^[+-]?nan$/i.test(trimmed) ? NaN : null;
}
