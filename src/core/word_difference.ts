/** What differs between two versions of a line. */
export interface WordDifference {
  readonly before: string;
  readonly after: string;
}

const LONGEST = 60;

/**
 * The words in which two lines differ: `lr = 0.1` and `lr = 0.01` are `0.1` and `0.01`. Where words only came or went, or much is
 * different, the whole lines without their indentation.
 */
export function wordDifference(before: string, after: string): WordDifference {
  const old = wordsOf(before);
  const now = wordsOf(after);
  let first = 0;
  while (first < old.length && first < now.length && old[first] === now[first]) first++;
  let last = 0;
  while (last < Math.min(old.length, now.length) - first && old.at(-1 - last) === now.at(-1 - last)) last++;
  const middle = (words: readonly string[]): string => words.slice(first, words.length - last).join('').trim();
  const [removed, added] = [middle(old), middle(now)];
  const told = removed !== '' && added !== '' && removed.length <= LONGEST && added.length <= LONGEST;
  return told ? { before: removed, after: added } : { before: before.trim(), after: after.trim() };
}

/** Numbers with their points, exponents and signs, names, blanks, and every other character by itself. */
function wordsOf(text: string): string[] {
  return text.match(/(?:(?<![\w)\]])-)?\d[\w.]*(?:(?<=[eE])[+-]\d+)?|[\p{L}_][\p{L}\p{N}_]*|\s+|./gu) ?? [];
}
