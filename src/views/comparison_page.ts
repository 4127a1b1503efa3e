import * as vscode from 'vscode';
import { ComparisonPanel, type ComparisonPanelDeps } from './comparison_panel';

const viewType = 'trialbook.comparison';

/** The window's one comparison, which shows the one choice of runs. */
export class ComparisonPages implements vscode.Disposable {
  private page: ComparisonPanel | undefined;
  private readonly serializer: vscode.Disposable;

  constructor(private readonly deps: ComparisonPanelDeps) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel) => {
        if (this.page) panel.dispose();
        else this.add(panel);
      },
    });
  }

  async open(): Promise<void> {
    if (this.page) this.page.reveal();
    else this.add(vscode.window.createWebviewPanel(viewType, 'Comparison', vscode.ViewColumn.Active));
  }

  dispose(): void {
    this.serializer.dispose();
    this.page?.dispose();
  }

  private add(panel: vscode.WebviewPanel): void {
    this.page = new ComparisonPanel(panel, this.deps);
    panel.onDidDispose(() => {
      this.page = undefined;
    });
  }
}
