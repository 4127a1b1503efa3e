import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** How a kernel's process is started. */
export interface Launch {
  /** a command line that starts the kernel's own, `unshare --mount` for one */
  readonly prefix: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What a kernel sends, as the Jupyter messaging protocol has it. */
export interface KernelMessage {
  readonly type: string;
  readonly parent?: string;
  readonly content: Record<string, unknown>;
}

export interface ExecuteOptions {
  readonly metadata?: object;
  /** Counts, and is what `In` and `Out` have. */
  readonly history: boolean;
  readonly onMessage: (message: KernelMessage) => void;
}

/** `died` stands for a kernel that went before it replied. */
export type Reply = 'ok' | 'error' | 'aborted' | 'died';

/** A real ipykernel in a process of its own, reached through a Python program that speaks its protocol. */
export class KernelProcess {
  /** of the kernel's process; undefined until it has started */
  pid: number | undefined;
  private readonly bridge: ChildProcessByStdio<Writable, Readable, null>;
  private readonly waiting = new Map<string, { options: ExecuteOptions; reply?: Reply; idle: boolean; done: (reply: Reply) => void }>();
  private started: (() => void)[] = [];

  /**
   * @param root the project, whose `.venv` has ipykernel
   * @param onStatus hears `starting`, `busy`, `idle`, `restarting` and `dead`
   */
  constructor(root: string, cwd: string, launch: Launch, private readonly onStatus: (status: string) => void) {
    const python = resolve(root, '.venv', ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
    this.bridge = spawn(python, [join(__dirname, 'bridge.py'), JSON.stringify({ ...launch, cwd })], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.bridge.stdin.on('error', () => undefined);
    createInterface({ input: this.bridge.stdout }).on('line', (line) => this.hear(JSON.parse(line) as KernelMessage & { pid?: number }));
    onStatus('starting');
  }

  async ready(): Promise<void> {
    if (this.pid === undefined) await new Promise<void>((resolve) => this.started.push(resolve));
  }

  /** Resolves when the kernel has replied and sent all its messages. */
  async execute(code: string, options: ExecuteOptions): Promise<Reply> {
    await this.ready();
    const id = randomUUID();
    return new Promise((done) => {
      this.waiting.set(id, { options, idle: false, done });
      this.command({ do: 'execute', id, code, silent: false, history: options.history, metadata: options.metadata ?? {} });
    });
  }

  interrupt(): void {
    this.command({ do: 'interrupt' });
  }

  /** Resolves when the fresh kernel can be used. */
  async restart(): Promise<void> {
    this.onStatus('restarting');
    this.pid = undefined;
    this.command({ do: 'restart' });
    this.giveUp();
    await this.ready();
  }

  /** As if the system had killed it. */
  kill(): void {
    this.command({ do: 'kill' });
  }

  dispose(): void {
    this.bridge.stdin.end();
  }

  private command(command: object): void {
    this.bridge.stdin.write(`${JSON.stringify(command)}\n`);
  }

  private hear(message: KernelMessage & { pid?: number }): void {
    if (message.type === 'started') {
      this.pid = message.pid;
      this.onStatus('idle');
      for (const resolve of this.started.splice(0)) resolve();
    } else if (message.type === 'died') {
      this.onStatus('dead');
      this.giveUp();
    } else {
      this.carry(message);
    }
  }

  private carry(message: KernelMessage): void {
    const { type, parent, content } = message;
    if (type === 'status') this.onStatus(String(content['execution_state']));
    const execution = parent === undefined ? undefined : this.waiting.get(parent);
    if (!execution || parent === undefined) return;
    if (type === 'execute_reply') execution.reply = content['status'] as Reply;
    else if (type === 'status' && content['execution_state'] === 'idle') execution.idle = true;
    else execution.options.onMessage(message);
    if (execution.reply === undefined || !execution.idle) return;
    this.waiting.delete(parent);
    execution.done(execution.reply);
  }

  private giveUp(): void {
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { done } of waiting) done('died');
  }
}
