import * as vscode from 'vscode';
import { CellOutputs, type Displays } from './cell_outputs';
import { KernelProcess, type Launch } from './kernel_process';

export type KernelStatus = 'unknown' | 'starting' | 'idle' | 'busy' | 'terminating' | 'restarting' | 'autorestarting' | 'dead';

/** The kernel of one notebook: executes its cells one after the other. */
export class NotebookKernel implements vscode.Disposable {
  status: KernelStatus = 'unknown';
  /** a cell was run by the person; before that the Jupyter extension gives its kernel to nobody */
  used = false;
  readonly process: KernelProcess;
  private readonly statusChanged = new vscode.EventEmitter<KernelStatus>();
  private readonly displays: Displays = new Map();
  private queue: vscode.NotebookCellExecution[] = [];
  private working: Promise<void> | undefined;
  readonly onDidChangeStatus = this.statusChanged.event;

  constructor(
    private readonly notebook: vscode.NotebookDocument,
    root: string,
    launch: Launch,
  ) {
    const folder = notebook.isUntitled ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(notebook.uri, '..');
    this.process = new KernelProcess(root, folder?.fsPath ?? root, launch, (status) => this.took(status as KernelStatus));
    void this.begin();
  }

  /** Puts cells behind those that wait; they show as queued. Resolves when they have run. */
  async run(cells: readonly vscode.NotebookCell[], controller: vscode.NotebookController): Promise<void> {
    this.used = true;
    this.queue.push(...cells.map((cell) => controller.createNotebookCellExecution(cell)));
    this.working ??= this.work().finally(() => (this.working = undefined));
    await this.working;
  }

  interrupt(): void {
    this.cancelQueue();
    this.process.interrupt();
  }

  async restart(): Promise<void> {
    this.cancelQueue();
    this.displays.clear();
    await this.process.restart();
    await this.begin();
  }

  dispose(): void {
    this.process.dispose();
    this.statusChanged.dispose();
  }

  /** The Jupyter extension tells the kernel which notebook it has. */
  private async begin(): Promise<void> {
    const code = `__vsc_ipynb_file__ = ${JSON.stringify(this.notebook.uri.fsPath)}`;
    await this.process.execute(code, { history: false, onMessage: () => undefined });
  }

  private async work(): Promise<void> {
    for (let execution = this.queue.shift(); execution; execution = this.queue.shift()) {
      const outputs = new CellOutputs(execution, this.displays);
      execution.start(Date.now());
      await execution.clearOutput();
      const { document } = execution.cell;
      const metadata = { cellId: document.uri.toString() };
      const reply = await this.process.execute(document.getText(), { history: true, metadata, onMessage: (message) => outputs.take(message) });
      execution.end(reply === 'ok', Date.now());
      if (reply !== 'ok') this.cancelQueue();
    }
  }

  private cancelQueue(): void {
    for (const execution of this.queue.splice(0)) execution.end(undefined);
  }

  private took(status: KernelStatus): void {
    if (status === this.status) return;
    this.status = status;
    this.statusChanged.fire(status);
  }
}
