import * as v from 'valibot';
import * as vscode from 'vscode';
import { runAddresses } from '../protocol/comparison_page';
import { ComparisonPanel, type ComparisonPanelDeps } from './comparison_panel';

const viewType = 'trialbook.comparison';
const savedState = v.object({ chosen: runAddresses });

/** The window's one comparison, which shows the one choice of runs. */
export class ComparisonPages implements vscode.Disposable {
  private page: ComparisonPanel | undefined;
  private readonly serializer: vscode.Disposable;

  constructor(private readonly deps: ComparisonPanelDeps) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state) => {
        if (this.page) panel.dispose();
        else {
          this.chooseAgain(state);
          this.add(panel);
        }
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

  /** The choice of runs ends with its window, unless a comparison shows it. */
  private chooseAgain(state: unknown): void {
    const { selection } = this.deps;
    const saved = v.safeParse(savedState, state);
    if (saved.success && selection.refs.length === 0) selection.set(saved.output.chosen, true);
  }

  private add(panel: vscode.WebviewPanel): void {
    this.page = new ComparisonPanel(panel, this.deps);
    panel.onDidDispose(() => {
      this.page = undefined;
    });
  }
}
