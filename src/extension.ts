import * as vscode from 'vscode';
import { registerCommands, tellError } from './commands/register';
import { commandTable } from './commands/table';
import { JournalWatch } from './host/journal_watch';
import { Notices } from './host/notices';
import { StoreSigns } from './host/store_signs';
import { Stores } from './host/stores';
import { WorkerStore } from './host/worker_store';
import { ComparisonPages } from './views/comparison_page';
import { ExplorerArrangement } from './views/explorer/arrangement';
import { RunsTree } from './views/explorer/tree';
import { RunsView } from './views/explorer/runs_view';
import { RunPages } from './views/run_page';
import { RunSelection } from './views/selection';
import { StatusBar } from './views/status_bar';

/** What tests in the editor look at. */
export interface TrialbookApi {
  readonly stores: Stores;
  readonly selection: RunSelection;
  readonly tree: RunsTree;
  readonly view: RunsView;
}

export function activate(context: vscode.ExtensionContext): TrialbookApi {
  const { extensionUri, workspaceState } = context;
  const log = vscode.window.createOutputChannel('Trialbook', { log: true });
  const onError = (during: string) => (error: unknown) => tellError(error, during, log);
  const worker = vscode.Uri.joinPath(extensionUri, 'dist', 'worker.js').fsPath;
  const journalKeepDays = vscode.workspace.getConfiguration('trialbook').get('journal.keepDays', 30);
  const stores = new Stores((dir, folder) => new WorkerStore({ dir, folder, worker, log, journalKeepDays }), log);
  const selection = new RunSelection();
  const arrangement = new ExplorerArrangement(workspaceState);
  const tree = new RunsTree(stores, selection, arrangement, onError('runs'));
  const view = new RunsView(tree, selection, arrangement);
  const runPages = new RunPages({ extensionUri, stores, log });
  const comparisonPages = new ComparisonPages({ extensionUri, stores, selection, log });
  const signs = new StoreSigns(stores);
  const commands = registerCommands(commandTable({ log, stores, selection, arrangement, tree, view, runPages, comparisonPages }), log);
  context.subscriptions.push(
    ...[log, stores, selection, arrangement, tree, view, runPages, comparisonPages, signs, commands],
    new JournalWatch(stores, onError('journals')),
    new Notices(stores, workspaceState, log),
    new StatusBar(stores, onError('status bar')),
    view.onDidChangeVisibility(({ visible }) => visible && signs.suggest()),
  );
  stores
    .refresh()
    .catch(onError('stores'))
    .finally(() => vscode.commands.executeCommand('setContext', 'trialbook.ready', true));
  return { stores, selection, tree, view };
}
