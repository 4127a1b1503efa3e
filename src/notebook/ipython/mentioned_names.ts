import type { Cell } from '../notebook';
import { automagic } from './automagic';
import { readLogicalLine } from './logical_line';
import { ANY_NAME, type NameSet } from './template';
import { toPython } from './to_python';

/** The names of `namesMentioned`, which are looked for when somebody asks: most notebooks have nothing in them that depends on names. */
export class MentionedNames implements NameSet {
  #names: ReadonlySet<string> | undefined;

  constructor(private readonly cells: readonly Cell[]) {}

  has(name: string): boolean {
    this.#names ??= namesMentioned(this.cells);
    return this.#names.has(name);
  }
}

/**
 * The names that the Python of a notebook's code cells mentions, whether it binds or reads them: whoever reads a name in Python
 * relies on its being bound. With `from x import *` among it, `ANY_NAME` is one of them.
 */
export function namesMentioned(cells: readonly Cell[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const cell of cells) {
    // A cell `history` alone does not say whether that is a variable or the magic.
    if (cell.type !== 'code' || automagic(cell.source.trim(), new Set())) continue;
    const { text, specials } = toPython(cell);
    const lines = text.split('\n');
    for (let first = 0; first < lines.length; ) {
      const { tokens, last } = readLogicalLine(lines, first);
      const ours = specials.some(({ line, endLine, meaning }) => meaning === 'subprocess' && line <= first + 1 && first < endLine);
      for (const [index, { kind, text: name }] of tokens.entries()) {
        if (ours && OURS.has(name)) continue;
        if (kind === 'name' && tokens[index - 1]?.text !== '.') names.add(name);
        if (name === '*' && tokens[index - 1]?.text === 'import') names.add(ANY_NAME);
      }
      first = last + 1;
    }
  }
  return names;
}

const OURS: ReadonlySet<string> = new Set(['shell', 'shell_lines', 'script']);
