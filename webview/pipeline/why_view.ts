import type { PipelineFlow, PipelineLine, PipelineStep, PipelineSubject, PipelineView } from '../../src/protocol/pipeline_page';
import { h, icon, setChildren } from '../shared/dom';
import { cellLink } from './cell_list';
import type { PipelineContext, PipelinePart } from './pipeline_context';
import type { PipelineState } from './pipeline_state';

const mostCauses = 20;
const kindIcons: Readonly<Record<PipelineSubject['kind'], string>> = { variable: 'symbol-variable', file: 'file', random: 'sync' };

/** Why a step stands where it does: the lines that make what it takes, and those that use it. */
export class WhyView implements PipelinePart {
  readonly element = h('div', { class: 'why' });

  constructor(private readonly context: PipelineContext) {}

  show(view: PipelineView, { chosen }: PipelineState): void {
    if (chosen?.kind === 'flow') return this.showFlows(view, view.flows.filter(({ from, to }) => from === chosen.from && to === chosen.to), null);
    const id = chosen?.kind === 'step' ? chosen.step : chosen?.kind === 'cell' ? view.cells[chosen.cell]?.step : undefined;
    const step = view.steps.find((each) => each.id === id);
    if (step) return this.showFlows(view, view.flows.filter(({ to }) => to === step.id), step);
    setChildren(this.element, h('p', { class: 'muted' }, 'Choose a step, or what flows between two, to see which lines are the reason.'));
  }

  private showFlows(view: PipelineView, flows: readonly PipelineFlow[], step: PipelineStep | null): void {
    const titleOf = (id: string) => view.steps.find((each) => each.id === id)?.title ?? id;
    const parts = flows.flatMap((flow) => [
      h('h3', {}, titleOf(flow.from), ' ', icon('arrow-right'), ' ', titleOf(flow.to)),
      ...flow.subjects.map((subject) => this.subject(view, subject)),
    ]);
    setChildren(this.element, step && aboutStep(step), ...parts, step && parts.length === 0 && h('p', { class: 'muted' }, 'Nothing flows into this step.'));
  }

  private subject(view: PipelineView, { name, kind, causes }: PipelineSubject): HTMLElement {
    return h(
      'section',
      { class: 'why-subject' },
      h('h4', {}, icon(kindIcons[kind]), ' ', kind === 'random' ? `random numbers of ${name}, in the notebook's order` : h('code', {}, name)),
      h('table', { class: 'why-causes' }, h('tbody', {}, ...causes.slice(0, mostCauses).map(({ made, used, through }) =>
        h('tr', {},
          h('td', {}, this.line(view, made, 'made or changed')),
          h('td', {}, this.line(view, used, 'used'), ...through.map((line) => this.line(view, line, 'through'))))))),
      causes.length > mostCauses && h('p', { class: 'muted' }, `and ${causes.length - mostCauses} more`),
    );
  }

  private line(view: PipelineView, { cell, line, text }: PipelineLine, word: string): HTMLElement {
    return h('div', { class: 'why-line' }, h('span', { class: 'muted' }, `${word} `), cellLink(view, cell, line, this.context), h('code', { class: 'wrap' }, text.trim()));
  }
}

function aboutStep({ title, inputs, outputs, parameters, report }: PipelineStep): HTMLElement {
  const list = (word: string, names: readonly string[]) =>
    names.length > 0 && h('div', {}, h('span', { class: 'muted' }, `${word} `), ...names.flatMap((name, place) => [place > 0 && ', ', h('code', {}, name)]));
  return h('section', { class: 'why-step' }, h('h3', {}, title), report && h('div', { class: 'muted' }, 'A report: it only shows.'), list('takes', inputs), list('parameters', parameters), list('gives', outputs));
}
