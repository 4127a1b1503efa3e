import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import type { CodeChangesCache } from '../git/code_changes_cache';
import type { OpenStore, RunRef } from '../host/open_store';
import type { RunCode } from '../host/run_code';
import type { Stores } from '../host/stores';
import type { Handlers } from '../protocol/channel';
import { packSeries } from '../protocol/packed_series';
import { runPageAsks, type RunPageContract, type RunSnapshot } from '../protocol/run_page';
import { artifactFile, previewArtifact } from './artifact_files';
import { UncommittedChanges } from './code/uncommitted_changes';
import type { LogDocuments } from './log_documents';
import { PagePanel } from './panel/page_panel';
import { RunCells } from './run_cells';
import { RunFeed } from './run_feed';

export interface RunPanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly stores: Stores;
  readonly runCode: RunCode;
  readonly codeChanges: CodeChangesCache;
  readonly log: vscode.LogOutputChannel;
  readonly logs: LogDocuments;
  readonly openRun: (ref: RunRef) => Promise<void>;
}

/** One Run page: what it shows, what it answers, and how it keeps up while its run goes on. */
export class RunPanel implements vscode.Disposable {
  private readonly page: PagePanel<RunPageContract>;
  private readonly used = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[] = [];
  private readonly uncommitted: UncommittedChanges;
  private readonly cells: RunCells;
  private feed: RunFeed | undefined;
  private current: RunSnapshot | undefined;
  private ended = false;
  /** while the run is not in the store */
  private awaited: vscode.Disposable | undefined;
  /** The person did something with the page other than look at it. */
  readonly onDidUse = this.used.event;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private address: RunRef,
    private readonly deps: RunPanelDeps,
  ) {
    const { extensionUri, log, stores } = deps;
    this.uncommitted = new UncommittedChanges(deps.runCode, deps.codeChanges);
    this.cells = new RunCells(() => this.ref, () => this.store(), panel.webview);
    this.page = new PagePanel<RunPageContract>(panel, {
      page: 'run', extensionUri, log, asks: runPageAsks, handlers: this.handlers(), artifactRoots: this.artifactRoots(),
    });
    this.subscriptions.push(
      this.used,
      panel.onDidDispose(() => this.end()),
      panel.onDidChangeViewState(() => (panel.visible ? undefined : this.stopFeed())),
      stores.onDidChangeStores(() => this.followStores()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.reload()),
    );
    void this.nameTab();
  }

  get ref(): RunRef {
    return this.address;
  }

  /** Makes this the page of another run. */
  show(ref: RunRef): void {
    this.current = undefined;
    this.awaited?.dispose();
    this.awaited = undefined;
    this.uncommitted.end();
    this.address = ref;
    this.reload();
    void this.nameTab();
  }

  reveal(preserveFocus: boolean): void {
    this.panel.reveal(undefined, preserveFocus);
  }

  dispose(): void {
    this.panel.dispose();
  }

  private end(): void {
    this.ended = true;
    this.uncommitted.end();
    this.awaited?.dispose();
    this.stopFeed();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private handlers(): Handlers<RunPageContract> {
    return {
      ready: () => this.ready(),
      series: async (ask) => packSeries(await this.store().service.series({ ...ask, runIds: [this.ref.runId] })),
      log: async ({ after }) => {
        const { service } = this.store();
        const first = after === undefined;
        const reply = await service.log({ runId: this.ref.runId, ...(first ? { tail: tailPieces } : { after }) });
        return { ...reply, cut: first && reply.pieces.length >= tailPieces };
      },
      preview: async ({ path }) => {
        const file = await this.artifact(path);
        return previewArtifact(file, (at) => this.panel.webview.asWebviewUri(vscode.Uri.file(at)).toString());
      },
      openArtifact: async ({ path }) => this.run('vscode.open', vscode.Uri.file(await this.artifact(path))),
      revealArtifact: async ({ path }) => this.run(revealCommand(), vscode.Uri.file(await this.artifact(path))),
      openLog: () => this.openLog(),
      openPlace: ({ path, line }) => this.openPlace(path, line),
      code: async () => ({ changes: await this.uncommitted.of(this.ref, this.current?.git?.snapshot ?? null) }),
      openCodeChange: ({ path }) => this.begin('trialbook.compareCodeWithCommit', this.ref, { path }),
      openRun: async ({ runId }) => {
        await this.deps.openRun({ ...this.ref, runId });
        return null;
      },
      rename: ({ name }) => this.edit({ op: 'rename', runId: this.ref.runId, name }),
      note: ({ note }) => this.edit({ op: 'note', runId: this.ref.runId, note }),
      act: ({ action }) => this.begin(`trialbook.${action}`, this.ref),
      cells: (ask) => this.cells.list(ask),
      cell: ({ id }) => this.cells.detail(id),
      cellPreview: ({ id, path }) => this.cells.preview(id, path),
      openCellArtifact: async ({ id, path }) => this.run('vscode.open', vscode.Uri.file(await this.cells.file(id, path))),
      actOnCell: ({ id, action }) => {
        this.used.fire();
        this.cells.act(id, action).catch((error: unknown) => this.deps.log.error(`${action}:`, error as Error));
        return null;
      },
    };
  }

  private async ready(): Promise<{ address: RunRef; snapshot: RunSnapshot }> {
    const store = this.store();
    this.stopFeed();
    const feed = new RunFeed(store.service, store.onDidChange, this.ref.runId, {
      changed: (part) => {
        this.current = this.current && { ...this.current, ...part };
        if (part.row) this.entitle(part.row.name);
        this.page.push('changed', part);
      },
      gone: (message) => this.page.push('gone', { message }),
      failed: (error) => this.deps.log.error('Following a run:', error),
    });
    this.feed = feed;
    this.current = await feed.start();
    this.entitle(this.current.row.name);
    this.awaited?.dispose();
    this.awaited = undefined;
    return { address: this.ref, snapshot: this.current };
  }

  private stopFeed(): void {
    this.feed?.dispose();
    this.feed = undefined;
  }

  /**
   * A tab has its name at once, and behind others too, where its page has not been loaded. A run that was just started may
   * not have arrived in the store yet: then the page is loaded when it does.
   */
  private async nameTab(): Promise<void> {
    const { storeDir, runId } = this.address;
    const store = this.deps.stores.byDir(storeDir);
    if (!store || this.ended) return;
    try {
      const { rows } = await store.service.runs({ runIds: [runId], limit: 1 });
      if (runId !== this.address.runId) return;
      const [row] = rows;
      if (row) this.entitle(row.name);
      if (row && this.awaited) this.reload();
      this.awaited?.dispose();
      this.awaited = row ? undefined : store.onDidChange(() => void this.nameTab());
    } catch {
      // The page says what is wrong with the store when it is seen.
    }
  }

  private entitle(name: string): void {
    if (!this.ended && this.panel.title !== name) this.panel.title = name;
  }

  private store(): OpenStore {
    const store = this.deps.stores.byDir(this.address.storeDir);
    if (store) return store;
    throw new TrialbookError('store-not-open', `The runs in ${dirname(this.address.storeDir)} are not open in this window. Open that folder to see this run.`);
  }

  /** A restored page may be there before its store is found, or outlive it. */
  private followStores(): void {
    const there = this.deps.stores.byDir(this.address.storeDir) !== undefined;
    if (there !== (this.feed !== undefined) && this.panel.visible) this.reload();
    void this.nameTab();
  }

  private reload(): void {
    this.stopFeed();
    this.page.load(this.artifactRoots());
  }

  private artifactRoots(): vscode.Uri[] {
    return [vscode.Uri.joinPath(vscode.Uri.file(this.address.storeDir), 'artifacts', this.address.runId)];
  }

  private async artifact(path: string): Promise<string> {
    const { artifacts, artifactDir } = this.current ?? (await this.store().service.detail(this.ref.runId));
    return artifactFile(artifactDir, artifacts, path);
  }

  private async openLog(): Promise<null> {
    await this.deps.logs.open(this.ref, this.panel.title);
    return null;
  }

  /** Only places that the run itself names are opened: a page must not become a way to any file. */
  private async openPlace(path: string, line: number): Promise<null> {
    const { traceback } = this.current ?? (await this.store().service.detail(this.ref.runId));
    if (!traceback?.includes(`File "${path}", line ${line}`)) throw new TrialbookError('bad-request', 'The traceback does not name this place.');
    const at = new vscode.Position(line - 1, 0);
    await vscode.window.showTextDocument(vscode.Uri.file(path), { selection: new vscode.Range(at, at) });
    return null;
  }

  private async edit(edit: Parameters<OpenStore['service']['edit']>[0]): Promise<null> {
    this.used.fire();
    await this.store().service.edit(edit);
    return null;
  }

  /** Many commands ask the person something, who may take longer than a page waits for an answer. They tell by themselves what went wrong. */
  private begin(command: string, ...args: unknown[]): null {
    this.run(command, ...args).catch((error: unknown) => this.deps.log.error(`${command}:`, error as Error));
    return null;
  }

  private async run(command: string, ...args: unknown[]): Promise<null> {
    this.used.fire();
    await vscode.commands.executeCommand(command, ...args);
    return null;
  }
}

/** Pieces of output that a page begins with. */
const tailPieces = 5000;

function revealCommand(): string {
  const local = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  return local ? 'revealFileInOS' : 'revealInExplorer';
}
