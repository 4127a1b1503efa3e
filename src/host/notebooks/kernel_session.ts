import * as vscode from 'vscode';
import { gitFields } from './session_git';
import { folderOf, kernelNameOf, notebookName } from './notebook_cells';
import * as code from './hook_code';
import { SessionFile } from './session_file';
import { SessionKernel, type KernelListener, type SessionKernelDeps } from './session_kernel';
import type { SessionMemory } from './session_memory';
import { newRunId, SessionRecorder, type CellEnd, type CellFacts, type SessionEnd } from './session_recorder';
import { makeStoreFolder, storeFolderFor } from './store_folder';
import type { TrackedSession } from './tracked_session';

export interface KernelSessionDeps extends SessionKernelDeps {
  readonly memory: SessionMemory;
  /** what writes, with its version */
  readonly client: string;
  /** A record was written into this store, which may be new. */
  readonly onStore: (dir: string) => void;
  /** Something has to be said once to the person. */
  readonly onTrouble: (message: string) => void;
}

/** What the owner of a session is told. */
export interface SessionListener {
  changed(): void;
  /** What runs in the kernel is cut short. */
  kernelGone(): void;
}

/** The kernel sessions of one tracked notebook, one after the other: each is a run, which begins with its first cell. */
export class KernelSession implements KernelListener, vscode.Disposable {
  private recorder: SessionRecorder | undefined;
  private reserved: { readonly runId: string; readonly storeDir: string; readonly resumed: boolean } | undefined;
  private file: SessionFile | undefined;
  private kernel: SessionKernel;

  constructor(
    private notebook: vscode.NotebookDocument,
    private readonly deps: KernelSessionDeps,
    private listener: SessionListener,
  ) {
    this.kernel = new SessionKernel(notebook.uri, deps, this);
  }

  get current(): TrackedSession | undefined {
    return this.recorder && { storeDir: this.recorder.storeDir, runId: this.recorder.runId, hooked: this.kernel.attached };
  }

  /** A cell is about to run: the kernel may want to know the session when it does. */
  queued(): void {
    if (!this.recorder) this.reserve();
  }

  begin(cell: CellFacts): void {
    if (!this.recorder) this.open(cell.order === undefined);
    this.recorder?.begin(cell);
    this.hook();
  }

  /** @param lastOrder the highest number that the kernel has given */
  end(cell: CellEnd, lastOrder: number): void {
    const { recorder } = this;
    if (!recorder) return;
    recorder.end(cell, !this.kernel.attached);
    this.deps.memory.set(this.notebook.uri, { runId: recorder.runId, storeDir: recorder.storeDir, lastOrder });
    this.kernel.ran();
    this.hook();
  }

  /** The kernel is another one from now on; what ran in the old one has been ended before. */
  kernelGone(status: SessionEnd): void {
    this.deps.memory.set(this.notebook.uri, undefined);
    this.endSession(status);
  }

  attached({ runId }: { readonly runId: string }): void {
    const { recorder } = this;
    if (recorder && runId !== recorder.runId) {
      // The client was in the kernel before, with a run of its own: that one is the session.
      this.endSession('FINISHED');
      this.reserved = { runId, storeDir: recorder.storeDir, resumed: false };
      this.open(false);
    }
    this.listener.changed();
  }

  restarting(): void {
    this.listener.kernelGone();
    this.kernelGone('FINISHED');
  }

  died(): void {
    this.listener.kernelGone();
    this.kernelGone('FAILED');
  }

  /** The notebook was renamed, or saved under another name; its kernel, and so the session, goes on. */
  moveTo(notebook: vscode.NotebookDocument, lastOrder: number, listener: SessionListener): void {
    const { recorder } = this;
    this.listener = listener;
    this.deps.memory.set(this.notebook.uri, undefined);
    this.file?.remove();
    this.notebook = notebook;
    this.kernel.dispose();
    this.kernel = new SessionKernel(notebook.uri, this.deps, this);
    if (!recorder) return;
    recorder.renamed(notebookName(notebook));
    this.tellKernel(recorder.storeDir, recorder.runId);
    this.deps.memory.set(notebook.uri, { runId: recorder.runId, storeDir: recorder.storeDir, lastOrder });
  }

