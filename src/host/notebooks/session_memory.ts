import type * as vscode from 'vscode';

/** What is remembered of a notebook's session, for when its window or tab was closed and its kernel lives on. */
export interface RememberedSession {
  readonly runId: string;
  readonly storeDir: string;
  /** the highest number that a cell was given; a kernel that goes on counts further */
  readonly lastOrder: number;
}

const KEY = 'trialbook.notebookSessions';
const MOST = 50;

/** Remembers the last session of each notebook of the workspace, the latest fifty. */
export class SessionMemory {
  constructor(private readonly memento: vscode.Memento) {}

  get(notebook: vscode.Uri): RememberedSession | undefined {
    return this.all.find(([uri]) => uri === notebook.toString())?.[1];
  }

  /** @param session undefined: forgets it */
  set(notebook: vscode.Uri, session: RememberedSession | undefined): void {
    const uri = notebook.toString();
    const others = this.all.filter(([other]) => other !== uri);
    void this.memento.update(KEY, session ? [...others, [uri, session]].slice(-MOST) : others);
  }

  private get all(): readonly (readonly [string, RememberedSession])[] {
    return this.memento.get<readonly (readonly [string, RememberedSession])[]>(KEY, []);
  }
}
