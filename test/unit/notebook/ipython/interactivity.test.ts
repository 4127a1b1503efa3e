import { describe, expect, it } from 'vitest';
import { interactivities } from '../../../../src/notebook/ipython/interactivity';
import { toPython } from '../../../../src/notebook/ipython/to_python';
import { cellOf } from '../../../builders/cell';
import { codeCell } from '../../../builders/cells';

describe('what the cells of a notebook show', () => {
  const shown = (...sources: string[]) => [...interactivities(sources.map((source, index) => codeCell(index, { source }))).values()];

  it('is the last expression of each', () => {
    expect(shown('1', '2')).toEqual(['last_expr', 'last_expr']);
  });

  it.each([
    'from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.ast_node_interactivity = "all"',
    "%config InteractiveShell.ast_node_interactivity = 'all'",
    "%config InteractiveShell.ast_node_interactivity='none'\n%config InteractiveShell.ast_node_interactivity='all'",
  ])('is set for those behind by %j', (source) => {
    expect(shown(source, '1', '2')).toEqual(['last_expr', 'all', 'all']);
  });

  it('does not change by a mode that IPython does not have, or by a comment', () => {
    expect(shown('InteractiveShell.ast_node_interactivity = "some"', '# InteractiveShell.ast_node_interactivity = "all"', '1')).toEqual(Array(3).fill('last_expr'));
  });
});

describe('a cell in which every expression is shown', () => {
  const all = (source: string) => toPython(cellOf(source), undefined, 'all');

  it('says so', () => expect(all('1\n2').showsAll).toBe(true));
  it('shows nothing behind a semicolon, which stands for the whole of it', () => expect(all('1\n2;')).toMatchObject({ showsAll: false, silent: true }));
  it('shows its last one under a magic, which runs it in its own way', () => expect(all('%%time\n1\n2').showsAll).toBe(false));
});

describe('a cell that shows what it assigns', () => {
  const text = (source: string) => toPython(cellOf(source), undefined, 'last_expr_or_assign').text;

  it.each([
    ['x = 1', 'x = 1; x'],
    ['x = 1  # one', 'x = 1; x  # one'],
    ["é = ['ü',\n     2] # two", "é = ['ü',\n     2]; é # two"],
    ['y = 1\nx += y', 'y = 1\nx += y; x'],
    ['x: int = 1', 'x: int = 1; x'],
    ['x = !ls', 'x = shell_lines("ls"); x'],
  ])('%j ends with the name', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it.each(['x = 1;', 'x = y = 1', 'x[0] = 1', 'x, y = 1, 2', 'x', 'if x:\n    y = 1', 'x = (', ''])('%j stays as it is', (source) => {
    expect(text(source)).toBe(source);
  });

  it('has nothing to show of what a magic runs', () => {
    expect([text('%time x = 1'), text('%%time\nx = 1')]).toEqual(['x = 1', '\nx = 1']);
  });
});

it('a cell that is to show nothing is silent', () => {
  expect(toPython(cellOf('1'), undefined, 'none').silent).toBe(true);
});
