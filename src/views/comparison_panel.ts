import * as vscode from 'vscode';
import type { Handlers } from '../protocol/channel';
import { comparisonPageAsks, type ComparisonPageContract } from '../protocol/comparison_page';
import type { ComparisonPagesDeps } from './comparison_page';
import { PagePanel } from './panel/page_panel';

/** The Comparison page: what it answers, and how it follows the choice of runs and the runs themselves. */
export class ComparisonPanel implements vscode.Disposable {
  private readonly page: PagePanel<ComparisonPageContract>;
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly deps: ComparisonPagesDeps,
  ) {
    const { extensionUri, log, selection } = deps;
    this.page = new PagePanel<ComparisonPageContract>(panel, {
      page: 'comparison', extensionUri, log, asks: comparisonPageAsks, handlers: this.handlers(), artifactRoots: [],
    });
    this.subscriptions.push(
      selection.onDidChange(() => this.page.push('chosen', { chosen: selection.refs })),
      panel.onDidDispose(() => this.end()),
    );
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.panel.dispose();
  }

  private end(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private handlers(): Handlers<ComparisonPageContract> {
    return {
      ready: () => ({ chosen: this.deps.selection.refs }),
      openRun: async ({ run }) => {
        await vscode.commands.executeCommand('trialbook.openRun', run);
        return null;
      },
    };
  }
}