  /** Begins a run inside the session, in the kernel where that records. @returns its id; undefined where no cell has run yet */
  async startRun(name: string | undefined): Promise<string | undefined> {
    const answer = await this.kernel.ask(code.startRun(name));
    return answer ? idOf(answer) : this.recorder?.startRun(name);
  }

  /** Ends the run inside the session. @returns its id; undefined where none was open */
  async endRun(): Promise<string | undefined> {
    const here = this.recorder?.endRun('FINISHED');
    if (here !== undefined) return here;
    const answer = await this.kernel.ask(code.endRun());
    return answer && idOf(answer);
  }

  /** The person wants the notebook tracked no longer. */
  async stop(): Promise<void> {
    await this.kernel.ask(code.detach()).catch(() => undefined);
    this.deps.memory.set(this.notebook.uri, undefined);
    this.endSession('FINISHED');
    this.kernel.dispose();
  }

  /** The notebook is closed; should its kernel live on, a notebook that is opened again takes the session up. */
  async close(): Promise<void> {
    await this.recorder?.close('FINISHED');
    this.dispose();
  }

  dispose(): void {
    this.recorder?.closeNow('FINISHED');
    this.recorder = undefined;
    this.file?.remove();
    this.kernel.dispose();
  }

  private hook(): void {
    const { recorder, notebook } = this;
    if (recorder) void this.kernel.attach({ runId: recorder.runId, storeDir: recorder.storeDir, notebook: notebookName(notebook) });
  }

  private reserve(): void {
    if (this.reserved) return;
    const folder = folderOf(this.notebook);
    if (folder === undefined) return this.deps.onTrouble(`${notebookName(this.notebook)} is not tracked: save it, or open a folder, so that there is a place for its runs.`);
    const before = this.deps.memory.get(this.notebook.uri);
    const storeDir = before?.storeDir ?? storeFolderFor(folder);
    try {
      makeStoreFolder(storeDir);
    } catch (error) {
      return this.deps.onTrouble(`${notebookName(this.notebook)} is not tracked: ${storeDir} can't be made (${(error as Error).message}).`);
    }
    this.reserved = { runId: before?.runId ?? newRunId(), storeDir, resumed: before !== undefined };
    this.tellKernel(storeDir, this.reserved.runId);
  }

  private tellKernel(storeDir: string, runId: string): void {
    this.file = this.notebook.uri.scheme === 'file' ? new SessionFile(storeDir, this.notebook.uri.fsPath) : undefined;
    this.file?.write(runId);
  }

  /** @param uncounted nothing tells whether the kernel is the one of before, so that it is taken for another */
  private open(uncounted: boolean): void {
    if (uncounted && this.reserved?.resumed) this.kernelGone('FINISHED');
    this.reserve();
    const { reserved, notebook, deps } = this;
    if (!reserved) return;
    this.reserved = undefined;
    const language = notebook.getCells().find(({ kind }) => kind === vscode.NotebookCellKind.Code)?.document.languageId;
    const recorder = new SessionRecorder({ ...reserved, notebook: notebookName(notebook), kernel: kernelNameOf(notebook), language }, deps.client, deps.onTrouble);
    this.recorder = recorder;
    this.tellKernel(reserved.storeDir, reserved.runId);
    deps.log.info(`${notebookName(notebook)}: session ${reserved.runId} in ${reserved.storeDir}`);
    deps.onStore(reserved.storeDir);
    const folder = folderOf(notebook);
    if (folder !== undefined && !reserved.resumed) void this.recordGit(recorder, folder);
    this.listener.changed();
  }

  private async recordGit(recorder: SessionRecorder, folder: string): Promise<void> {
    try {
      const fields = await gitFields(folder, recorder.storeDir);
      if (fields) recorder.append('git', fields);
    } catch (error) {
      this.deps.log.warn(`${folder}: its git state was not read:`, error instanceof Error ? error.message : String(error));
    }
  }

  private endSession(status: SessionEnd): void {
    const { recorder } = this;
    this.recorder = undefined;
    this.reserved = undefined;
    this.file?.remove();
    if (!recorder) return;
    void recorder.close(status);
    this.listener.changed();
  }
}

function idOf({ run }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof run === 'string' ? run : undefined;
}
