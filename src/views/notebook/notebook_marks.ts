import * as vscode from 'vscode';
import type { CellRow } from '../../core/cell';
import type { Headline } from '../../core/headline';
import type { SessionsOfNotebooks } from '../../host/notebooks/tracked_session';
import type { OpenStore } from '../../host/open_store';
import type { Stores } from '../../host/stores';
import { matchCells } from '../../notebook/cell_match';
import { cellMarks, type CellMark } from './cell_marks';
import { formerNames } from './former_names';
import { InferredNames } from './inferred_names';
import { NotebookRows } from './notebook_rows';
import { SessionFacts } from './session_facts';
import { isMarked, keyOf, recordedName, shownCells } from './shown_cells';

/** While cells record, a notebook's marks are looked at again this often. */
const PACE_MS = 1000;
/** After a key was pressed. */
const TYPING_MS = 300;

/** What is known of an open notebook. */
export interface MarkedNotebook {
  readonly document: vscode.NotebookDocument;
  readonly store: NotebookRows['store'];
  /** the names under which the store knows it, that of now first */
  readonly names: readonly string[];
  /** the earliest first */
  readonly rows: readonly CellRow[];
  /** the key of the open cell that each was an execution of, by the row's id; another word for those whose cell is gone */
  readonly cellOf: ReadonlyMap<number, string>;
  /** the session that goes on, or went on last */
  readonly session: string | null;
  /** by a code cell's key its place as people count, from 1 */
  readonly numbers: ReadonlyMap<string, number>;
  /** by the cell's key */
  readonly marks: ReadonlyMap<string, CellMark>;
  readonly facts: SessionFacts;
}

interface Followed {
  readonly document: vscode.NotebookDocument;
  readonly rows: Map<OpenStore, NotebookRows>;
  readonly facts: Map<NotebookRows['store'], SessionFacts>;
  matched: { readonly rows: readonly CellRow[]; readonly cells: string; readonly cellOf: ReadonlyMap<number, string> } | undefined;
  marked: MarkedNotebook | null;
  /** what stores said since it was looked at */
  behind: boolean;
}

