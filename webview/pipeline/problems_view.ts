import type { PipelineProblem, PipelineView } from '../../src/protocol/pipeline_page';
import { h, icon, setChildren } from '../shared/dom';
import { button } from '../shared/toolkit';
import { cellLink } from './cell_list';
import type { PipelineContext, PipelinePart } from './pipeline_context';

const words: Readonly<Record<PipelineProblem['severity'], string>> = { error: 'Refused', warning: 'Look at this', note: 'Note' };
const icons: Readonly<Record<PipelineProblem['severity'], string>> = { error: 'error', warning: 'warning', note: 'info' };

/** What stands in the way of a pipeline, or is worth knowing, with what can be done about it. */
export class ProblemsView implements PipelinePart {
  readonly element = h('div', { class: 'problems' });

  constructor(private readonly context: PipelineContext) {}

  show(view: PipelineView): void {
    if (view.problems.length === 0) return setChildren(this.element, h('p', { class: 'muted' }, 'No problems.'));
    setChildren(this.element, h('ul', { class: 'problems-list' }, ...view.problems.map((problem) => this.row(view, problem))));
  }

  private row(view: PipelineView, { severity, message, at, fixes }: PipelineProblem): HTMLElement {
    return h(
      'li',
      { class: `problem problem-${severity}` },
      h('span', { title: words[severity], role: 'img', 'aria-label': words[severity] }, icon(icons[severity])),
      h('div', { class: 'grow' },
        h('div', { class: 'wrap' }, message),
        h('div', {}, cellLink(view, at.cell, at.line, this.context), ' ', h('code', { class: 'wrap muted' }, at.text.trim())),
        fixes.length > 0 && h('div', { class: 'problem-fixes' }, ...fixes.map((fix) => this.fix(fix, at.cell)))),
    );
  }

  private fix(fix: PipelineProblem['fixes'][number], cell: number): HTMLElement {
    const { edit, host, fail } = this.context;
    switch (fix) {
      case 'drop-cell':
        return button('Leave this cell out', { onClick: () => edit({ op: 'drop', cell }) });
      case 'document-order':
        return button('Take the cells as they stand', { onClick: () => void host.request('order', { order: 'document' }).catch(fail) });
      case 'recorded-order':
        return button('Take the cells as they were run', { onClick: () => void host.request('order', { order: 'recorded' }).catch(fail) });
    }
  }
}
