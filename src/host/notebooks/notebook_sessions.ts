import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { TrialbookError } from '../../core/errors';
import { FollowedNotebook } from './followed_notebook';
import { KernelSession, type KernelSessionDeps } from './kernel_session';
import { folderOf, mentionsTrialbook, sameCells } from './notebook_cells';
import { storeFolderFor } from './store_folder';
import type { SessionsOfNotebooks, TrackedSession } from './tracked_session';

/** For the buttons of notebooks: the paths of those that are tracked. */
const CONTEXT = 'trialbook.trackedNotebooks';
/** A notebook that is renamed closes and opens; so long it is not taken for closed. */
const RENAME_MS = 2000;

interface Open {
  readonly notebook: vscode.NotebookDocument;
  readonly followed: FollowedNotebook;
  session: KernelSession | undefined;
  readonly openedMs: number;
}

/** The notebooks that are open in the window: follows all, and records those that the person wants tracked. */
export class NotebookSessions implements SessionsOfNotebooks, vscode.Disposable {
  private readonly open = new Map<string, Open>();
  private readonly closing = new Map<Open, NodeJS.Timeout>();
  private readonly renamed = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable[];
  private asking = false;
  readonly onDidChangeSession = this.changed.event;

  constructor(private readonly deps: KernelSessionDeps) {
    this.subscriptions = [
      vscode.workspace.onDidOpenNotebookDocument((notebook) => this.opened(notebook)),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => this.closed(notebook)),
      vscode.workspace.onDidChangeNotebookDocument((event) => this.open.get(event.notebook.uri.toString())?.followed.changed(event)),
      vscode.workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri, newUri }) => this.fileRenamed(oldUri, newUri))),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.chooseAll()),
      vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('trialbook.notebooks.tracking') && this.chooseAll()),
    ];
    for (const notebook of vscode.workspace.notebookDocuments) this.opened(notebook);
  }

  sessionOf(notebook: vscode.Uri): TrackedSession | undefined {
    return this.open.get(notebook.toString())?.session?.current;
  }

  isTracked(notebook: vscode.Uri): boolean {
    return this.open.get(notebook.toString())?.session !== undefined;
  }

  /** Tracks an open notebook from now on, with the cells that ran since it was opened. Throws `untrusted`, `notebook-closed`. */
  async track(notebook: vscode.Uri): Promise<void> {
    if (!vscode.workspace.isTrusted) throw new TrialbookError('untrusted', 'Nothing is tracked in Restricted Mode. Trust this workspace first (Workspaces: Manage Workspace Trust).');
    const open = this.openOf(notebook);
    await this.deps.choice.remember(notebook, 'track');
    this.begin(open);
  }

  /** Throws `notebook-closed`. */
  async stopTracking(notebook: vscode.Uri): Promise<void> {
    const open = this.openOf(notebook);
    await this.deps.choice.remember(notebook, 'leave');
    await this.end(open);
  }

  /** Begins a run inside the notebook's session. @returns its id. Throws `no-session`, `notebook-closed`, `kernel-refused`. */
  async startRun(notebook: vscode.Uri, name: string | undefined): Promise<string> {
    const run = await this.openOf(notebook).session?.startRun(name);
    if (run === undefined) throw new TrialbookError('no-session', 'A run begins in a kernel: track the notebook and run a cell first.');
    return run;
  }

  /** Ends the run inside the notebook's session. @returns its id. Throws `no-run`, `notebook-closed`, `kernel-refused`. */
  async endRun(notebook: vscode.Uri): Promise<string> {
    const run = await this.openOf(notebook).session?.endRun();
    if (run === undefined) throw new TrialbookError('no-run', 'No run is open in this notebook.');
    return run;
  }

  dispose(): void {
    for (const item of this.subscriptions) item.dispose();
    for (const timer of this.closing.values()) clearTimeout(timer);
    for (const { followed, session } of [...this.open.values(), ...this.closing.keys()]) {
      followed.dispose();
      session?.dispose();
    }
    this.changed.dispose();
  }

  private opened(notebook: vscode.NotebookDocument): void {
    const key = notebook.uri.toString();
    if (this.open.has(key) || (notebook.uri.scheme !== 'file' && notebook.uri.scheme !== 'untitled') || notebook.notebookType === 'interactive') return;
    const before = this.formerOf(notebook);
    const lastOrder = before?.followed.lastOrder ?? this.deps.memory.get(notebook.uri)?.lastOrder ?? 0;
    const followed = new FollowedNotebook(notebook, lastOrder, () => void this.firstCell(open));
    const open: Open = { notebook, followed, session: undefined, openedMs: Date.now() };
    this.open.set(key, open);
    if (before) this.takeOver(before, open);
    else this.choose(open);
  }

  private closed(notebook: vscode.NotebookDocument): void {
    const key = notebook.uri.toString();
    const open = this.open.get(key);
    if (!open) return;
    this.open.delete(key);
    open.followed.dispose();
    const successor = open.session && [...this.open.values()].find((other) => this.follows(other, open));
    if (successor) return this.takeOver(open, successor);
    this.closing.set(open, setTimeout(() => this.gone(open), RENAME_MS));
    this.tellContext();
  }

  /** The notebook did not come back under another name. */
  private gone(open: Open): void {
    clearTimeout(this.closing.get(open));
    this.closing.delete(open);
    void open.session?.close().then(() => this.changed.fire(open.notebook.uri));
    this.renamed.delete(open.notebook.uri.toString());
  }

  private fileRenamed(from: vscode.Uri, to: vscode.Uri): void {
    const inside = (uri: vscode.Uri) => uri.path === from.path || uri.path.startsWith(`${from.path}/`);
    for (const open of [...this.open.values(), ...this.closing.keys()]) {
      const { uri } = open.notebook;
      if (!inside(uri)) continue;
      const target = uri.with({ path: to.path + uri.path.slice(from.path.length) });
      this.renamed.set(uri.toString(), target.toString());
      const successor = this.open.get(target.toString());
      if (successor && this.closing.has(open)) this.takeOver(open, successor);
    }
  }

  /** Which notebook that is closing has become this one. */
  private formerOf(notebook: vscode.NotebookDocument): Open | undefined {
    const key = notebook.uri.toString();
    return [...this.closing.keys()].find((former) => {
      const { uri } = former.notebook;
      return this.renamed.get(uri.toString()) === key || (former.session !== undefined && uri.scheme === 'untitled' && sameCells(former.notebook, notebook));
    });
  }

  private follows(other: Open, closed: Open): boolean {
    if (this.renamed.get(closed.notebook.uri.toString()) === other.notebook.uri.toString()) return true;
    return other.session?.current === undefined && Date.now() - other.openedMs < RENAME_MS && sameCells(other.notebook, closed.notebook);
  }

  /** The session goes on under the notebook's new name. */
  private takeOver(from: Open, to: Open): void {
    clearTimeout(this.closing.get(from));
    this.closing.delete(from);
    this.renamed.delete(from.notebook.uri.toString());
    void this.deps.choice.moved(from.notebook.uri, to.notebook.uri);
    const { session } = from;
    from.session = undefined;
    if (!session) return this.choose(to);
    to.session?.dispose();
    to.session = session;
    session.moveTo(to.notebook, from.followed.lastOrder, this.listenerOf(to));
    to.followed.continueFrom(from.followed, session);
    this.changed.fire(from.notebook.uri);
    this.changed.fire(to.notebook.uri);
    this.tellContext();
  }

  private chooseAll(): void {
    for (const open of this.open.values()) this.choose(open);
  }

  private choose(open: Open): void {
    const choice = this.deps.choice.of(open.notebook.uri);
    if (choice === 'track') this.begin(open);
    else if (choice === 'leave' && open.session) void this.end(open);
    else this.tellContext();
  }

  private begin(open: Open): void {
    if (open.session) return;
    open.session = new KernelSession(open.notebook, this.deps, this.listenerOf(open));
    open.followed.recordInto(open.session);
    this.tellContext();
    this.changed.fire(open.notebook.uri);
  }

  private async end(open: Open): Promise<void> {
    const { session } = open;
    open.session = undefined;
    open.followed.recordInto(undefined);
    this.tellContext();
    await session?.stop();
    this.changed.fire(open.notebook.uri);
  }

  /** Asks once whether to track it, where runs are recorded already. */
  private async firstCell({ notebook }: Open): Promise<void> {
    if (this.asking || this.deps.choice.of(notebook.uri) !== 'ask' || notebook.notebookType !== 'jupyter-notebook') return;
    const folder = folderOf(notebook);
    if (folder === undefined || !(existsSync(storeFolderFor(folder)) || mentionsTrialbook(notebook))) return;
    this.asking = true;
    const choice = await this.deps.choice.ask(notebook.uri, notebook.uri.path.split('/').at(-1) ?? 'this notebook');
    this.asking = false;
    const open = this.open.get(notebook.uri.toString());
    if (choice === 'track' && open) this.begin(open);
  }

  private listenerOf(open: Open): { changed(): void; kernelGone(): void } {
    return { changed: () => this.changed.fire(open.notebook.uri), kernelGone: () => open.followed.kernelGone() };
  }

  private openOf(notebook: vscode.Uri): Open {
    const open = this.open.get(notebook.toString());
    if (!open) throw new TrialbookError('notebook-closed', 'Open the notebook first.');
    return open;
  }

  private tellContext(): void {
    const paths = [...this.open.values()].filter(({ session }) => session).map(({ notebook }) => notebook.uri.fsPath);
    void vscode.commands.executeCommand('setContext', CONTEXT, paths);
  }
}
