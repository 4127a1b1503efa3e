import * as vscode from 'vscode';
import { registerCommands, tellError } from './commands/register';
import { commandTable } from './commands/table';
import { Stores } from './host/stores';
import { WorkerStore } from './host/worker_store';
import { ComparisonPages } from './views/comparison_page';
import { RunsTree } from './views/explorer/tree';
import { RunsView } from './views/explorer/runs_view';
import { RunPages } from './views/run_page';
import { RunSelection } from './views/selection';

/** What tests in the editor look at. */
export interface TrialbookApi {
  readonly stores: Stores;
  readonly selection: RunSelection;
  readonly tree: RunsTree;
}

export function activate(context: vscode.ExtensionContext): TrialbookApi {
  const { extensionUri } = context;
  const log = vscode.window.createOutputChannel('Trialbook', { log: true });
  const worker = vscode.Uri.joinPath(extensionUri, 'dist', 'worker.js').fsPath;
  const stores = new Stores((dir, folder) => new WorkerStore({ dir, folder, worker, log, journalKeepDays: 30 }), log);
  const selection = new RunSelection();
  const tree = new RunsTree(stores, selection, (error) => tellError(error, 'runs', log));
  const view = new RunsView(tree, selection);
  const runPages = new RunPages({ extensionUri, stores, log });
  const comparisonPages = new ComparisonPages({ extensionUri, stores, selection, log });
  const commands = registerCommands(commandTable({ log, stores, selection, tree, view, runPages, comparisonPages }), log);
  context.subscriptions.push(log, stores, selection, tree, view, runPages, comparisonPages, commands);
  void stores.refresh().catch((error: unknown) => tellError(error, 'stores', log));
  return { stores, selection, tree };
}
