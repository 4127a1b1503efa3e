import type { PipelineView } from '../../src/protocol/pipeline_page';
import { h, icon, setChildren } from '../shared/dom';
import { openMenu, type MenuItem } from '../shared/menu';
import { button, iconButton } from '../shared/toolkit';
import type { PipelineContext } from './pipeline_context';

/** What the pipeline comes to, and what can be done with it as a whole. */
export class PipelineHeader {
  readonly element = h('header', { class: 'pipeline-head' });

  constructor(private readonly context: PipelineContext) {}

  show(view: PipelineView): void {
    const { host, fail } = this.context;
    const ask = (name: 'check' | 'write' | 'reset' | 'undo' | 'openFolder' | 'run') => () => void host.request(name, {}).catch(fail);
    const other = view.order === 'document' ? 'recorded' : 'document';
    const items: (MenuItem | null)[] = [
      ...(view.arranged ? [{ label: 'Undo the last change of steps', run: ask('undo') }, { label: 'Back to the steps of tags and headings', run: ask('reset') }, null] : []),
      { label: other === 'recorded' ? 'Take the cells as they were run' : 'Take the cells as they stand', run: () => void host.request('order', { order: other }).catch(fail) },
      ...(view.written === null ? [] : [null, { label: 'Show the written folder', run: ask('openFolder') }]),
    ];
    const more = iconButton('ellipsis', 'More', () => openMenu(more, items));
    const ready = view.status === 'ready';
    setChildren(
      this.element,
      h('div', { class: 'pipeline-title' }, h('h1', { class: 'one-line' }, view.notebook), h('div', { class: 'muted' }, summary(view))),
      h('div', { class: 'pipeline-buttons' },
        ready && button('Check', { icon: 'beaker', title: 'Run the notebook and the pipeline, and compare', onClick: ask('check') }),
        ready && view.written !== null && button('Run', { icon: 'play', title: `Run ${view.written}`, onClick: ask('run') }),
        ready && button('Write', { appearance: 'primary', icon: 'save-all', title: 'Write the pipeline into a folder; nothing is written before', onClick: ask('write') }),
        more),
    );
  }
}

function summary({ status, steps, parameters, problems, order, written, check }: PipelineView): HTMLElement {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  const parts = [
    count(steps.length, 'step'),
    parameters.length > 0 && count(parameters.length, 'parameter'),
    order === 'recorded' && 'in the order in which the cells were run',
    check && !check.outdated && check.verdict === 'same' && 'checked: same results',
    written !== null && `written to ${written}`,
  ];
  const refused = status === 'refused' && h('span', { class: 'pipeline-refused' }, icon('error'), ` Refused: ${count(errors, 'problem')}`);
  return h('span', {}, refused, refused && ' · ', parts.filter(Boolean).join(' · '));
}
