/** The first line that differs between two versions of a text. */
export interface FirstChange {
  /** from 1, in the version that has it */
  readonly line: number;
  /** null where the version has no such line */
  readonly before: string | null;
  readonly after: string | null;
}

/** Null for equal texts. Lines that differ only in white space at their ends are taken for equal. */
export function firstChange(before: string, after: string): FirstChange | null {
  const [old, now] = [before, after].map((text) => text.split(/\r\n?|\n/).map((line) => line.trimEnd())) as [string[], string[]];
  for (let at = 0; at < Math.max(old.length, now.length); at++) {
    if (old[at] !== now[at]) return { line: at + 1, before: old[at] ?? null, after: now[at] ?? null };
  }
  return null;
}
