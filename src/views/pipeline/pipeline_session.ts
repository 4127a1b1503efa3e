import { basename, dirname, join, relative } from 'node:path';
import * as vscode from 'vscode';
import { TrialbookError } from '../../core/errors';
import { notebookText } from '../../host/notebook_text';
import type { PythonInterpreters } from '../../host/python';
import { readNotebook } from '../../notebook/read_notebook';
import { checkPipeline } from '../../pipeline/check/check_pipeline';
import { checkSummary } from '../../pipeline/check/check_words';
import { exportPipeline, generatePipeline } from '../../pipeline/export_pipeline';
import type { Layout } from '../../pipeline/plan';
import { planNotebook, type CellOrder, type PlannedNotebook } from '../../pipeline/plan_notebook';
import { editLayout } from '../../pipeline/steps/edit_layout';
import type { PipelineCheck, PipelineEdit, PipelineView } from '../../protocol/pipeline_page';
import { pipelineView } from './pipeline_view';

export interface PipelineSessionDeps {
  /** the folder the extension is installed in */
  readonly root: string;
  readonly python: PythonInterpreters;
  readonly memento: vscode.Memento;
}

/** How a person arranged the steps of a notebook; by ids, since cells move. */
interface Arranged {
  readonly steps: readonly { readonly title: string; readonly cells: readonly string[] }[];
  readonly dropped: readonly string[];
}

const unarranged: Arranged = { steps: [], dropped: [] };

/** One notebook on its way to a pipeline: its plan as the notebook stands, what the person changed, and what Check found. */
export class PipelineSession implements vscode.Disposable {
  private planned: PlannedNotebook | undefined;
  /** undefined until the person chooses: the document's, unless it matters */
  private order: CellOrder | undefined;
  private readonly earlier: Arranged[] = [];
  private arranged: Arranged;
  private check: PipelineCheck | null = null;
  private checking: AbortController | undefined;
  private planning: Promise<unknown> = Promise.resolve();
  private written: string | null = null;
  private readonly changed = new vscode.EventEmitter<PipelineView>();
  private readonly progressed = new vscode.EventEmitter<string | null>();
  readonly onDidChange = this.changed.event;
  /** what Check is doing; null when it has ended */
  readonly onDidProgress = this.progressed.event;

  constructor(
    readonly uri: vscode.Uri,
    private readonly deps: PipelineSessionDeps,
  ) {
    this.arranged = deps.memento.get<Arranged>(this.key, unarranged);
  }

  get problems() {
    return this.planned?.plan.problems ?? [];
  }

  /** The folder that was written from here. */
  get folder(): string | null {
    return this.written;
  }

  /** What Check found against the pipeline as it is now; null where it found it the same, or was not asked. */
  get warning(): string | null {
    return this.check && !this.check.outdated && this.check.verdict !== 'same' ? this.check.summary : null;
  }

  /** Plans the notebook as it is now. Plans are made one after the other, so that the last is of the latest state. */
  async plan(): Promise<PipelineView> {
    const next = this.planning.then(() => this.planNow());
    this.planning = next.catch(() => undefined);
    return next;
  }

  async edit(edit: PipelineEdit): Promise<void> {
    const { notebook, plan } = this.current();
    const arranged = byId(editLayout(plan, this.layout(), edit), notebook.cells);
    await this.arrange(arranged, [...this.earlier, this.arranged]);
  }

  async undo(): Promise<void> {
    const before = this.earlier.at(-1);
    if (before) await this.arrange(before, this.earlier.slice(0, -1));
  }

  async reset(): Promise<void> {
    if (this.arranged !== unarranged) await this.arrange(unarranged, [...this.earlier, this.arranged]);
  }

  async take(order: CellOrder): Promise<void> {
    this.order = order;
    await this.plan();
  }

