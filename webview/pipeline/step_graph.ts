import type { PipelineFlow, PipelineStep, PipelineView } from '../../src/protocol/pipeline_page';
import { h, icon, setChildren } from '../shared/dom';
import { curveThrough, layOutGraph, type Box, type GraphLayout } from './graph_layout';
import { inkOf, type PipelineContext, type PipelinePart } from './pipeline_context';
import type { PipelineState } from './pipeline_state';
import './step_graph.css';

const stepSize = { width: 190, height: 46 };
const labelHeight = 22;
const mostNamed = 2;

/** The steps as boxes and what flows between them as lines; each box and each label can be chosen. */
export class StepGraph implements PipelinePart {
  private readonly canvas = h('div', { class: 'graph-canvas' });
  readonly element = h('div', { class: 'graph', role: 'group', 'aria-label': 'Steps and what flows between them' }, this.canvas);
  private drawn = '';

  constructor(private readonly context: PipelineContext) {}

  show(view: PipelineView, { chosen }: PipelineState): void {
    const drawn = JSON.stringify([view.steps, view.flows.map((flow) => [flow.from, flow.to, labelOf(flow)])]);
    if (drawn !== this.drawn) this.draw(view);
    this.drawn = drawn;
    for (const element of this.canvas.querySelectorAll<HTMLElement | SVGElement>('[data-from], [data-step]')) {
      const { step, from, to } = element.dataset;
      const isChosen =
        (chosen?.kind === 'step' && chosen.step === step) ||
        (chosen?.kind === 'flow' && chosen.from === from && chosen.to === to) ||
        (chosen?.kind === 'cell' && step !== undefined && view.cells[chosen.cell]?.step === step);
      const touched = chosen?.kind === 'step' && (chosen.step === from || chosen.step === to);
      element.classList.toggle('chosen', isChosen);
      element.classList.toggle('touched', touched);
      if (element instanceof HTMLElement) element.setAttribute('aria-pressed', String(isChosen));
    }
  }

  private draw(view: PipelineView): void {
    const labels = new Map(view.flows.map((flow) => [`${flow.from}\n${flow.to}`, labelOf(flow)]));
    const layout = layOutGraph(view.steps, view.flows, {
      step: stepSize,
      label: (from, to) => ({ width: Math.min(170, 18 + 7 * (labels.get(`${from}\n${to}`)?.length ?? 0)), height: labelHeight }),
    });
    this.canvas.style.width = `${layout.width}px`;
    this.canvas.style.height = `${layout.height}px`;
    const elements = [
      ...view.flows.map((flow, at) => ({ element: this.flowLabel(flow), box: layout.flows[at]?.label })),
      ...view.steps.map((step) => ({ element: this.stepBox(view, step), box: layout.steps.get(step.id) })),
    ];
    setChildren(this.canvas, lines(layout), ...elements.map(({ element, box }) => box && placed(element, box)));
  }

  private stepBox(view: PipelineView, step: PipelineStep): HTMLElement {
    const cells = view.cells.filter((cell) => cell.step === step.id && cell.type === 'code').length;
    const about = [`${cells} ${cells === 1 ? 'cell' : 'cells'}`, step.report && 'report', step.outputs.length > 0 && `→ ${step.outputs.join(', ')}`];
    return h(
      'button',
      {
        class: `graph-step ${inkOf(view, step.id)}`,
        'data-step': step.id,
        title: `${step.title}\n${inWords(step)}`,
        on: { click: () => this.context.choose({ kind: 'step', step: step.id }) },
      },
      h('span', { class: 'graph-step-title one-line' }, step.report && icon('graph'), step.title),
      h('span', { class: 'graph-step-about one-line muted' }, about.filter(Boolean).join(' · ')),
    );
  }

  private flowLabel(flow: PipelineFlow): HTMLElement {
    const { from, to } = flow;
    return h(
      'button',
      {
        class: 'graph-flow one-line',
        'data-from': from,
        'data-to': to,
        title: flow.subjects.map(({ name }) => name).join(', '),
        'aria-label': `From ${from} to ${to}: ${flow.subjects.map(({ name }) => name).join(', ')}`,
        on: { click: () => this.context.choose({ kind: 'flow', from, to }) },
      },
      labelOf(flow),
    );
  }
}

function labelOf({ subjects }: PipelineFlow): string {
  const named = subjects.slice(0, mostNamed).map(({ name, kind }) => (kind === 'random' ? 'random state' : name));
  return subjects.length > mostNamed ? `${named.join(', ')} +${subjects.length - mostNamed}` : named.join(', ');
}

function inWords({ inputs, outputs, parameters }: PipelineStep): string {
  const list = (word: string, names: readonly string[]) => (names.length > 0 ? [`${word}: ${names.join(', ')}`] : []);
  return [...list('Takes', inputs), ...list('Parameters', parameters), ...list('Gives', outputs)].join('\n');
}

function placed(element: HTMLElement, box: Box): HTMLElement {
  const { x, y, width, height } = box;
  Object.assign(element.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
  return element;
}

function lines(layout: GraphLayout): SVGSVGElement {
  const svg = svgElement('svg', { width: layout.width, height: layout.height, 'aria-hidden': 'true', class: 'graph-lines' });
  const marker = svgElement('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse' });
  marker.append(svgElement('path', { d: 'M 0 0.5 L 8 4 L 0 7.5 z', class: 'graph-arrow' }));
  const defs = svgElement('defs', {});
  defs.append(marker);
  svg.append(defs);
  for (const { from, to, points } of layout.flows) {
    svg.append(svgElement('path', { d: curveThrough(points), class: 'graph-line', 'marker-end': 'url(#arrow)', 'data-from': from, 'data-to': to }));
  }
  return svg;
}

function svgElement<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Readonly<Record<string, string | number>>): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
