import * as vscode from 'vscode';
import { DOLLAR, NEXT_RUN_ID } from '../host/run_tasks';
import type { Stores } from '../host/stores';
import type { CellSources } from '../views/cell_sources';
import type { ComparisonPages } from '../views/comparison_page';
import type { ExplorerArrangement } from '../views/explorer/arrangement';
import { cellRefOf, refOf } from '../views/explorer/node';
import type { RunsView } from '../views/explorer/runs_view';
import type { RunsTree } from '../views/explorer/tree';
import type { PipelinePages } from '../views/pipeline_page';
import type { RunPages } from '../views/run_page';
import type { RunSelection } from '../views/selection';
import * as arrange from './arrange';
import { codeCommands, type CodeCommandDeps } from './code/table';
import { copyCellSource, goToCell, showWhatRan } from './cells/go_to_cell';
import { redactCells } from './cells/redact_cells';
import { cellCommands, type CellCommandDeps } from './cells/table';
import { openPipeline } from './open_pipeline';
import * as edits from './edit_runs';
import { runFor } from './pick_runs';
import { installClient, type InstallDeps } from './install_client';
import { copyFirstLine, openExample } from './first_steps';
import type { CommandTable } from './register';
import { runAgain, runAgainChanged } from './run_again';
import { runFile, type RunDeps } from './run_file';
import { runNotebook } from './run_notebook';
import { runsOfCommit, runsOfFile } from './runs_of';
import { targetsOf } from './run_targets';
import { stop } from './stop_run';
import { notebookCommands, type NotebookCommandDeps } from './track_notebook';

export interface CommandDeps extends RunDeps, InstallDeps, CodeCommandDeps, CellCommandDeps, NotebookCommandDeps {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly stores: Stores;
  readonly selection: RunSelection;
  readonly arrangement: ExplorerArrangement;
  readonly tree: RunsTree;
  readonly view: RunsView;
  readonly runPages: RunPages;
  readonly comparisonPages: ComparisonPages;
  readonly pipelinePages: PipelinePages;
  readonly cellSources: CellSources;
}

/** Every command of the extension. */
export function commandTable(deps: CommandDeps): CommandTable {
  const { log, stores, selection, arrangement, tree, view, runPages, comparisonPages, pipelinePages, cellSources } = deps;
  /** Keys pressed in the explorer pass the word `selected`, since VS Code passes them no items. */
  const about = (args: readonly unknown[]): readonly unknown[] => (args[0] === 'selected' ? [view.selected] : args);
  return {
    'trialbook.openRun': async (...args) => {
      const ref = await runFor(stores, args, 'Open Run');
      if (ref) await runPages.open(ref, (args[1] ?? {}));
    },
    'trialbook.compare': async (...args) => {
      const refs = targetsOf(about(args));
      if (refs.length > 0) selection.set(refs, true);
      await comparisonPages.open();
    },
    'trialbook.clearSelection': () => selection.clear(),
    'trialbook.rename': (...args) => edits.rename(stores, about(args)),
    'trialbook.editNote': (...args) => edits.editNote(stores, args),
    'trialbook.tag': (...args) => edits.tag(stores, args),
    'trialbook.star': (...args) => edits.star(stores, args, true),
    'trialbook.unstar': (...args) => edits.star(stores, args, false),
    'trialbook.bin': (...args) => edits.bin(stores, about(args), true),
    'trialbook.restore': (...args) => edits.bin(stores, args, false),
    'trialbook.deleteForever': (...args) => edits.deleteForever(stores, args),
    'trialbook.emptyBin': (...args) => edits.emptyBin(stores, args),
    'trialbook.copyRunId': (...args) => edits.copyRunId(stores, args),
    'trialbook.revealScript': (...args) => edits.revealScript(stores, args),
    'trialbook.revealArtifacts': (...args) => edits.revealArtifacts(stores, args),
    'trialbook.runFile': (...args) => runFile(deps, args, false),
    'trialbook.runFileWithArguments': (...args) => runFile(deps, args, true),
    'trialbook.runNotebook': (...args) => runNotebook(deps, args),
    'trialbook.runAgain': (...args) => runAgain(deps, stores, args),
    'trialbook.runAgainChanged': (...args) => runAgainChanged(deps, stores, args),
    'trialbook.stop': (...args) => stop(deps.tasks, stores, args),
    [NEXT_RUN_ID]: () => deps.tasks.nextRunId(),
    [DOLLAR]: () => '$',
    'trialbook.openPipeline': (...args) => openPipeline(pipelinePages, args),
    'trialbook.installClient': () => installClient(deps),
    'trialbook.openExample': () => openExample(deps.extensionUri),
    'trialbook.copyFirstLine': () => copyFirstLine(),
    'trialbook.runsOfCommit': (...args) => runsOfCommit(stores, arrangement, args),
    'trialbook.runsOfFile': (...args) => runsOfFile(stores, arrangement, args),
    ...codeCommands(deps),
    ...notebookCommands(deps),
    ...cellCommands(deps),
    'trialbook.goToCell': (...args) => goToCell(stores, cellSources, args),
    'trialbook.showWhatRan': (...args) => showWhatRan(stores, cellSources, args),
    'trialbook.copyCellSource': (...args) => copyCellSource(stores, args),
    'trialbook.redactCell': (...args) => redactCells(stores, args),
    'trialbook.filter': (query) => arrange.filter(stores, arrangement, query),
    'trialbook.clearFilter': () => arrangement.change({ query: '' }),
    'trialbook.group': (groupBy) => arrange.group(arrangement, groupBy),
    'trialbook.sort': (key) => arrange.sort(stores, arrangement, key),
    'trialbook.chooseMetric': (...args) => arrange.chooseMetric(stores, args),
    'trialbook.openSelected': async () => {
      const node = await view.selectedNode();
      if (node?.kind === 'run') await runPages.open(refOf(node), { preview: true });
      else if (node?.kind === 'cell') await goToCell(stores, cellSources, [cellRefOf(node)]);
      else if (node?.kind === 'more') await tree.showMore(node);
    },
    'trialbook.sync': () =>
      vscode.window.withProgress({ location: { viewId: 'trialbook.runs' } }, async () => {
        await stores.refresh();
        await stores.ask(({ service }) => service.sync());
      }),
    'trialbook.showLog': () => log.show(),
  };
}
