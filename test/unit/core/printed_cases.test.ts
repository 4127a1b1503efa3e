import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type PrintedPoint, PrintedReader } from '../../../src/core/printed/printed_reader';

const folder = join(import.meta.dirname, '..', '..', 'cases', 'printed');
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

/** Each printed line with the points that are to come of it, as the case has them behind it. */
function readCase(name: string): { line: string; expected: string[] }[] {
  const lines: { line: string; expected: string[] }[] = [];
  for (const line of readFileSync(join(folder, name), 'utf8').trimEnd().split('\n')) {
    if (line.startsWith('=> ')) lines.at(-1)?.expected.push(line.slice(3));
    else lines.push({ line, expected: [] });
  }
  return lines;
}

function asWritten({ key, value, step }: PrintedPoint): string {
  return `${key} ${value}${step === null ? '' : ` @${step}`}`;
}

describe.each(names)('what %s prints', (name) => {
  it('gives its metrics', () => {
    const reader = new PrintedReader();
    const lines = readCase(name);
    const read = lines.map(({ line }) => ({ line, expected: reader.read(`${line}\n`).map(asWritten) }));
    expect(read).toEqual(lines);
  });
});
