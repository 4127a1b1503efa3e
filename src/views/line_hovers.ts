import { realpath } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import type { RunRow } from '../core/run';
import { BlobTexts } from '../git/blob_texts';
import { lineHistory } from '../git/line_history';
import { openRepository } from '../git/open_repository';
import type { Stores } from '../host/stores';
import { lineHoverText } from './line_hover_text';
import { scriptRuns } from './script_runs';

/** So many of the latest runs are gone through. */
const MOST_RUNS = 200;
/** Longer files are compared too slowly for somebody who waits. */
const MOST_LINES = 20_000;

/** On a line of a Python script that has changed since earlier runs: what it was, and what became of the metric. */
export class LineHovers implements vscode.HoverProvider, vscode.Disposable {
  private readonly texts = new BlobTexts();
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly stores: Stores,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.registration = vscode.languages.registerHoverProvider({ language: 'python', scheme: 'file' }, this);
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position, token: vscode.CancellationToken): Promise<vscode.Hover | undefined> {
    // A repository that nobody vouches for is none to ask git about.
    if (!vscode.workspace.isTrusted || document.lineCount > MOST_LINES) return undefined;
    if (!vscode.workspace.getConfiguration('trialbook', document.uri).get('lineHistory.enabled', true)) return undefined;
    const line = document.lineAt(position.line);
    if (line.isEmptyOrWhitespace) return undefined;
    const ending = new AbortController();
    const cancelling = token.onCancellationRequested(() => ending.abort(new Error('The hover went away.')));
    try {
      const text = await this.told(document, position.line, ending.signal);
      if (text === null) return undefined;
      const shown = new vscode.MarkdownString(text);
      shown.isTrusted = { enabledCommands: ['trialbook.openRun'] };
      return new vscode.Hover(shown, line.range);
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      // Without git, or with a repository that it does not trust, nothing is known; whoever hovers did not ask for that news.
      if (!(error instanceof TrialbookError)) throw error;
      this.log.debug(`history of a line: ${error.message}`);
      return undefined;
    } finally {
      cancelling.dispose();
    }
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async told(document: vscode.TextDocument, line: number, signal: AbortSignal): Promise<string | null> {
    const runs = await scriptRuns(this.stores.all, document.uri.fsPath, MOST_RUNS);
    signal.throwIfAborted();
    if (!runs) return null;
    const file = await realpath(document.uri.fsPath).catch(() => document.uri.fsPath);
    const repository = await openRepository(dirname(file), signal);
    if (!repository) return null;
    const where = { path: relative(repository.root, file).split(sep).join('/'), text: document.getText(), line };
    const { since, later } = await lineHistory(repository, this.texts, runs.latest.flatMap(kept), where, signal);
    const best = runs.best ? await lineHistory(repository, this.texts, kept(runs.best), where, signal) : null;
    const link = ({ runId }: RunRow): string => {
      const given = encodeURIComponent(JSON.stringify([{ storeDir: runs.store.dir, runId }]));
      return `command:trialbook.openRun?${given.replaceAll('(', '%28').replaceAll(')', '%29')}`;
    };
    return lineHoverText(
      {
        since: since && { row: since.run.row, change: since.change },
        later: later.map(({ row }) => row),
        best: best?.since ? { row: best.since.run.row, change: best.since.change } : null,
        metric: runs.metric,
      },
      link,
    );
  }
}

/** A run with the commit that holds its files, where they were kept. */
function kept(row: RunRow): { row: RunRow; snapshot: string }[] {
  const snapshot = row.snapshot ?? (row.dirty === false ? row.commit : null);
  return snapshot === null ? [] : [{ row, snapshot }];
}
