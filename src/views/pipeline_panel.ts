import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import type { NotebookProblems } from '../host/notebook_problems';
import { runPipeline } from '../host/pipeline_task';
import type { PythonClient } from '../host/python_client';
import { runInTerminal } from '../host/terminal_program';
import type { Handlers } from '../protocol/channel';
import { pipelinePageAsks, type PipelinePageContract } from '../protocol/pipeline_page';
import { PagePanel } from './panel/page_panel';
import { chooseFolder, mayOverwrite, mayWriteDiffering } from './pipeline/choose_folder';
import { PipelineSession, type PipelineSessionDeps } from './pipeline/pipeline_session';
import { revealCell } from './pipeline/reveal_cell';

export interface PipelinePanelDeps extends PipelineSessionDeps {
  readonly extensionUri: vscode.Uri;
  readonly client: PythonClient;
  readonly problems: NotebookProblems;
  readonly log: vscode.LogOutputChannel;
  readonly onError: (error: unknown) => void;
}

/** A plan is made again this long after the last change of its notebook. */
const restMs = 500;

/** The Pipeline page of one notebook: what it answers, and how it follows the notebook. */
export class PipelinePanel implements vscode.Disposable {
  private readonly session: PipelineSession;
  private readonly page: PagePanel<PipelinePageContract>;
  private readonly subscriptions: vscode.Disposable[];
  private rest: NodeJS.Timeout | undefined;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    readonly uri: vscode.Uri,
    private readonly deps: PipelinePanelDeps,
  ) {
    const { extensionUri, log, problems } = deps;
    this.session = new PipelineSession(uri, deps);
    this.page = new PagePanel<PipelinePageContract>(panel, { page: 'pipeline', extensionUri, log, asks: pipelinePageAsks, handlers: this.handlers(), artifactRoots: [] });
    this.subscriptions = [
      this.session,
      this.session.onDidChange((view) => {
        problems.show(uri, this.session.problems);
        this.page.push('view', view);
      }),
      this.session.onDidProgress((message) => this.page.push('checking', message === null ? null : { message })),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
        const sourceChanged = contentChanges.length > 0 || cellChanges.some(({ document, metadata, executionSummary }) => document ?? metadata ?? executionSummary);
        if (sourceChanged) this.follow(notebook.uri);
      }),
      vscode.workspace.onDidSaveNotebookDocument((notebook) => this.follow(notebook.uri)),
      panel.onDidDispose(() => this.end()),
    ];
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.panel.dispose();
  }

  private end(): void {
    clearTimeout(this.rest);
    this.deps.problems.clear(this.uri);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private follow(changed: vscode.Uri): void {
    if (changed.toString() !== this.uri.toString()) return;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => void this.session.plan().catch(this.deps.onError), restMs);
  }

  private handlers(): Handlers<PipelinePageContract> {
    const done = (work: Promise<unknown>) => work.then(() => null);
    return {
      ready: () => this.session.plan(),
      reveal: ({ cell, line }) => done(revealCell(this.uri, cell, line)),
      edit: ({ edit }) => done(this.session.edit(edit)),
      reset: () => done(this.session.reset()),
      undo: () => done(this.session.undo()),
      order: ({ order }) => done(this.session.take(order)),
      check: () => done(this.check()),
      stopCheck: () => {
        this.session.stopCheck();
        return null;
      },
      write: () => done(this.write()),
      openFolder: () => done(this.showFolder()),
      run: () => done(this.run()),
    };
  }

  private async check(): Promise<void> {
    try {
      await this.session.runCheck();
    } catch (error) {
      if (!(error instanceof TrialbookError && error.code === 'packages')) throw error;
      const { path } = await this.deps.python.find(this.uri);
      const answer = await vscode.window.showWarningMessage(`Check runs the notebook as well, for which ${path} lacks nbclient or ipykernel.`, 'Install and Check', 'Choose Another Python');
      if (answer === 'Choose Another Python') await vscode.commands.executeCommand('workbench.action.openSettings', 'trialbook.python.interpreter');
      if (answer !== 'Install and Check') return;
      const args = ['-m', 'pip', 'install', '--disable-pip-version-check', 'nbclient', 'ipykernel'];
      if ((await runInTerminal({ title: 'Install nbclient, ipykernel', program: path, args })) === 0) await this.session.runCheck();
    }
  }

  private async write(): Promise<void> {
    const { warning } = this.session;
    if (warning !== null && !(await mayWriteDiffering(warning))) return;
    const folder = await chooseFolder(this.session.folder ?? this.session.defaultFolder);
    if (folder === undefined) return;
    try {
      await this.session.write(folder, false);
    } catch (error) {
      if (!(error instanceof TrialbookError && error.code === 'pipeline-edited')) throw error;
      if (!(await mayOverwrite(error.details['files'] as readonly string[]))) return;
      await this.session.write(folder, true);
    }
    const answer = await vscode.window.showInformationMessage(`The pipeline is in ${vscode.workspace.asRelativePath(folder)}.`, 'Run', 'Show');
    if (answer === 'Run') await this.run();
    if (answer === 'Show') await this.showFolder();
  }

  private async showFolder(): Promise<void> {
    const { folder } = this.session;
    if (folder === null) return;
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.joinPath(vscode.Uri.file(folder), 'README.md'));
    await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(folder));
  }

  private async run(): Promise<void> {
    const { folder } = this.session;
    if (folder === null) return;
    const { path } = await this.deps.python.find(this.uri);
    await runPipeline(folder, path, this.deps.client);
  }
}
