import type { CellDetail } from '../../src/core/cell';
import { cellStatusWords } from '../../src/core/cell_text';
import { formatDate } from '../../src/core/format';
import { isSystemMetric } from '../../src/core/headline';
import type { CellAction } from '../../src/protocol/run_cells';
import { h, icon, setChildren } from '../shared/dom';
import { openMenu, type MenuItem } from '../shared/menu';
import { button, iconButton } from '../shared/toolkit';
import { cellFacts, cellNumber, cellSign, recordedView, tookText } from './cell_facts';
import { CellOutputsView, textElement } from './cell_outputs';
import type { RunContext } from './run_context';

/** Lines of a source that are seen before all of it is asked for. */
const FOLDED_LINES = 24;

/** All of one execution: its source, what it recorded, what it gave, and what can be done with it. */
export class CellView {
  readonly element: HTMLElement;
  private readonly head = h('div', { class: 'cell-head' });
  private readonly source = h('div', { class: 'cell-source' });
  private readonly recorded = h('div', {});
  private readonly facts = h('div', {});
  private readonly outputs: CellOutputsView;
  private readonly trace = h('div', {});
  readonly scroll: HTMLElement;
  private drawn = '';
  private written: string | undefined;
  private unfolded = false;

  constructor(
    private readonly context: RunContext,
    private readonly id: number,
  ) {
    this.outputs = new CellOutputsView(context, id);
    this.scroll = h('div', { class: 'cell-scroll' }, this.source, this.recorded, this.outputs.element, this.trace, this.facts);
    this.element = h('div', { class: 'cell-view' }, this.head, this.scroll);
  }

  /** Draws anew only what is not as it was, so that a selection or a place in the text survives. */
  update(detail: CellDetail): void {
    const { row, outputs, traceback } = detail;
    const now = JSON.stringify([row, traceback]);
    if (now !== this.drawn) {
      this.drawn = now;
      this.showHead(detail);
      this.showSource(detail);
      setChildren(this.recorded, recordedView(row, () => this.act('chooseFoundNumbers')));
      setChildren(this.facts, cellFacts(detail, this.context.snapshot()));
      const isShown = outputs.some(({ kind }) => kind === 'error');
      const failure = traceback ?? row.error;
      setChildren(this.trace, failure !== null && !isShown && h('div', { class: 'cell-output error', role: 'group', 'aria-label': 'error' }, textElement(failure, 'error')));
    }
    this.outputs.update(outputs);
  }

  private showHead({ row }: CellDetail): void {
    const more = iconButton('ellipsis', 'More actions', () => openMenu(more, this.menu(row.redactedMs !== null)));
    more.setAttribute('aria-haspopup', 'menu');
    const hasNumbers = row.found.length > 0 || row.metrics.some(({ key }) => !isSystemMetric(key));
    const facts = [cellStatusWords[row.status], tookText(row, Date.now())].filter(Boolean).join(' · ');
    setChildren(
      this.head,
      cellSign(row.status),
      h('strong', { class: 'cell-number' }, cellNumber(row)),
      h('span', { class: 'muted one-line grow', title: formatDate(row.startMs) }, facts),
      button('Go to Cell', { icon: 'go-to-file', onClick: () => this.act('goToCell') }),
      button('History', { icon: 'history', title: 'Earlier executions of this cell', onClick: () => this.act('cellHistory') }),
      hasNumbers && button('How Made', { icon: 'git-commit', title: 'How was this number made? The executions that lead to it, as a notebook', onClick: () => this.act('howMade') }),
      more,
    );
  }

  private showSource({ row }: CellDetail): void {
    if (row.redactedMs !== null) {
      this.written = undefined;
      setChildren(this.source, h('div', { class: 'muted' }, icon('circle-slash'), ` Source and outputs were taken out of the store on ${formatDate(row.redactedMs)}.`));
      return;
    }
    if (row.source === this.written) return;
    this.written = row.source;
    this.drawSource(row.source);
  }

  private drawSource(source: string): void {
    const lines = source.replace(/\n$/, '').split('\n');
    const folds = lines.length > FOLDED_LINES + 4;
    const shown = folds && !this.unfolded ? lines.slice(0, FOLDED_LINES) : lines;
    const fold = folds && h('a', { href: '#', role: 'button', 'aria-expanded': String(this.unfolded), on: { click: (event: Event) => {
      event.preventDefault();
      this.unfolded = !this.unfolded;
      this.drawSource(source);
      this.source.querySelector('a')?.focus();
    } } }, this.unfolded ? 'Show less' : `Show all ${lines.length} lines`);
    setChildren(this.source, h('pre', { class: 'cell-code', tabindex: 0, 'aria-label': 'Source as it ran' }, shown.join('\n')), fold);
  }

  private act(action: CellAction): void {
    this.context.host.request('actOnCell', { id: this.id, action }).catch(this.context.fail);
  }

  private menu(redacted: boolean): (MenuItem | null)[] {
    const item = (label: string, action: CellAction): MenuItem => ({ label, run: () => this.act(action) });
    return [
      ...(redacted ? [] : [item('Show What Ran', 'showWhatRan'), item('Copy Source', 'copyCellSource')]),
      item('How Was This Number Made?', 'howMade'),
      ...(redacted ? [] : [null, item('Redact…', 'redactCell')]),
    ];
  }
}
