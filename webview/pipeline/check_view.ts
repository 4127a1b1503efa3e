import type { PipelineCheck, PipelineView } from '../../src/protocol/pipeline_page';
import { h, icon, setChildren } from '../shared/dom';
import { button, progressRing } from '../shared/toolkit';
import { cellLink } from './cell_list';
import type { PipelineContext, PipelinePart } from './pipeline_context';
import { verdictSign, verdictWords } from './verdict_sign';

const icons: Readonly<Record<PipelineCheck['verdict'], string>> = { same: 'pass', differs: 'error', failed: 'error' };

/** Whether the pipeline gives the notebook's own results, cell by cell. */
export class CheckView implements PipelinePart {
  readonly element = h('div', { class: 'check' });
  private checking: string | null = null;

  constructor(private readonly context: PipelineContext) {}

  /** What Check is doing; null when it has ended. */
  showProgress(message: string | null, view: PipelineView): void {
    this.checking = message;
    this.show(view);
  }

  show(view: PipelineView): void {
    const { host, fail } = this.context;
    if (this.checking !== null) {
      const stop = button('Stop', { onClick: () => void host.request('stopCheck', {}).catch(fail) });
      return setChildren(this.element, h('div', { class: 'check-progress', role: 'status' }, progressRing('Checking'), h('span', {}, this.checking), stop));
    }
    const { check } = view;
    if (!check) {
      const intro = 'Check runs the notebook and the pipeline, each in a clean copy of the folder, and compares every value, printed number and table, cell by cell.';
      const start = view.status === 'ready' && button('Check', { icon: 'beaker', onClick: () => void host.request('check', {}).catch(fail) });
      return setChildren(this.element, h('p', { class: 'muted' }, intro), start);
    }
    setChildren(
      this.element,
      h('div', { class: `check-verdict check-${check.verdict}` }, icon(icons[check.verdict]), h('span', { class: 'wrap' }, check.summary)),
      check.outdated && h('p', { class: 'muted' }, 'The steps were changed after this check.'),
      ...check.cells.filter(({ verdict }) => verdict !== 'same').map((cell) => this.cell(view, cell)),
    );
  }

  private cell(view: PipelineView, { cell, verdict, differences }: PipelineCheck['cells'][number]): HTMLElement {
    const rows = differences.map(({ what, notebook, pipeline }) =>
      h('tr', {}, h('th', { scope: 'row' }, h('code', {}, what)), h('td', { class: 'wrap code' }, notebook), h('td', { class: 'wrap code' }, pipeline)));
    return h(
      'section',
      { class: 'check-cell' },
      h('h4', {}, verdictSign(verdict), ' ', cellLink(view, cell, 1, this.context), ' ', h('span', { class: 'muted' }, verdictWords(verdict))),
      rows.length > 0 && h('table', { class: 'check-table' },
        h('thead', {}, h('tr', {}, h('td', {}), h('th', { scope: 'col' }, 'Notebook'), h('th', { scope: 'col' }, 'Pipeline'))), h('tbody', {}, ...rows)),
    );
  }
}
