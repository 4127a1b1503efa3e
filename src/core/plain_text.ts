/** Colours and other orders to a terminal. */
const ORDERS = /\x1b\[[0-?]*[ -/]*[@-~]?|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[^[\]]?/g;
/** Controls but tab and line end, and the marks that turn the direction of writing, with which text can be made to look like another. */
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text without what a terminal would obey and a reader cannot see; lines end with `\n`. */
export function plainText(text: string): string {
  return text.replace(ORDERS, '').replace(/\r\n?/g, '\n').replace(CONTROLS, '');
}

/** The same on one line, cut where it is longer than `longest` characters. */
export function plainLine(text: string, longest: number): string {
  const line = plainText(text).replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line;
}