  /** @throws TrialbookError where the notebook is refused, or the interpreter lacks what a check needs */
  async runCheck(): Promise<void> {
    if (this.checking) return;
    await this.plan();
    const { cells, plan } = this.ready();
    const checking = (this.checking = new AbortController());
    this.progressed.fire('Preparing …');
    try {
      const { path } = await this.deps.python.find(this.uri);
      const folder = this.written ?? this.defaultFolder;
      const files = await generatePipeline({ ...this.exportRequest(folder), probe: true });
      const words = { notebook: 'The notebook runs', pipeline: 'The pipeline runs', again: 'The notebook runs once more, since something differed' };
      const report = await checkPipeline(
        {
          notebook: this.uri.fsPath, cells, plan, files, python: path, root: this.deps.root,
          pipelineFolder: relative(dirname(this.uri.fsPath), folder).replaceAll('\\', '/'),
          onProgress: ({ run, cell }) => this.progressed.fire(`${words[run]}: cell ${cell + 1} of ${cells.length}`),
        },
        checking.signal,
      );
      this.check = {
        verdict: report.verdict, summary: checkSummary(report), outdated: false,
        cells: report.cells.map(({ cell, verdict, differences }) => ({ cell, verdict, differences })),
      };
    } catch (error) {
      if (!checking.signal.aborted) throw error;
    } finally {
      this.checking = undefined;
      this.progressed.fire(null);
      this.tell();
    }
  }

  stopCheck(): void {
    this.checking?.abort();
  }

  get defaultFolder(): string {
    const { fsPath } = this.uri;
    return join(dirname(fsPath), `${basename(fsPath).replace(/\.ipynb$/i, '')}_pipeline`);
  }

  /** @param force overwrites files of the folder that the person has edited */
  async write(folder: string, force: boolean): Promise<void> {
    await this.plan();
    this.ready();
    await exportPipeline({ ...this.exportRequest(folder), force });
    this.written = folder;
    this.tell();
  }

  dispose(): void {
    this.stopCheck();
    this.changed.dispose();
    this.progressed.dispose();
  }

  private async planNow(): Promise<PipelineView> {
    const text = await notebookText(this.uri);
    const interpreter = vscode.workspace.isTrusted ? await this.deps.python.find(this.uri).then(({ path }) => path, () => undefined) : undefined;
    const folder = dirname(this.uri.fsPath);
    const layout = byIndex(this.arranged, readNotebook(text).cells);
    const before = JSON.stringify(this.planned?.plan);
    this.planned = await planNotebook(text, { folder, root: this.deps.root, interpreter, layout, order: this.order });
    if (this.check && JSON.stringify(this.planned.plan) !== before) this.check = { ...this.check, outdated: true };
    return this.tell();
  }

  private async arrange(arranged: Arranged, earlier: readonly Arranged[]): Promise<void> {
    this.earlier.splice(0, Infinity, ...earlier);
    this.arranged = arranged;
    await this.deps.memento.update(this.key, arranged === unarranged ? undefined : arranged);
    await this.plan();
  }

  private tell(): PipelineView {
    const { notebook, plan } = this.current();
    const view = pipelineView(notebook, plan, {
      name: basename(this.uri.path), uri: this.uri.toString(), order: this.order ?? 'document', dropped: this.layout().dropped,
      arranged: this.earlier.length > 0 || this.arranged.steps.length + this.arranged.dropped.length > 0,
      check: this.check, written: this.written === null ? null : vscode.workspace.asRelativePath(this.written),
    });
    this.changed.fire(view);
    return view;
  }

  private exportRequest(folder: string) {
    return { planned: this.current(), target: 'python' as const, out: folder, notebook: this.uri.fsPath, root: this.deps.root };
  }

  private current(): PlannedNotebook {
    if (!this.planned) throw new TrialbookError('notebook-unread', 'The notebook has not been read yet. Try again.');
    return this.planned;
  }

  private ready(): PlannedNotebook {
    const planned = this.current();
    if (planned.plan.status === 'refused') throw new TrialbookError('pipeline-refused', 'This notebook cannot become a pipeline as it is. Its problems say why.');
    return planned;
  }

  private layout(): Layout {
    return byIndex(this.arranged, this.planned?.notebook.cells ?? []);
  }

  private get key(): string {
    return `trialbook.pipeline ${this.uri.toString()}`;
  }
}

function byId(layout: Layout, cells: readonly { readonly id: string }[]): Arranged {
  const ids = (indexes: readonly number[]) => indexes.flatMap((index) => cells[index]?.id ?? []);
  return { steps: layout.steps.map(({ title, cells: held }) => ({ title, cells: ids(held) })), dropped: ids(layout.dropped) };
}

function byIndex(arranged: Arranged, cells: readonly { readonly id: string; readonly index: number }[]): Layout {
  const places = new Map(cells.map(({ id, index }) => [id, index]));
  const indexes = (ids: readonly string[]) => ids.flatMap((id) => places.get(id) ?? []);
  const steps = arranged.steps.map(({ title, cells: held }) => ({ title, cells: indexes(held) })).filter(({ cells: held }) => held.length > 0);
  return { steps, dropped: indexes(arranged.dropped) };
}
