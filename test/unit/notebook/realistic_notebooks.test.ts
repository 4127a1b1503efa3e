import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'py-ast';
import { describe, expect, it } from 'vitest';
import { namesMentioned } from '../../../src/notebook/ipython/mentioned_names';
import { toPython } from '../../../src/notebook/ipython/to_python';
import { readNotebook } from '../../../src/notebook/read_notebook';

const FOLDER = join(import.meta.dirname, '../../notebooks');
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.ipynb'));

describe.each(files)('%s', (file) => {
  const { language, cells } = readNotebook(readFileSync(join(FOLDER, file), 'utf8'));
  const code = cells.filter(({ type }) => type === 'code');
  const names = namesMentioned(cells);

  it('is Python in every cell, with nothing refused', () => {
    expect(language).toBe('python');
    expect(code.flatMap((cell) => toPython(cell, names).problems)).toEqual([]);
    for (const cell of code) expect(() => parse(toPython(cell, names).text)).not.toThrow();
  });

  it('was run, and raised nothing', () => {
    expect(code.filter(({ executionCount, raised }) => executionCount === null || raised !== null)).toEqual([]);
  });
});
