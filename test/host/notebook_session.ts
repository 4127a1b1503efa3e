import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { notebookFile, type CellText } from '../builders/notebook_file';
import type { TestKernelApi } from '../editor/test-kernel/extension';
import { eventually, workspaceFolder } from './extension_under_test';

/** When the editor has done nothing for so long it is asked once more. */
const ASK_AGAIN_MS = 5000;

/** A notebook open in the editor, with a real ipykernel behind it (test/editor/test-kernel). */
export class NotebookSession {
  private constructor(
    readonly notebook: vscode.NotebookDocument,
    private readonly kernels: TestKernelApi,
  ) {}

  /** Writes `name` into the open folder and shows it. The kernel starts with the first cell that runs. */
  static async open(name: string, ...cells: readonly CellText[]): Promise<NotebookSession> {
    return NotebookSession.show(name, notebookFile(...cells));
  }

  /** As `open`, for a file with a text of its own. */
  static async show(name: string, text: string): Promise<NotebookSession> {
    const file = join(workspaceFolder(), name);
    writeFileSync(file, text);
    return NotebookSession.at(vscode.Uri.file(file));
  }

  /** Shows the notebook of a file. */
  static async at(uri: vscode.Uri): Promise<NotebookSession> {
    // As a click does: a document opened by `openNotebookDocument` stays open for minutes after its tab is closed.
    await vscode.commands.executeCommand('vscode.openWith', uri, 'jupyter-notebook');
    const notebook = await eventually(() => vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === uri.toString()));
    return NotebookSession.of(notebook);
  }

  /** A notebook that is open already. */
  static async of(notebook: vscode.NotebookDocument): Promise<NotebookSession> {
    const kernels = await testKernels();
    await vscode.commands.executeCommand('notebook.selectKernel', { id: 'trialbook-test-kernel', extension: 'ms-toolsai.jupyter' });
    return new NotebookSession(notebook, kernels);
  }

  get uri(): vscode.Uri {
    return this.notebook.uri;
  }

  get kernel(): TestKernelApi['test'] {
    return this.kernels.test;
  }

  /** Runs cells, one after the other, and resolves when the last one has ended. */
  async run(...indexes: readonly number[]): Promise<void> {
    for (const index of indexes) {
      await this.start(index);
      await this.ended(index);
    }
  }

  /** Runs a cell, and resolves when its execution has begun. */
  async start(index: number): Promise<void> {
    const cell = this.notebook.cellAt(index);
    let queued = false;
    let begun = false;
    // The number may be the one it had before, of another kernel.
    const following = vscode.workspace.onDidChangeNotebookDocument(({ cellChanges }) => {
      for (const { executionSummary } of cellChanges.filter((change) => change.cell === cell)) {
        if (executionSummary?.executionOrder !== undefined) begun ||= queued;
        else if (executionSummary) queued = true;
      }
    });
    let asked = 0;
    await eventually(async () => {
      // The editor may not have taken up the kernel yet; then it runs nothing, and says nothing.
      if (!queued && !begun && Date.now() - asked > ASK_AGAIN_MS) {
        asked = Date.now();
        await this.queue(index);
      }
      return begun;
    });
    following.dispose();
  }

  /** Asks the editor to run a cell. */
  async queue(index: number): Promise<void> {
    const ranges = [{ start: index, end: index + 1 }];
    await vscode.commands.executeCommand('notebook.cell.execute', { ranges, document: this.uri });
  }

  /** What the stop button beside a cell does. */
  async interrupt(index: number): Promise<void> {
    await vscode.commands.executeCommand('notebook.cell.cancelExecution', { ranges: [{ start: index, end: index + 1 }], document: this.uri });
  }

  /** Resolves when the cell's execution is over. */
  async ended(index: number): Promise<void> {
    await eventually(() => this.notebook.cellAt(index).executionSummary?.timing !== undefined);
  }

  /** The text of a cell's outputs. */
  outputOf(index: number): string {
    return this.notebook.cellAt(index).outputs.flatMap(({ items }) => items).map(({ data }) => new TextDecoder().decode(data)).join('');
  }

  /** Replaces a cell's source, as typing does. */
  async edit(index: number, source: string): Promise<void> {
    const { document } = this.notebook.cellAt(index);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), source);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  restart(): Promise<void> {
    return this.kernel.restart(this.uri);
  }

  /** Closes the notebook without keeping what was not saved; its kernel ends. It must be one that nothing else has opened: VS Code holds those for minutes. */
  async close(): Promise<void> {
    let asked = 0;
    await eventually(async () => {
      // The editor that is active when it is told to close may be another by then.
      if (!this.notebook.isClosed && Date.now() - asked > ASK_AGAIN_MS) {
        asked = Date.now();
        await vscode.window.showNotebookDocument(this.notebook);
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      }
      return this.notebook.isClosed;
    });
  }
}

/** The stand-in for the Jupyter extension. */
export async function testKernels(): Promise<TestKernelApi> {
  const extension = vscode.extensions.getExtension<TestKernelApi>('ms-toolsai.jupyter');
  if (!extension) throw new Error('The test kernel is not installed');
  return extension.activate();
}
