import { diffArrays } from 'diff';

/** Which lines of two texts have no counterpart in the other, from 1, ascending. */
export interface LineDifference {
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

/** Past so many lines that differ, all between the first and the last of them count as changed: to match them costs the square of their number. */
const EDIT_LIMIT = 2000;

/** Compares two texts by their lines. A shortest way from one to the other is taken, as git does. */
export function compareLines(before: readonly string[], after: readonly string[]): LineDifference {
  const parts = diffArrays([...before], [...after], { maxEditLength: EDIT_LIMIT });
  if (!parts) return allBetween(before, after);
  const removed: number[] = [];
  const added: number[] = [];
  let old = 1;
  let now = 1;
  for (const part of parts) {
    for (let left = part.value.length; left > 0; left--) {
      if (part.removed) removed.push(old);
      if (part.added) added.push(now);
      if (!part.added) old++;
      if (!part.removed) now++;
    }
  }
  return { removed, added };
}

/** The lines of a text without their ends, as Python counts them. A last line that has an end is no line before an empty one. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n?|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function allBetween(before: readonly string[], after: readonly string[]): LineDifference {
  const shorter = Math.min(before.length, after.length);
  let first = 0;
  while (first < shorter && before[first] === after[first]) first++;
  let last = 0;
  while (last < shorter - first && before[before.length - 1 - last] === after[after.length - 1 - last]) last++;
  const between = (lines: readonly string[]): number[] => Array.from({ length: lines.length - last - first }, (_, index) => first + 1 + index);
  return { removed: between(before), added: between(after) };
}
