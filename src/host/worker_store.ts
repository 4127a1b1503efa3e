import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import { connectStore, type StoreConnection } from '../store/remote';
import type { Notice, Remote, StoreService } from '../store/service';
import type { StoreThreadOptions } from '../store/store_thread';
import type { OpenStore } from './open_store';

export interface WorkerStoreOptions extends StoreThreadOptions {
  readonly folder: vscode.WorkspaceFolder | undefined;
  /** the bundled worker.js */
  readonly worker: string;
  readonly log: vscode.LogOutputChannel;
}

/** A store on a thread of its own, which begins with the first request; so does a new one where the thread has died. */
export class WorkerStore implements OpenStore {
  readonly dir: string;
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly service: Remote<StoreService>;
  private readonly changed = new vscode.EventEmitter<{ readonly cursor: number }>();
  private readonly noticed = new vscode.EventEmitter<Notice>();
  private connection: StoreConnection | undefined;
  private disposed = false;
  readonly onDidChange = this.changed.event;
  readonly onDidNotice = this.noticed.event;

  constructor(private readonly options: WorkerStoreOptions) {
    this.dir = options.dir;
    this.folder = options.folder;
    this.service = new Proxy({} as Remote<StoreService>, {
      get: (_, method: keyof StoreService) => async (...args: unknown[]) => (this.connect().service[method] as (...args: unknown[]) => unknown)(...args),
    });
  }

  dispose(): void {
    this.disposed = true;
    this.connection?.close();
    this.connection = undefined;
    this.changed.dispose();
    this.noticed.dispose();
  }

  private connect(): StoreConnection {
    if (this.connection) return this.connection;
    // A late request must not open, and so make again, what somebody has deleted.
    if (this.disposed) throw new TrialbookError('store-closed', 'The store was closed.');
    const { worker, log, dir, journalKeepDays } = this.options;
    log.debug(`Opening ${dir}`);
    const thread = new Worker(worker, { workerData: { dir, journalKeepDays } satisfies StoreThreadOptions, name: 'trialbook store' });
    const connection = connectStore(thread);
    this.connection = connection;
    thread.on('error', (error) => log.error(`The thread of ${dir} ended:`, error));
    thread.on('exit', () => {
      if (this.connection === connection) this.connection = undefined;
    });
    connection.onEvent((event) => {
      if (event.event === 'changed') this.changed.fire({ cursor: event.cursor });
      else if (event.event === 'notice') this.noticed.fire(event.notice);
    });
    return connection;
  }
}
