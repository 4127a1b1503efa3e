import type * as vscode from 'vscode';
import type { Remote, StoreInfo, StoreService } from '../store/service';

/** A store that the window knows: its thread is started, and its database opened, at the first request. */
export interface OpenStore extends vscode.Disposable {
  /** the `.trialbook` folder, absolute */
  readonly dir: string;
  /** the workspace folder that holds it; undefined for a store named by `TRIALBOOK_DIR` elsewhere */
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly service: Remote<StoreService>;
  /** Something changed in the store; ask with `changedSince`. Fired at most some five times a second. */
  readonly onDidChange: vscode.Event<{ readonly cursor: number }>;
  readonly onDidNotice: vscode.Event<StoreInfo['notices'][number]>;
}

/** A run's address in a window with several stores. */
export interface RunRef {
  readonly storeDir: string;
  readonly runId: string;
}

/** The address of one execution of a cell. */
export interface CellRef {
  readonly storeDir: string;
  /** as `CellRow.id` */
  readonly cell: number;
}
