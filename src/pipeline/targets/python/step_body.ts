import type { Step } from '../../plan';
import { pythonLiteral } from './python_literal';
import { markdownComment } from './markdown_comment';
import type { BroughtNames } from './brought_names';
import type { NotebookText } from './notebook_text';

export interface StepBodyOptions {
  /** around each cell, calls by which Check looks at the variables */
  readonly probe: boolean;
  /** Markdown that is told elsewhere already: what is left of it, by cell */
  readonly markdown: ReadonlyMap<number, string>;
}

/** The text of a step as it would run at the top level of a module: what it repeats of other cells, then its own cells. */
export function stepBody(step: Step, texts: NotebookText, brought: BroughtNames, options: StepBodyOptions): string {
  const own = step.cells.map((index) => {
    const cell = texts.notebook.cells[index];
    if (cell?.type === 'markdown') return markdownComment(options.markdown.get(index) ?? cell.source);
    return codeCell(index, texts.body(index));
  });
  return [...repeated(), ...own].filter((text) => text !== '').join('\n\n');

  function repeated(): string[] {
    const cells = Map.groupBy(step.prelude, (id) => texts.unit(id).cell);
    return [...cells].map(([index, ids]) => [marker(index), ...ids.map((id) => texts.own(id))].join('\n'));
  }

  function codeCell(index: number, text: string): string {
    if (text === '') return '';
    const lines = [marker(index), text];
    if (texts.draws(index, step)) lines.push(`${brought.name('end_of_cell')}(${index})`);
    if (!options.probe) return lines.join('\n');
    const probe = brought.name('probe');
    return [marker(index), `${probe}.before(${index})`, ...lines.slice(1), `${probe}.after(${index}, locals(), ${pythonLiteral(written(index))})`].join('\n');
  }

  /** Variables that the cell's statements give values or change. */
  function written(index: number): string[] {
    const units = step.units.map((id) => texts.unit(id)).filter(({ cell }) => cell === index);
    return [...new Set(units.flatMap(({ writes }) => writes.map(({ subject }) => subject)))].filter((subject) => !subject.includes(':'));
  }
}

/** As editors know the beginning of a cell; people count cells from 1. */
export function marker(cell: number): string {
  return `# %% cell ${cell + 1}`;
}
