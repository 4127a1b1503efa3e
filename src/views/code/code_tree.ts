import * as vscode from 'vscode';
import type { FileChange } from '../../core/code_changes';
import { folderTree, type FolderContent } from '../../core/folder_tree';
import { leftOutCount, leftOutReason } from '../../core/left_out_text';
import { CodeFiles } from '../../host/code_files';
import type { CodeOfRun } from '../../host/run_code';
import type { CodeFile, CodeNode } from './code_node';

/** The files that a run used, in their folders; below them what the snapshot lacks. */
export class CodeTree implements vscode.TreeDataProvider<CodeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private code: CodeOfRun | undefined;
  private folders: ReadonlyMap<string, FolderContent> = new Map();
  private changes: ReadonlyMap<string, FileChange> = new Map();
  readonly onDidChangeTreeData = this.changed.event;

  /** @param paths of the files in the snapshot @param changes against the run's commit, as far as they are known */
  show(code: CodeOfRun, paths: readonly string[], changes: readonly FileChange[]): void {
    this.code = code;
    this.changes = new Map(changes.map((change) => [change.path, change]));
    this.folders = folderTree([...paths, ...changes.map(({ path }) => path)]);
    this.changed.fire();
  }

  clear(): void {
    this.code = undefined;
    this.changed.fire();
  }

  getChildren(node?: CodeNode): CodeNode[] {
    const { code } = this;
    if (!code) return [];
    if (node?.kind === 'leftOutFolder') return node.leftOut.files.map((file) => ({ kind: 'leftOutFile', code, file }));
    if (node && node.kind !== 'codeFolder') return [];
    const content = this.folders.get(node?.path ?? '');
    const leftOut = code.detail.git?.leftOut;
    return [
      ...(content?.folders ?? []).map((path) => ({ kind: 'codeFolder', code, path }) as const),
      ...(content?.files ?? []).map((path) => ({ kind: 'codeFile', code, path, change: this.changes.get(path) }) as const),
      ...(!node && leftOut && leftOut.count > 0 ? [{ kind: 'leftOutFolder', code, leftOut } as const] : []),
    ];
  }

  getTreeItem(node: CodeNode): vscode.TreeItem {
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    switch (node.kind) {
      case 'codeFolder': {
        const item = new vscode.TreeItem(markedUri(node.code, node.path), Collapsed);
        item.contextValue = 'folder';
        item.iconPath = vscode.ThemeIcon.Folder;
        return item;
      }
      case 'codeFile':
        return fileItem(node);
      case 'leftOutFolder': {
        const item = new vscode.TreeItem('Not in the snapshot', Collapsed);
        item.description = leftOutCount(node.leftOut);
        item.iconPath = new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));
        item.accessibilityInformation = { label: `Not in the snapshot, ${leftOutCount(node.leftOut)}` };
        const { files, count } = node.leftOut;
        const rest = count > files.length ? ` The first ${files.length} are listed.` : '';
        item.tooltip = `These files were in the folder when the run began, and were not kept.${rest}`;
        return item;
      }
      case 'leftOutFile': {
        const { file } = node;
        const item = new vscode.TreeItem(markedUri(node.code, file.path), None);
        item.label = file.path;
        item.description = leftOutReason(file);
        item.tooltip = `${file.path} was not kept: ${item.description}`;
        return item;
      }
    }
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** What marks belong to: not the address by which a file is opened, which VS Code itself marks as one that can't be written. */
export function markedUri({ repository, snapshot }: CodeOfRun, path: string): vscode.Uri {
  return CodeFiles.uri(repository, snapshot, path).with({ fragment: 'listed' });
}

/** Of a file that was deleted, the one in the commit. */
export function uriOf({ code: { repository, commit, snapshot }, path, change }: CodeFile): vscode.Uri {
  return CodeFiles.uri(repository, change?.kind === 'deleted' && commit !== null ? commit : snapshot, path);
}

function fileItem(node: CodeFile): vscode.TreeItem {
  const { code, path, change } = node;
  const item = new vscode.TreeItem(markedUri(code, path), vscode.TreeItemCollapsibleState.None);
  item.contextValue = change?.kind === 'deleted' ? 'deleted' : 'file';
  item.tooltip = path;
  item.iconPath = vscode.ThemeIcon.File;
  item.command = { command: 'vscode.open', title: 'Open', arguments: [uriOf(node), { preview: true }, `${path.slice(path.lastIndexOf('/') + 1)} (${code.detail.row.name})`] };
  return item;
}
