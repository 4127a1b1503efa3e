import { isUtf8 } from 'node:buffer';

/** A longer line is no record of ours. */
export const LONGEST_LINE = 16 * 1024 * 1024;

const NEWLINE = 10;

export interface Lines {
  /** whole lines without their ends; empty ones left out */
  readonly lines: readonly string[];
  /** lines that are not UTF-8 or too long */
  readonly bad: number;
  /** bytes up to behind the last whole line */
  readonly used: number;
}

/** The whole lines at the beginning of some bytes. */
export function takeLines(bytes: Buffer): Lines {
  const used = bytes.lastIndexOf(NEWLINE) + 1;
  const whole = bytes.subarray(0, used);
  if (used <= LONGEST_LINE && isUtf8(whole)) {
    return { lines: whole.toString('utf8').split('\n').filter((line) => line !== ''), bad: 0, used };
  }
  const lines: string[] = [];
  let bad = 0;
  for (let from = 0; from < used; ) {
    const to = whole.indexOf(NEWLINE, from);
    const line = whole.subarray(from, to);
    from = to + 1;
    if (line.length > LONGEST_LINE || !isUtf8(line)) bad++;
    else if (line.length > 0) lines.push(line.toString('utf8'));
  }
  return { lines, bad, used };
}
