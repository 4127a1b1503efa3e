import * as v from 'valibot';
import * as vscode from 'vscode';
import type { RunRef } from '../host/open_store';
import { LogDocuments } from './log_documents';
import { RunPanel, type RunPanelDeps } from './run_panel';

export type RunPagesDeps = Pick<RunPanelDeps, 'extensionUri' | 'stores' | 'runCode' | 'codeChanges' | 'log'>;

const viewType = 'trialbook.run';
const savedState = v.object({ address: v.object({ storeDir: v.string(), runId: v.string() }) });

/** The Run pages of a window: at most one a run, of which one may be the preview that the next preview takes over. */
export class RunPages implements vscode.Disposable {
  private readonly open_ = new Set<RunPanel>();
  private preview: RunPanel | undefined;
  private readonly logs: LogDocuments;
  private readonly serializer: vscode.Disposable;

  constructor(private readonly deps: RunPagesDeps) {
    this.logs = new LogDocuments(deps.stores);
    this.serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state) => this.restore(panel, state),
    });
  }

  /** Shows the page of a run; with `preview` the keyboard stays where it was and the page may be replaced by the next preview. */
  async open(ref: RunRef, options: { readonly preview?: boolean } = {}): Promise<void> {
    const preview = options.preview ?? false;
    const there = [...this.open_].find((page) => page.ref.runId === ref.runId && page.ref.storeDir === ref.storeDir);
    if (there) {
      if (!preview && there === this.preview) this.preview = undefined;
      there.reveal(preview);
      return;
    }
    if (preview && this.preview) {
      this.preview.show(ref);
      this.preview.reveal(true);
      return;
    }
    const panel = vscode.window.createWebviewPanel(viewType, 'Run', { viewColumn: vscode.ViewColumn.Active, preserveFocus: preview });
    const page = this.add(panel, ref);
    if (preview) this.preview = page;
  }

  dispose(): void {
    this.serializer.dispose();
    this.logs.dispose();
    for (const page of this.open_) page.dispose();
  }

  private restore(panel: vscode.WebviewPanel, state: unknown): void {
    const saved = v.safeParse(savedState, state);
    if (saved.success) this.add(panel, saved.output.address);
    else panel.dispose();
  }

  private add(panel: vscode.WebviewPanel, ref: RunRef): RunPanel {
    const page = new RunPanel(panel, ref, { ...this.deps, logs: this.logs, openRun: (other) => this.open(other) });
    this.open_.add(page);
    page.onDidUse(() => {
      if (this.preview === page) this.preview = undefined;
    });
    panel.onDidDispose(() => {
      this.open_.delete(page);
      if (this.preview === page) this.preview = undefined;
    });
    return page;
  }
}