/** What is to be said below the cells of open notebooks, kept up to date with their stores and with what is typed. Nothing is asked for a notebook that nobody sees. */
export class NotebookMarks implements vscode.Disposable {
  private readonly followed = new Map<vscode.NotebookDocument, Followed>();
  private readonly names = new InferredNames();
  private readonly changed = new vscode.EventEmitter<vscode.NotebookDocument>();
  /** Fired after the marks of a notebook may have changed. */
  readonly onDidChangeMarks = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];
  private following: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;
  private typing: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private recorded: readonly string[] = [];

  constructor(
    private readonly stores: Stores,
    private readonly sessions: SessionsOfNotebooks | undefined,
    private readonly onError: (error: unknown) => void,
  ) {
    this.subscriptions = [
      this.changed,
      stores.onDidChangeStores(() => this.follow()),
      vscode.window.onDidChangeVisibleNotebookEditors(() => this.soon(0)),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook }) => this.followed.has(notebook) && this.typed()),
      vscode.workspace.onDidCloseNotebookDocument((document) => this.followed.delete(document)),
      ...(sessions ? [sessions.onDidChangeSession(() => this.typed())] : []),
    ];
    this.follow();
  }

  /** What is known of a notebook by now. */
  current(document: vscode.NotebookDocument): MarkedNotebook | null {
    if (!isMarked(document)) return null;
    if (!this.followed.has(document)) {
      this.followed.set(document, { document, rows: new Map(), facts: new Map(), matched: undefined, marked: null, behind: true });
      this.soon(0);
    }
    return this.followed.get(document)?.marked ?? null;
  }

  /** The same after everything was read that stores hold of it. */
  async latest(document: vscode.NotebookDocument): Promise<MarkedNotebook | null> {
    this.current(document);
    const followed = this.followed.get(document);
    if (!followed) return null;
    followed.behind = true;
    await this.inTurn(() => this.bringUp(followed));
    return followed.marked;
  }

  markOf(cell: vscode.NotebookCell): CellMark | undefined {
    return this.current(cell.notebook)?.marks.get(keyOf(cell));
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.typing);
    for (const item of [...this.subscriptions, ...this.following]) item.dispose();
  }

  private follow(): void {
    for (const item of this.following) item.dispose();
    this.following = this.stores.all.map((store) => store.onDidChange(() => this.told()));
    this.told();
  }

  private told(): void {
    for (const followed of this.followed.values()) followed.behind = true;
    this.soon(PACE_MS);
  }

  private soon(delayMs: number): void {
    this.timer ??= setTimeout(() => {
      void this.inTurn(() => this.look()).finally(() => {
        this.timer = undefined;
        if ([...this.followed.values()].some((followed) => followed.behind && isSeen(followed.document))) this.soon(PACE_MS);
      });
    }, delayMs);
  }

  private typed(): void {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      for (const followed of this.followed.values()) if (isSeen(followed.document)) this.mark(followed);
    }, TYPING_MS);
  }

  private async look(): Promise<void> {
    for (const followed of this.followed.values()) if (followed.behind && isSeen(followed.document)) await this.bringUp(followed);
  }

  /** One look at a time, so that none overtakes another. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    this.working = this.working.then(work).catch(this.onError);
    return this.working;
  }

  private async bringUp(followed: Followed): Promise<void> {
    followed.behind = false;
    const name = recordedName(followed.document.uri);
    for (const store of followed.rows.keys()) if (!this.stores.all.includes(store)) followed.rows.delete(store);
    for (const store of this.stores.all) {
      const kept = followed.rows.get(store);
      const rows = kept?.notebooks[0] === name ? kept : new NotebookRows(store, [name, ...(await formerNames(store, name))]);
      followed.rows.set(store, rows);
      await rows.update();
    }
    const rows = latestOf([...followed.rows.values()]);
    if (rows) {
      const facts = followed.facts.get(rows.store) ?? new SessionFacts(rows.store);
      followed.facts.set(rows.store, facts);
      await facts.learn(rows.rows);
      const session = this.sessionIn(followed.document, rows.rows);
      await this.names.read(rows.rows.filter(({ runId }) => runId === session));
    }
    this.mark(followed);
  }

  private mark(followed: Followed): void {
    const rows = latestOf([...followed.rows.values()]);
    const facts = rows && followed.facts.get(rows.store);
    followed.marked = rows && facts ? this.marksOf(followed, rows, facts) : null;
    this.changed.fire(followed.document);
    this.tellRecorded();
  }

  /** A kernel that has just begun makes nothing stale before a cell ran in it. */
  private sessionIn({ uri }: vscode.NotebookDocument, rows: readonly CellRow[]): string | null {
    const live = this.sessions?.sessionOf(uri)?.runId;
    return live !== undefined && rows.some(({ runId }) => runId === live) ? live : (rows.at(-1)?.runId ?? null);
  }

  /** The button of a cell's history is shown where there is something recorded. */
  private tellRecorded(): void {
    const recorded = [...this.followed.values()].filter(({ marked }) => marked !== null).map(({ document }) => document.uri.fsPath).sort();
    if (recorded.join('\n') === this.recorded.join('\n')) return;
    this.recorded = recorded;
    void vscode.commands.executeCommand('setContext', 'trialbook.recordedNotebooks', recorded);
  }

  private marksOf(followed: Followed, { store, rows, notebooks: names }: NotebookRows, facts: SessionFacts): MarkedNotebook {
    const { document } = followed;
    const cells = shownCells(document);
    const session = this.sessionIn(document, rows);
    const named = JSON.stringify(cells.map(({ key, id }) => [key, id]));
    if (followed.matched?.rows !== rows || followed.matched.cells !== named) {
      followed.matched = { rows, cells: named, cellOf: matchCells(cells, rows, session) };
    }
    const { cellOf } = followed.matched;
    const headline: Headline | null = session === null ? null : facts.headlineOf(session);
    const marks = cellMarks({ cells, rows, cellOf, session, headline, namesOf: (row) => this.names.of(row) });
    const numbers = new Map(cells.map(({ key, index }) => [key, index + 1]));
    return { document, store, names, rows, cellOf, session, numbers, marks, facts };
  }
}

function isSeen(document: vscode.NotebookDocument): boolean {
  return vscode.window.visibleNotebookEditors.some(({ notebook }) => notebook === document);
}

/** Those of the store in which the notebook ran last; undefined where it never did. */
function latestOf(all: readonly NotebookRows[]): NotebookRows | undefined {
  const found = all.filter(({ rows }) => rows.length > 0);
  return found.sort((a, b) => (b.rows.at(-1)?.startMs ?? 0) - (a.rows.at(-1)?.startMs ?? 0))[0];
}
