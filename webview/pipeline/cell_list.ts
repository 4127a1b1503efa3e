import type { PipelineCell, PipelineStep, PipelineView } from '../../src/protocol/pipeline_page';
import { h, icon, setChildren } from '../shared/dom';
import { openMenu, type MenuItem } from '../shared/menu';
import { iconButton } from '../shared/toolkit';
import { cellName, inkOf, type PipelineContext, type PipelinePart } from './pipeline_context';
import type { PipelineState } from './pipeline_state';
import { verdictSign } from './verdict_sign';
import './cell_list.css';

/** The notebook's cells in their order, coloured by the step they run in, with what can be done about each. */
export class CellList implements PipelinePart {
  readonly element = h('div', { class: 'cells', role: 'list', 'aria-label': 'Cells of the notebook' });
  private drawn = '';
  private shownCell: number | null = null;

  constructor(private readonly context: PipelineContext) {}

  show(view: PipelineView, { chosen }: PipelineState): void {
    const drawn = JSON.stringify([view.cells, view.steps]);
    if (drawn !== this.drawn) this.draw(view);
    this.drawn = drawn;
    const ends = chosen?.kind === 'flow' ? [chosen.from, chosen.to] : [];
    for (const element of this.element.querySelectorAll<HTMLElement>('[data-cell]')) {
      const cell = view.cells[Number(element.dataset['cell'])];
      const isChosen = chosen?.kind === 'cell' ? chosen.cell === cell?.index : chosen?.kind === 'step' && chosen.step === cell?.step;
      element.classList.toggle('chosen', isChosen);
      element.classList.toggle('faded', ends.length > 0 && !ends.includes(cell?.step ?? ''));
    }
    this.bringIntoView(view, chosen);
  }

  /** Only when the choice is another: scrolling is the person's own otherwise. */
  private bringIntoView(view: PipelineView, chosen: PipelineState['chosen']): void {
    const wanted = chosen?.kind === 'cell' ? chosen.cell : chosen?.kind === 'step' ? (view.cells.find(({ step }) => step === chosen.step)?.index ?? null) : null;
    if (wanted === this.shownCell) return;
    this.shownCell = wanted;
    if (wanted !== null) this.element.querySelector(`[data-cell="${wanted}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  private draw(view: PipelineView): void {
    let before: string | null = null;
    const rows = view.cells.flatMap((cell) => {
      const step = cell.step !== before ? view.steps.find(({ id }) => id === cell.step) : undefined;
      if (cell.step !== null) before = cell.step;
      return step ? [this.stepHead(view, step), this.cellRow(view, cell)] : [this.cellRow(view, cell)];
    });
    setChildren(this.element, ...rows);
  }

  private stepHead(view: PipelineView, step: PipelineStep): HTMLElement {
    const next = view.steps[view.steps.indexOf(step) + 1];
    const title = h('span', { class: 'cells-step-title one-line' }, step.title);
    const more = iconButton('ellipsis', `More about ${step.title}`, () =>
      openMenu(more, [
        { label: 'Rename…', run: () => this.rename(title, step) },
        ...(next ? [{ label: `Merge with “${next.title}”`, run: () => this.context.edit({ op: 'merge', step: step.id }) }] : []),
      ]));
    const choose = () => this.context.choose({ kind: 'step', step: step.id });
    return h('div', { class: `cells-step ${inkOf(view, step.id)}`, role: 'heading', 'aria-level': 2 }, h('span', { class: 'cells-step-ink' }), h('button', { class: 'cells-step-name one-line', on: { click: choose } }, title), more);
  }

  private rename(title: HTMLElement, step: PipelineStep): void {
    const field = h('input', { class: 'cells-rename', 'aria-label': 'Title of the step', value: step.title });
    let open = true;
    const end = (save: boolean) => {
      if (!open) return;
      open = false;
      field.replaceWith(title);
      const wanted = field.value.trim();
      if (save && wanted !== '' && wanted !== step.title) this.context.edit({ op: 'rename', step: step.id, title: wanted });
    };
    field.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Enter' || event.key === 'Escape') end(event.key === 'Enter');
    });
    field.addEventListener('click', (event) => event.stopPropagation());
    field.addEventListener('blur', () => end(true));
    title.replaceWith(field);
    field.focus();
    field.select();
  }

  private cellRow(view: PipelineView, cell: PipelineCell): HTMLElement {
    const name = cellName(view, cell.index);
    const more = iconButton('ellipsis', `More about ${name}`, () => openMenu(more, this.menu(view, cell)));
    const about = cell.step === null && cell.elsewhere !== null && h('span', { class: 'muted one-line' }, cell.elsewhere);
    const source = cell.moreLines > 0 ? `${cell.source}\n… ${cell.moreLines} more lines` : cell.source;
    return h(
      'div',
      { class: `cells-cell ${cell.type} ${inkOf(view, cell.step)}`, role: 'listitem', 'data-cell': cell.index },
      h('div', { class: 'cells-head' },
        h('button', { class: 'cells-name', on: { click: () => this.context.choose({ kind: 'cell', cell: cell.index }) } }, cell.type === 'code' ? name : 'Text'),
        cell.verdict && verdictSign(cell.verdict),
        about,
        h('span', { class: 'grow' }),
        more),
      h('pre', { class: 'cells-source code' }, source),
    );
  }

  private menu(view: PipelineView, cell: PipelineCell): (MenuItem | null)[] {
    const { edit, reveal } = this.context;
    const place = view.steps.findIndex(({ id }) => id === cell.step);
    const move = (step: PipelineStep | undefined): MenuItem[] =>
      step ? [{ label: `Move to “${step.title}”`, run: () => edit({ op: 'move', cell: cell.index, step: step.id }) }] : [];
    const show: MenuItem = { label: 'Show in notebook', run: () => reveal({ cell: cell.index, line: 1 }) };
    if (cell.type !== 'code') return [show];
    if (cell.elsewhere === 'left out') return [{ label: 'Take back in', run: () => edit({ op: 'keep', cell: cell.index }) }, null, show];
    const isFirst = view.cells.find(({ step, type }) => step === cell.step && type === 'code') === cell;
    return [
      ...(place >= 0 && !isFirst ? [{ label: 'Begin a step here', run: () => edit({ op: 'split', cell: cell.index }) }] : []),
      ...(place >= 0 ? [...move(view.steps[place - 1]), ...move(view.steps[place + 1])] : []),
      { label: 'Leave out', run: () => edit({ op: 'drop', cell: cell.index }) },
      null,
      show,
    ];
  }
}

/** The sign of a cell that another part wants to point at. */
export function cellLink(view: PipelineView, cell: number, line: number, context: PipelineContext): HTMLElement {
  const go = () => {
    context.choose({ kind: 'cell', cell });
    context.reveal({ cell, line });
  };
  return h('a', { href: '#', role: 'button', on: { click: (event: Event) => (event.preventDefault(), go()) } }, icon('go-to-file'), ` ${cellName(view, cell)}, line ${line}`);
}
