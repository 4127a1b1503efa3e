import * as v from 'valibot';
import * as vscode from 'vscode';
import { PipelinePanel, type PipelinePanelDeps } from './pipeline_panel';

const viewType = 'trialbook.pipeline';
const savedState = v.object({ notebook: v.string() });

/** The Pipeline pages of a window: at most one a notebook. */
export class PipelinePages implements vscode.Disposable {
  private readonly open_ = new Set<PipelinePanel>();
  private readonly serializer: vscode.Disposable;

  constructor(private readonly deps: PipelinePanelDeps) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state) => {
        const saved = v.safeParse(savedState, state);
        if (saved.success) this.add(panel, vscode.Uri.parse(saved.output.notebook));
        else panel.dispose();
      },
    });
  }

  open(notebook: vscode.Uri): void {
    const there = [...this.open_].find(({ uri }) => uri.toString() === notebook.toString());
    if (there) return there.reveal();
    const name = notebook.path.slice(notebook.path.lastIndexOf('/') + 1);
    this.add(vscode.window.createWebviewPanel(viewType, `Pipeline: ${name}`, vscode.ViewColumn.Active), notebook);
  }

  dispose(): void {
    this.serializer.dispose();
    for (const page of this.open_) page.dispose();
  }

  private add(panel: vscode.WebviewPanel, notebook: vscode.Uri): void {
    const page = new PipelinePanel(panel, notebook, this.deps);
    this.open_.add(page);
    panel.onDidDispose(() => this.open_.delete(page));
  }
}
