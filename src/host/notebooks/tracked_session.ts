import type * as vscode from 'vscode';

/** The kernel session of an open notebook that is tracked. */
export interface TrackedSession {
  readonly storeDir: string;
  /** of the session's run */
  readonly runId: string;
  /** its kernel records, too: what it says is exact, and names of variables are known */
  readonly hooked: boolean;
}

/** Which notebooks are tracked, for whoever shows something of it. */
export interface SessionsOfNotebooks {
  /** Undefined for a notebook that is not tracked, or of which no cell has run in this kernel. */
  sessionOf(notebook: vscode.Uri): TrackedSession | undefined;
  /** A session began, ended, came to be hooked, or the notebook is tracked no longer; the notebook's URI. */
  readonly onDidChangeSession: vscode.Event<vscode.Uri>;
}
