import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import * as vscode from 'vscode';
import type { KernelMessage, Launch } from './kernel_process';
import { NotebookKernel, type KernelStatus } from './notebook_kernel';

/** Bundled into out/test/editor/test-kernel. */
const root = resolve(realpathSync(__dirname), '..', '..', '..', '..');

/** What the Jupyter extension's API gives of a kernel. */
export interface Kernel {
  readonly status: KernelStatus;
  readonly onDidChangeStatus: vscode.Event<KernelStatus>;
  readonly language: string;
  executeCode(code: string, token: vscode.CancellationToken): AsyncIterable<{ items: { mime: string; data: Uint8Array }[] }>;
}

/** The part of the Jupyter extension's API that is used, and what tests do beside it. */
export interface TestKernelApi {
  readonly kernels: { getKernel(uri: vscode.Uri): Promise<Kernel | undefined> };
  readonly test: {
    /** Whether the person, asked by Jupyter, lets extensions use kernels. True at first. */
    access: boolean;
    /** How kernels that start from now on are started. */
    launch: Launch;
    /** Kernels live on when their notebook closes, as those of a server do. False at first. */
    keep: boolean;
    restart(uri: vscode.Uri): Promise<void>;
    /** As if the system had killed it. */
    kill(uri: vscode.Uri): void;
    /** Forgets the notebook's kernel, so that its next cell starts another. */
    forget(uri: vscode.Uri): void;
    pid(uri: vscode.Uri): number | undefined;
  };
}

/** Stands in for the Jupyter extension: a controller for .ipynb notebooks, with a real ipykernel a notebook. */
export function activate(context: vscode.ExtensionContext): TestKernelApi {
  const kernels = new Map<string, NotebookKernel>();
  const forget = (uri: vscode.Uri) => {
    kernels.get(uri.toString())?.dispose();
    kernels.delete(uri.toString());
  };
  const kernelFor = (notebook: vscode.NotebookDocument) => {
    const key = notebook.uri.toString();
    const kernel = kernels.get(key) ?? new NotebookKernel(notebook, root, test.launch);
    kernels.set(key, kernel);
    return kernel;
  };
  const test: TestKernelApi['test'] = {
    access: true,
    launch: { prefix: [], env: {} },
    keep: false,
    restart: async (uri) => kernels.get(uri.toString())?.restart(),
    kill: (uri) => kernels.get(uri.toString())?.process.kill(),
    forget,
    pid: (uri) => kernels.get(uri.toString())?.process.pid,
  };
  const handles = new WeakMap<NotebookKernel, Kernel>();
  const handleOf = (kernel: NotebookKernel) => {
    const handle = handles.get(kernel) ?? openTo(kernel, () => test.access);
    handles.set(kernel, handle);
    return handle;
  };

  const controller = vscode.notebooks.createNotebookController('trialbook-test-kernel', 'jupyter-notebook', 'Python (test)');
  controller.supportedLanguages = ['python', 'r', 'raw'];
  controller.supportsExecutionOrder = true;
  controller.executeHandler = (cells, notebook) => void kernelFor(notebook).run(cells, controller);
  controller.interruptHandler = (notebook) => kernelFor(notebook).interrupt();
  const choose = (notebook: vscode.NotebookDocument) =>
    notebook.notebookType === 'jupyter-notebook' && controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
  vscode.workspace.notebookDocuments.forEach(choose);
  context.subscriptions.push(
    controller,
    vscode.workspace.onDidOpenNotebookDocument(choose),
    vscode.workspace.onDidCloseNotebookDocument(({ uri }) => !test.keep && forget(uri)),
    new vscode.Disposable(() => kernels.forEach((kernel) => kernel.dispose())),
  );
  const used = (uri: vscode.Uri) => {
    const kernel = kernels.get(uri.toString());
    return kernel?.used ? handleOf(kernel) : undefined;
  };
  return { kernels: { getKernel: async (uri) => used(uri) }, test };
}

function openTo(kernel: NotebookKernel, access: () => boolean): Kernel {
  return {
    get status() {
      return kernel.status;
    },
    onDidChangeStatus: kernel.onDidChangeStatus,
    language: 'python',
    async *executeCode(code) {
      if (!access()) throw new Error('Access to Jupyter Kernel has been revoked');
      const messages: KernelMessage[] = [];
      const reply = await kernel.process.execute(code, { history: false, onMessage: (message) => messages.push(message) });
      if (reply === 'died') throw new Error('The kernel died');
      for (const { type, content } of messages) {
        if (type === 'error') throw new Error(`${String(content['ename'])}: ${String(content['evalue'])}`);
        if (type !== 'stream') continue;
        const mime = `application/vnd.code.notebook.${String(content['name'])}`;
        yield { items: [{ mime, data: new TextEncoder().encode(String(content['text'])) }] };
      }
    },
  };
}
