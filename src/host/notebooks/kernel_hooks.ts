import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TrialbookError } from '../../core/errors';
import { writeClientWheel } from '../client_wheel';
import type { PythonClient } from '../python_client';
import { attachElsewhere, attachHere, takeRecords } from './hook_code';
import { askKernel, type JupyterKernel } from './jupyter_kernels';
import { RemoteRecords } from './remote_records';
import type * as vscode from 'vscode';

/** Bytes of one answer: Jupyter's server lets about a million a second pass. */
const TAKE_LIMIT = 750_000;

/** A kernel that records for itself. */
export interface Attached {
  /** the run it records into: the one it was given, or one that it had before */
  readonly runId: string;
  /** set where it runs on another machine */
  readonly remote: RemoteRecords | undefined;
}

/** Brings the Python client into kernels. */
export class KernelHooks {
  private mark: Promise<{ probe: string; mark: string }> | undefined;

  /** @param storage the extension's global storage */
  constructor(
    private readonly client: PythonClient,
    private readonly storage: string,
  ) {}

  /** Throws `kernel-refused` with the reason where the kernel does not record. */
  async attach(kernel: JupyterKernel, session: { runId: string; storeDir: string; notebook: string }, token: vscode.CancellationToken): Promise<Attached> {
    await this.client.ready();
    const { modules } = this.client.places;
    const facts = { run: session.runId, notebook: session.notebook };
    const here = await askKernel(kernel, attachHere({ ...facts, store: session.storeDir, modules, ...(await this.probe()) }), token);
    if (here['elsewhere'] !== true) return { runId: runOf(here), remote: undefined };
    const wheel = await readFile(await writeClientWheel(modules, this.storage));
    const elsewhere = await askKernel(kernel, attachElsewhere({ ...facts, client: wheel.toString('base64') }), token);
    return { runId: runOf(elsewhere), remote: new RemoteRecords(session.storeDir) };
  }

  /** Brings here what a kernel on another machine has recorded so far. Throws as `askKernel`. */
  async take(kernel: JupyterKernel, records: RemoteRecords, token: vscode.CancellationToken): Promise<void> {
    while (!token.isCancellationRequested && records.take(await askKernel(kernel, takeRecords(records.have, TAKE_LIMIT), token))) continue;
  }

  private probe(): Promise<{ probe: string; mark: string }> {
    this.mark ??= this.makeProbe();
    return this.mark;
  }

  private async makeProbe(): Promise<{ probe: string; mark: string }> {
    const probe = join(this.storage, `here-${process.pid}`);
    const mark = randomUUID();
    await mkdir(this.storage, { recursive: true });
    await writeFile(probe, mark);
    return { probe, mark };
  }
}

function runOf(answer: Readonly<Record<string, unknown>>): string {
  const { run, error } = answer;
  if (answer['ok'] === true && typeof run === 'string' && /^[0-9a-f]{32}$/.test(run)) return run;
  throw new TrialbookError('kernel-refused', typeof error === 'string' ? error : 'the client could not be loaded');
}
