import { isSystemMetric } from '../../src/core/headline';
import type { RunSnapshot } from '../../src/protocol/run_page';
import { h, setChildren } from '../shared/dom';
import { CodeSection } from './code_section';
import { MetricTable } from './metric_table';
import { dataFacts, environmentFacts, factList, familySection, failureNotice, paramFacts, problemNotice, tagFacts } from './overview_parts';
import type { RunContext, RunTab } from './run_context';
import './overview.css';

/** The run at a glance: what was asked, what came out, from what. */
export class Overview implements RunTab {
  private readonly notices = h('div', { class: 'wide overview-column' });
  private readonly left = h('div', { class: 'overview-column' });
  private readonly right = h('div', { class: 'overview-column' });
  private readonly family = h('div', { class: 'overview-column' });
  private readonly data = h('div', { class: 'overview-column' });
  private readonly code: CodeSection;
  private readonly metrics: MetricTable;
  readonly element = h('div', { class: 'overview' }, this.notices, this.left, this.right);
  private readonly drawn = new Map<Element, string>();

  constructor(private readonly context: RunContext) {
    this.metrics = new MetricTable(context);
    this.code = new CodeSection(context);
    this.right.append(section('Metrics', this.metrics.element, link('All curves', () => context.openTab('metrics'))), this.family, this.code.element, this.data);
  }

  update(snapshot: RunSnapshot): void {
    const { context } = this;
    const { params, tags, row, traceback, problems, environment, files, datasets, parent, children, exitCode } = snapshot;
    this.part(this.notices, [row.error, row.status, traceback, problems, exitCode], () => [failureNotice(snapshot, context), problemNotice(snapshot)]);
    this.part(this.left, [params, tags, environment], () => [
      section('Params', params.length > 0 ? factList(paramFacts(snapshot), 'values') : muted('None logged')),
      tags.length > 0 && section('Tags', factList(tagFacts(snapshot, context))),
      environment && section('Environment', factList(environmentFacts(snapshot)), link('Packages', () => context.openTab('environment'))),
    ]);
    this.metrics.update(snapshot.metrics.filter(({ key }) => !isSystemMetric(key)), snapshot.headline);
    this.part(this.family, [parent, children], () => familySection(snapshot, context).map(([title, element]) => section(title, element)));
    this.code.update(snapshot);
    this.part(this.data, [files, datasets], () => [(files.length > 0 || datasets.length > 0) && section('Data', factList(dataFacts(snapshot)))]);
    // An empty part would have its gap.
    for (const part of [this.notices, this.family, this.data]) part.hidden = part.childElementCount === 0;
  }

  /** Makes a part anew only when what it shows is not what it was. */
  private part(parent: Element, of: unknown, make: () => (Node | null | false)[]): void {
    const now = JSON.stringify(of);
    if (this.drawn.get(parent) === now) return;
    this.drawn.set(parent, now);
    setChildren(parent, ...make());
  }
}

function section(title: string, content: Node, more?: Node): HTMLElement {
  return h('section', {}, h('h2', { class: 'section-title' }, title, more), content);
}

function muted(text: string): HTMLElement {
  return h('div', { class: 'muted' }, text);
}

function link(text: string, open: () => void): HTMLElement {
  const follow = (event: Event) => {
    event.preventDefault();
    open();
  };
  return h('a', { href: '#', class: 'link', on: { click: follow } }, text);
}
