import type { PipelinePageContract, PipelineView } from '../../src/protocol/pipeline_page';
import { h } from '../shared/dom';
import type { Host } from '../shared/host';
import { bindKeys } from '../shared/keys';
import { Split } from '../shared/split';
import { Tabs } from '../shared/tabs';
import { CellList } from './cell_list';
import { CheckView } from './check_view';
import type { PipelineContext, PipelinePart } from './pipeline_context';
import { PipelineHeader } from './pipeline_header';
import type { PipelineState } from './pipeline_state';
import { ProblemsView } from './problems_view';
import { StepGraph } from './step_graph';
import { WhyView } from './why_view';
import './pipeline.css';

export interface PipelinePageDeps {
  readonly host: Host<PipelinePageContract>;
  readonly state: () => PipelineState;
  readonly arrange: (change: Partial<PipelineState>) => void;
  readonly fail: (error: unknown) => void;
}

/** A notebook as a pipeline: its cells beside the graph of steps, and below it the why, the problems, the verdicts. */
export class PipelinePage {
  readonly element: HTMLElement;
  private readonly header: PipelineHeader;
  private readonly check: CheckView;
  private readonly tabs: Tabs;
  private readonly parts: readonly PipelinePart[];

  constructor(private readonly deps: PipelinePageDeps, private view: PipelineView) {
    const { host, state, arrange, fail } = deps;
    const context: PipelineContext = {
      host, state, fail,
      choose: (chosen) => {
        arrange({ chosen });
        if (chosen?.kind !== 'cell') this.showTab('why');
        this.draw();
      },
      edit: (edit) => void host.request('edit', { edit }).catch(fail),
      reveal: ({ cell, line }) => void host.request('reveal', { cell, line }).catch(fail),
    };
    const cells = new CellList(context);
    const graph = new StepGraph(context);
    const why = new WhyView(context);
    const problems = new ProblemsView(context);
    this.check = new CheckView(context);
    this.header = new PipelineHeader(context);
    this.parts = [cells, graph, why, problems, this.check];
    this.tabs = new Tabs(
      [{ id: 'why', title: 'Why', make: () => why }, { id: 'problems', title: 'Problems', make: () => problems }, { id: 'check', title: 'Check', make: () => this.check }],
      (tab) => arrange({ tab }),
    );
    const below = h('div', { class: 'pipeline-below' }, this.tabs.bar, this.tabs.panel);
    const right = h('div', { class: 'pipeline-right' }, graph.element, below);
    const split = new Split('Border between cells and steps', cells.element, right, state().share, (share) => arrange({ share }));
    this.element = h('div', { class: 'pipeline' }, this.header.element, split.element);
    this.tabs.show(view.status === 'refused' ? 'problems' : state().tab);
    host.on('view', (next) => this.setView(next));
    host.on('checking', (progress) => {
      this.check.showProgress(progress?.message ?? null, this.view);
      if (progress) this.showTab('check');
    });
    bindKeys(document, this.keys());
    this.draw();
  }

  private setView(view: PipelineView): void {
    const refused = view.status === 'refused' && this.view.status === 'ready';
    this.view = view;
    if (refused) this.showTab('problems');
    this.draw();
  }

  private showTab(tab: string): void {
    this.tabs.show(tab);
    this.deps.arrange({ tab });
  }

  private draw(): void {
    this.header.show(this.view);
    for (const part of this.parts) part.show(this.view, this.deps.state());
    this.tabs.setCount('problems', this.view.problems.filter(({ severity }) => severity !== 'note').length);
  }

  private keys() {
    const { host, fail } = this.deps;
    return [
      { key: 'c', label: 'c', does: 'Check against the notebook', run: () => void host.request('check', {}).catch(fail) },
      { key: 'w', label: 'w', does: 'Write the pipeline', run: () => void host.request('write', {}).catch(fail) },
      { key: 'u', label: 'u', does: 'Undo the last change of steps', run: () => void host.request('undo', {}).catch(fail) },
      { label: 'Tab Enter', does: 'Go to a step or a flow and choose it' },
    ];
  }
}
