import * as vscode from 'vscode';
import { askKernel, type JupyterKernel, type JupyterKernels } from './jupyter_kernels';
import type { Attached, KernelHooks } from './kernel_hooks';
import type { RemoteRecords } from './remote_records';
import type { TrackingChoice } from './tracking_choice';

/** Records of a kernel elsewhere are brought here this long after a cell, and this often while none runs, so that it is known to live. */
const AFTER_MS = 3000;
const IDLE_MS = 30_000;

export interface SessionKernelDeps {
  readonly kernels: JupyterKernels;
  readonly hooks: KernelHooks;
  readonly choice: TrackingChoice;
  readonly log: vscode.LogOutputChannel;
}

/** What a session wants to hear of its kernel. */
export interface KernelListener {
  attached(attached: Attached): void;
  restarting(): void;
  died(): void;
}

/** The kernel of one notebook as the Jupyter extension gives it: brings the client into it, and hears when it restarts or dies. */
export class SessionKernel implements vscode.Disposable {
  private kernel: JupyterKernel | undefined;
  private attachedAs: Attached | undefined;
  private state: 'bare' | 'looking' | 'attached' | 'refused' = 'bare';
  private following: vscode.Disposable | undefined;
  private taking: Promise<void> | undefined;
  private later: NodeJS.Timeout | undefined;
  private readonly stopped = new vscode.CancellationTokenSource();
  /** counts restarts: what was asked of the kernel before is not of the one after */
  private life = 0;

  constructor(
    private readonly notebook: vscode.Uri,
    private readonly deps: SessionKernelDeps,
    private readonly listener: KernelListener,
  ) {}

  get attached(): boolean {
    return this.attachedAs !== undefined;
  }

  /** Brings the client into the kernel, if it is there and the person wants that; where it can't be done, the log says why. */
  async attach(session: { runId: string; storeDir: string; notebook: string }): Promise<void> {
    const { kernels, hooks, choice, log } = this.deps;
    if (this.state !== 'bare' || !kernels.installed) return;
    this.state = 'looking';
    const { life } = this;
    try {
      const kernel = (await choice.mayHook()) ? await kernels.kernelOf(this.notebook) : undefined;
      if (kernel?.language !== 'python') return;
      this.follow(kernel);
      const attached = await hooks.attach(kernel, session, this.stopped.token);
      if (life !== this.life) return;
      this.attachedAs = attached;
      this.state = 'attached';
      log.info(`${session.notebook}: its kernel records${attached.remote ? ' on another machine' : ''}`);
      this.listener.attached(attached);
      if (attached.remote) this.takeSoon();
    } catch (error) {
      if (life !== this.life) return;
      this.state = 'refused';
      log.warn(`${session.notebook}: recorded from the editor alone.`, error instanceof Error ? error.message : String(error));
    } finally {
      if (life === this.life && this.state === 'looking') this.state = 'bare';
    }
  }

  /** A cell has ended. */
  ran(): void {
    if (this.attachedAs?.remote) void this.take().then(() => this.takeSoon());
  }

  /** Runs code of `hook_code` in the kernel. Throws as `askKernel`; undefined where the client is not in it. */
  async ask(code: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    if (!this.kernel || !this.attached) return undefined;
    const answer = await askKernel(this.kernel, code, this.stopped.token);
    await this.take();
    return answer;
  }

  /** Brings here what a kernel elsewhere has recorded. */
  async take(): Promise<void> {
    const { kernel, attachedAs } = this;
    if (!kernel || !attachedAs?.remote) return;
    this.taking ??= this.takeFrom(kernel, attachedAs.remote).finally(() => (this.taking = undefined));
    await this.taking;
  }

  dispose(): void {
    this.forget();
    this.following?.dispose();
    this.stopped.cancel();
  }

  private follow(kernel: JupyterKernel): void {
    if (kernel === this.kernel) return;
    this.following?.dispose();
    this.kernel = kernel;
    this.following = kernel.onDidChangeStatus((status) => {
      if (status !== 'restarting' && status !== 'autorestarting' && status !== 'dead') return;
      this.forget();
      if (status === 'restarting') this.listener.restarting();
      else this.listener.died();
    });
  }

  private forget(): void {
    clearTimeout(this.later);
    this.life++;
    this.attachedAs = undefined;
    this.state = 'bare';
  }

  private async takeFrom(kernel: JupyterKernel, records: RemoteRecords): Promise<void> {
    try {
      await this.deps.hooks.take(kernel, records, this.stopped.token);
    } catch (error) {
      this.deps.log.warn(`${this.notebook.fsPath}: records of its kernel were not brought here:`, error instanceof Error ? error.message : String(error));
    }
  }

  private takeSoon(delayMs = AFTER_MS): void {
    clearTimeout(this.later);
    this.later = setTimeout(() => {
      // A kernel that is busy answers when it is done, and is asked then anyway.
      const due = this.kernel?.status === 'idle' ? this.take() : Promise.resolve();
      void due.then(() => this.attachedAs && this.takeSoon(IDLE_MS));
    }, delayMs);
  }
}
