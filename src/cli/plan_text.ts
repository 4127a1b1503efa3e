import type { Cell, Notebook } from '../notebook/notebook';
import type { Problem } from '../notebook/problem';
import type { Plan, Step } from '../pipeline/plan';
import { brief } from './printable';
import type { Style, Terminal } from './terminal';
import { renderTable, type TextColumn } from './text_table';

const STYLES = { error: 'red', warning: 'yellow', note: 'dim' } as const satisfies Record<Problem['severity'], Style>;

/** The steps as a table: name, cells, what they are given and give. */
export function writeSteps(terminal: Terminal, { steps }: Plan): void {
  const left = (title: string, texts: readonly string[], shrinkTo?: number): TextColumn => ({
    ...{ title, align: 'left', cells: texts.map((text) => ({ text: brief(text) })) },
    ...(shrinkTo === undefined ? {} : { shrinkTo }),
  });
  const columns: TextColumn[] = [
    { title: 'step', align: 'left', cells: steps.map(({ id }) => ({ text: id, style: 'bold' })), shrinkTo: 16 },
    left('cells', steps.map(({ cells }) => cellRanges(cells)), 8),
    left('inputs', steps.map(givenTo), 12),
    left('outputs', steps.map(({ outputs, report }) => (report ? 'a report' : outputs.map(({ name }) => name).join(', '))), 12),
  ];
  terminal.lines(renderTable(columns, { width: terminal.width, style: (style, text) => terminal.style(style, text) }).lines);
}

function givenTo({ parameters, inputs }: Step): string {
  return [...parameters, ...inputs.map(({ name }) => name)].join(', ');
}

/** Each problem where it is, with the line itself below. */
export function writeProblems(terminal: Terminal, notebook: Notebook, problems: readonly Problem[]): void {
  for (const { severity, place, message } of problems) {
    const cell = notebook.cells[place.cell];
    const kind = severity === 'error' ? '' : `${severity}: `;
    terminal.line(`${terminal.style(STYLES[severity], `${cellName(place.cell, cell)}, line ${place.line}:`)} ${kind}${brief(message, 1000)}`);
    const line = cell?.source.split('\n')[place.line - 1]?.trim() ?? '';
    if (line !== '') terminal.line(`    ${brief(line)}`);
  }
}

/** `cell 7 (In [12])`: cells are counted from 1, and the number is that which Jupyter shows beside it. */
function cellName(index: number, cell: Cell | undefined): string {
  return `cell ${index + 1}${typeof cell?.executionCount === 'number' ? ` (In [${cell.executionCount}])` : ''}`;
}

/** `2–4, 7`, counted from 1. */
function cellRanges(cells: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const cell of cells) {
    const last = ranges.at(-1);
    if (last && last.to === cell - 1) last.to = cell;
    else ranges.push({ from: cell, to: cell });
  }
  return ranges.map(({ from, to }) => (from === to ? String(from + 1) : `${from + 1}–${to + 1}`)).join(', ');
}
