import type { Cell } from '../notebook';
import type { PythonCell } from '../python_cell';
import { Conversion } from './conversion';
import { convertLines } from './convert_lines';
import type { Interactivity } from './interactivity';
import { withShownAssignment } from './shown_assignment';
import type { KnownNames } from './template';

/**
 * A code cell as plain Python, as IPython's input transformer and its magics would run it. Never throws.
 * @param names what `namesMentioned` finds in the notebook: with them `$HOME` is left to the shell and a cell `history` shows the
 * variable of that name; without them names are taken for what they look like
 * @param interactivity which statements show their values
 */
export function toPython(cell: Cell, names?: KnownNames, interactivity: Interactivity = 'last_expr'): PythonCell {
  const lines = cell.source.split('\n').map((text, index) => ({ text, number: index + 1, column: 0 }));
  const conversion = new Conversion(cell.index, names);
  const converted = convertLines(lines, conversion, { block: false, depth: 0 });
  const { specials, requirements, problems } = conversion;
  const text = converted.lines.join('\n');
  const silent = converted.silent || interactivity === 'none';
  // What runs a whole cell shows its last value by itself.
  if (silent || cell.source.trimStart().startsWith('%%')) return { text, specials, requirements, problems, silent, showsAll: false };
  const written = (line: number): boolean => !/^\s*[%!]/.test(lines[line - 1]?.text ?? '');
  const shown = interactivity === 'last_expr_or_assign' ? withShownAssignment(text, written) : text;
  return { text: shown, specials, requirements, problems, silent, showsAll: interactivity === 'all' };
}
