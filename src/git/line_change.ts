import { compareLines } from './line_difference';

/** What became of a line of code. */
export interface LineChange {
  /** the line as it was; null where it is new */
  readonly before: string | null;
  readonly after: string;
}

/** Lines that have less than this part of their words in common are not versions of one line. */
const LEAST_ALIKE = 0.4;

/**
 * How a line differs from an older version of its file; null where it is there as well.
 * @param line of `after`, from 0
 */
export function lineChange(before: readonly string[], after: readonly string[], line: number): LineChange | null {
  const text = after[line];
  if (text === undefined) return null;
  const hunk = hunkAt(before, after, line);
  if (!hunk) return null;
  const { removed, added } = hunk;
  if (removed.length === added.length) {
    const counterpart = before[removed[added.indexOf(line)]!]!;
    // Lines that stand at the same place of a hunk may be moved ones.
    if (likeness(counterpart, text) >= LEAST_ALIKE) return { before: counterpart, after: text };
  }
  let nearest: string | null = null;
  let most = LEAST_ALIKE;
  for (const number of removed) {
    const alike = likeness(before[number]!, text);
    if (alike < most) continue;
    most = alike;
    nearest = before[number]!;
  }
  return { before: nearest, after: text };
}

interface Hunk {
  /** numbers of lines, from 0 */
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

/** The lines that stand between two that are in both texts, where the given one is among them. */
function hunkAt(before: readonly string[], after: readonly string[], line: number): Hunk | null {
  const difference = compareLines(before, after);
  const added = new Set(difference.added.map((number) => number - 1));
  if (!added.has(line)) return null;
  const removed = new Set(difference.removed.map((number) => number - 1));
  let old = 0;
  let now = 0;
  let hunk: { removed: number[]; added: number[] } = { removed: [], added: [] };
  while (old < before.length || now < after.length) {
    if (removed.has(old)) hunk.removed.push(old++);
    else if (added.has(now)) hunk.added.push(now++);
    else {
      if (hunk.added.includes(line)) break;
      hunk = { removed: [], added: [] };
      old++;
      now++;
    }
  }
  return hunk;
}

/** Of two lines, how much of their words they have in common: 0 to 1. */
function likeness(a: string, b: string): number {
  const words = (text: string): string[] => text.match(/\w+/g) ?? [];
  const left = words(a);
  const rest = words(b);
  const all = left.length + rest.length;
  if (all === 0) return a.trim() === b.trim() ? 1 : 0;
  let common = 0;
  for (const word of left) {
    const at = rest.indexOf(word);
    if (at < 0) continue;
    rest.splice(at, 1);
    common += 2;
  }
  return common / all;
}
