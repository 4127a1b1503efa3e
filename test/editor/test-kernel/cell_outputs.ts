import * as vscode from 'vscode';
import type { KernelMessage } from './kernel_process';

type MimeBundle = Readonly<Record<string, unknown>>;

/** Displays that may be rewritten, by their id; a rewriting one may be in any cell. */
export type Displays = Map<string, vscode.NotebookCellOutput>;

/** Turns what a kernel sends while it executes a cell into that cell's outputs, with the metadata that the Jupyter extension gives them. */
export class CellOutputs {
  private stream: { name: string; output: vscode.NotebookCellOutput } | undefined;
  private clearFirst = false;

  constructor(
    private readonly execution: vscode.NotebookCellExecution,
    private readonly displays: Displays,
  ) {}

  take({ type, content }: KernelMessage): void {
    switch (type) {
      case 'execute_input':
        this.execution.executionOrder = Number(content['execution_count']);
        return;
      case 'stream':
        return this.text(String(content['name']), String(content['text']));
      case 'display_data':
      case 'execute_result':
        return this.display(type, content);
      case 'update_display_data':
        return this.rewrite(content);
      case 'clear_output':
        if (content['wait'] === true) this.clearFirst = true;
        else this.clear();
        return;
      case 'error': {
        const stack = (content['traceback'] as string[]).join('\n');
        const item = vscode.NotebookCellOutputItem.error({ name: String(content['ename']), message: String(content['evalue']), stack });
        return this.append(new vscode.NotebookCellOutput([item], { outputType: 'error', originalError: content }));
      }
    }
  }

  private text(name: string, text: string): void {
    const item = name === 'stderr' ? vscode.NotebookCellOutputItem.stderr(text) : vscode.NotebookCellOutputItem.stdout(text);
    if (this.stream?.name === name && !this.clearFirst) return void this.execution.appendOutputItems(item, this.stream.output);
    const output = new vscode.NotebookCellOutput([item], { outputType: 'stream' });
    this.append(output);
    this.stream = { name, output };
  }

  private display(outputType: string, content: Record<string, unknown>): void {
    const transient = content['transient'] as { display_id?: string } | undefined;
    const metadata = { outputType, metadata: content['metadata'], executionCount: content['execution_count'], ...(transient?.display_id && { transient }) };
    const output = new vscode.NotebookCellOutput(itemsOf(content['data'] as MimeBundle), metadata);
    if (transient?.display_id) this.displays.set(transient.display_id, output);
    this.append(output);
  }

  private rewrite(content: Record<string, unknown>): void {
    const { display_id = '' } = content['transient'] as { display_id?: string };
    const output = this.displays.get(display_id);
    if (output) void this.execution.replaceOutputItems(itemsOf(content['data'] as MimeBundle), output);
  }

  private append(output: vscode.NotebookCellOutput): void {
    if (this.clearFirst) this.clear();
    this.stream = undefined;
    void this.execution.appendOutput(output);
  }

  private clear(): void {
    this.clearFirst = false;
    this.stream = undefined;
    void this.execution.clearOutput();
  }
}

function itemsOf(data: MimeBundle): vscode.NotebookCellOutputItem[] {
  return Object.entries(data).map(([mime, value]) => {
    if (mime.startsWith('image/') && mime !== 'image/svg+xml') return new vscode.NotebookCellOutputItem(Buffer.from(String(value), 'base64'), mime);
    if (typeof value !== 'string') return vscode.NotebookCellOutputItem.json(value, mime);
    return vscode.NotebookCellOutputItem.text(value, mime);
  });
}
