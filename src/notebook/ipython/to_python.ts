import type { Cell } from '../notebook';
import type { PythonCell } from '../python_cell';
import { Conversion } from './conversion';
import { convertLines } from './convert_lines';
import type { KnownNames } from './template';

/**
 * A code cell as plain Python, as IPython's input transformer and its magics would run it. Never throws.
 * @param names what `namesMentioned` finds in the notebook: with them `$HOME` is left to the shell and a cell `history` shows the
 * variable of that name; without them names are taken for what they look like
 */
export function toPython(cell: Cell, names?: KnownNames): PythonCell {
  const lines = cell.source.split('\n').map((text, index) => ({ text, number: index + 1, column: 0 }));
  const conversion = new Conversion(cell.index, names);
  const { lines: python, silent } = convertLines(lines, conversion, { block: false, depth: 0 });
  const { specials, requirements, problems } = conversion;
  return { text: python.join('\n'), specials, requirements, problems, silent };
}
