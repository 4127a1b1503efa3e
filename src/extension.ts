import * as vscode from 'vscode';
import { RestoreUndo } from './commands/code/restore_undo';
import { registerCommands, tellError } from './commands/register';
import { commandTable } from './commands/table';
import { CodeChangesCache } from './git/code_changes_cache';
import { CodeFiles } from './host/code_files';
import { FoundNumbersSetting } from './host/found_numbers_setting';
import { MadeNotebooks } from './host/made_notebooks';
import { JournalWatch } from './host/journal_watch';
import { NotebookProblems } from './host/notebook_problems';
import { JupyterKernels } from './host/notebooks/jupyter_kernels';
import { KernelHooks } from './host/notebooks/kernel_hooks';
import { NotebookSessions } from './host/notebooks/notebook_sessions';
import { SessionMemory } from './host/notebooks/session_memory';
import { TrackingChoice } from './host/notebooks/tracking_choice';
import { Notices } from './host/notices';
import { PythonInterpreters } from './host/python';
import { PythonClient } from './host/python_client';
import { Repeats } from './host/repeats';
import { RunCode } from './host/run_code';
import { RunTasks } from './host/run_tasks';
import { StoreSigns } from './host/store_signs';
import { Stores } from './host/stores';
import { TerminalEnvironment } from './host/terminals';
import { WorkerStore } from './host/worker_store';
import { LineHovers } from './views/line_hovers';
import { PipelinePages } from './views/pipeline_page';
import { CodeView } from './views/code/code_view';
import { CellSources } from './views/cell_sources';
import { CellStatusBar } from './views/notebook/cell_status_bar';
import { NotebookMarks } from './views/notebook/notebook_marks';
import { ComparisonPages } from './views/comparison_page';
import { ExplorerArrangement } from './views/explorer/arrangement';
import { StaleCells } from './views/explorer/stale_cells';
import { RunsTree } from './views/explorer/tree';
import { RunsView } from './views/explorer/runs_view';
import { RunPages } from './views/run_page';
import { ScriptLenses } from './views/script_lenses';
import { RunSelection } from './views/selection';
import { StatusBar } from './views/status_bar';

/** What tests in the editor look at. */
export interface TrialbookApi {
  readonly stores: Stores;
  readonly selection: RunSelection;
  readonly tree: RunsTree;
  readonly view: RunsView;
  readonly tasks: RunTasks;
  readonly codeView: CodeView;
  readonly marks: NotebookMarks;
  readonly notebooks: NotebookSessions;
}

export function activate(context: vscode.ExtensionContext): TrialbookApi {
  const { extensionUri, workspaceState, globalStorageUri } = context;
  const inExtension = (...parts: string[]) => vscode.Uri.joinPath(extensionUri, ...parts).fsPath;
  const log = vscode.window.createOutputChannel('Trialbook', { log: true });
  const onError = (during: string) => (error: unknown) => tellError(error, during, log);
  const onlyLog = (during: string) => (error: unknown) => log.error(`${during}:`, error instanceof Error ? error : String(error));

  const journalKeepDays = vscode.workspace.getConfiguration('trialbook').get('journal.keepDays', 30);
  const worker = inExtension('dist', 'worker.js');
  const stores = new Stores((dir, folder) => new WorkerStore({ dir, folder, worker, log, journalKeepDays }), log);
  const signs = new StoreSigns(stores, log);

  const python = new PythonInterpreters(log);
  const client = new PythonClient(inExtension('python'), globalStorageUri.fsPath, { program: process.execPath, script: inExtension('dist', 'cli.js') });
  const terminals = new TerminalEnvironment(context.environmentVariableCollection, client);
  const tasks = new RunTasks(client, terminals);

  const notebooks = new NotebookSessions({
    ...{ kernels: new JupyterKernels(), hooks: new KernelHooks(client, globalStorageUri.fsPath), memory: new SessionMemory(workspaceState), log },
    choice: new TrackingChoice(workspaceState, context.globalState),
    client: `trialbook-vscode ${(context.extension.packageJSON as { version: string }).version}`,
    onStore: (dir) => stores.byDir(dir) ?? void stores.refresh().catch(onError('stores')),
    onTrouble: (message) => void vscode.window.showWarningMessage(message),
  });

  const runCode = new RunCode(stores);
  const codeChanges = new CodeChangesCache();
  const repeats = new Repeats(stores, onError('repeat'));
  const codeView = new CodeView(onError('code'));
  const selection = new RunSelection();
  const arrangement = new ExplorerArrangement(workspaceState);
  const marks = new NotebookMarks(stores, notebooks, onlyLog('marks of cells'));
  const staleCells = new StaleCells(marks);
  const tree = new RunsTree(stores, selection, arrangement, staleCells, onError('runs'));
  const view = new RunsView(tree, selection, arrangement);
  const runPages = new RunPages({ extensionUri, stores, runCode, codeChanges, log });
  const cellSources = new CellSources(stores);
  const madeNotebooks = new MadeNotebooks(stores, python, extensionUri.fsPath);
  const comparisonPages = new ComparisonPages({ extensionUri, stores, selection, runCode, codeChanges, log });

  const problems = new NotebookProblems();
  const pipelinePages = new PipelinePages({ ...{ extensionUri, root: extensionUri.fsPath, python, client, memento: workspaceState, problems, log }, onError: onError('pipeline') });

  const commands = registerCommands(
    commandTable({
      ...{ extensionUri, log, stores, selection, arrangement, tree, view, runPages, comparisonPages, pipelinePages, cellSources, marks, madeNotebooks },
      ...{ notebooks, python, client, tasks, runCode, codeView, repeats, restoreUndo: new RestoreUndo(workspaceState), memento: workspaceState, storage: globalStorageUri.fsPath },
    }),
    log,
  );
  const applyTerminals = () => void terminals.apply().catch(onError('terminals'));
  context.subscriptions.push(
    ...[log, stores, signs, tasks, selection, arrangement, tree, view, runPages, comparisonPages, problems, pipelinePages, commands],
    codeView,
    notebooks,
    cellSources,
    marks,
    staleCells,
    madeNotebooks,
    new CellStatusBar(marks),
    new FoundNumbersSetting(stores, workspaceState, onError('metrics of notebooks')),
    repeats,
    new CodeFiles(),
    new JournalWatch(stores, onError('journals')),
    new Notices(stores, workspaceState, log),
    new StatusBar(stores, onlyLog('status bar')),
    new ScriptLenses(stores, onlyLog('code lenses')),
    new LineHovers(stores, log),
    view.onDidChangeVisibility(({ visible }) => visible && signs.suggest()),
    vscode.workspace.onDidGrantWorkspaceTrust(applyTerminals),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('trialbook.terminal') && applyTerminals()),
  );
  applyTerminals();
  stores
    .refresh()
    .catch(onError('stores'))
    .finally(() => stores.all.length === 0 && vscode.commands.executeCommand('setContext', 'trialbook.ready', true));
  return { stores, selection, tree, view, tasks, codeView, marks, notebooks };
}
