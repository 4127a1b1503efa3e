import * as vscode from 'vscode';
import { TrialbookError } from '../../core/errors';

const EXTENSION = 'ms-toolsai.jupyter';

/** The part that is used of a kernel in the Jupyter extension's API. */
export interface JupyterKernel {
  /** `idle`, `busy`, `restarting`, `autorestarting`, `dead` … */
  readonly status: string;
  readonly onDidChangeStatus: vscode.Event<string>;
  readonly language: string;
  executeCode(code: string, token: vscode.CancellationToken): AsyncIterable<{ readonly items: readonly { readonly mime: string; readonly data: Uint8Array }[] }>;
}

interface JupyterApi {
  readonly kernels?: { getKernel(notebook: vscode.Uri): Thenable<JupyterKernel | undefined> };
}

/** The Jupyter extension's kernels, where that extension is there. */
export class JupyterKernels {
  get installed(): boolean {
    return vscode.extensions.getExtension(EXTENSION) !== undefined;
  }

  /** The kernel of a notebook, once the person has run a cell in it. */
  async kernelOf(notebook: vscode.Uri): Promise<JupyterKernel | undefined> {
    const extension = vscode.extensions.getExtension<JupyterApi | undefined>(EXTENSION);
    // Activating it is for whoever runs cells; where it is not active it has no kernel.
    if (!extension?.isActive) return undefined;
    return extension.exports?.kernels?.getKernel(notebook);
  }
}

/**
 * Runs Python in a kernel, which waits until the cells before have run, and gives what it says: one line of JSON.
 * Throws `kernel-refused` where the person lets no extension use kernels, the kernel is gone, or it says anything else.
 */
export async function askKernel(kernel: JupyterKernel, code: string, token: vscode.CancellationToken): Promise<Readonly<Record<string, unknown>>> {
  let said = '';
  const decoder = new TextDecoder();
  try {
    for await (const { items } of kernel.executeCode(code, token)) {
      for (const { mime, data } of items) if (mime.endsWith('stdout')) said += decoder.decode(data);
    }
  } catch (error) {
    throw new TrialbookError('kernel-refused', error instanceof Error ? error.message : String(error));
  }
  const line = said.trim().split('\n').at(-1) ?? '';
  try {
    const answer: unknown = JSON.parse(line);
    if (typeof answer === 'object' && answer !== null) return { ...answer };
  } catch {
    // What it said is in the error.
  }
  throw new TrialbookError('kernel-refused', `the kernel's answer was not understood: ${line.slice(0, 200)}`);
}
