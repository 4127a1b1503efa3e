import * as vscode from 'vscode';
import { codeChanges } from '../../git/code_changes';
import { listTree } from '../../git/tree';
import type { CodeOfRun } from '../../host/run_code';
import { CodeMarks } from './code_marks';
import type { CodeNode } from './code_node';
import { CodeTree, markedUri } from './code_tree';

/** The view "Code" of the side bar: the files of one run, until it is closed. */
export class CodeView implements vscode.Disposable {
  readonly tree = new CodeTree();
  private readonly marks = new CodeMarks();
  private readonly view: vscode.TreeView<CodeNode>;
  private looking: AbortController | undefined;

  constructor(private readonly onError: (error: unknown) => void) {
    this.view = vscode.window.createTreeView('trialbook.codeFiles', { treeDataProvider: this.tree, showCollapseAll: true });
  }

  /** Shows the files of a run; what was uncommitted is marked when it is known. */
  async show(code: CodeOfRun, signal?: AbortSignal): Promise<void> {
    const { repository, commit, snapshot, detail } = code;
    const paths = (await listTree(repository, snapshot, signal)).map(({ path }) => path);
    this.looking?.abort();
    const looking = new AbortController();
    this.looking = looking;
    this.marks.set([], leftOutPaths(code), (path) => markedUri(code, path));
    this.tree.show(code, paths, []);
    this.view.description = `${detail.row.name} · ${commitText(code)}`;
    await vscode.commands.executeCommand('setContext', 'trialbook.codeOpen', true);
    await vscode.commands.executeCommand('trialbook.codeFiles.focus');
    if (commit !== null) void this.mark(code, commit, paths, looking.signal).catch((error: unknown) => looking.signal.aborted || this.onError(error));
  }

  async close(): Promise<void> {
    this.looking?.abort();
    this.tree.clear();
    this.marks.set([], [], () => vscode.Uri.file('/'));
    await vscode.commands.executeCommand('setContext', 'trialbook.codeOpen', false);
  }

  dispose(): void {
    this.looking?.abort();
    for (const item of [this.view, this.tree, this.marks]) item.dispose();
  }

  private async mark(code: CodeOfRun, commit: string, paths: readonly string[], signal: AbortSignal): Promise<void> {
    const { repository, snapshot } = code;
    const { files } = await codeChanges(repository, commit, snapshot, signal);
    signal.throwIfAborted();
    this.marks.set(files, leftOutPaths(code), (path) => markedUri(code, path));
    if (files.length > 0) this.tree.show(code, paths, files);
  }
}

function leftOutPaths({ detail }: CodeOfRun): string[] {
  return (detail.git?.leftOut.files ?? []).map(({ path }) => path);
}

/** `main@3f2c9a1 ●`; the dot where files were not committed. */
function commitText({ commit, snapshot, detail }: CodeOfRun): string {
  if (commit === null) return 'no commit yet';
  return `${detail.git?.branch ?? ''}@${commit.slice(0, 7)}${commit === snapshot ? '' : ' ●'}`;
}
