import * as vscode from 'vscode';
import type { FileChange, FileChangeKind } from '../../core/code_changes';
import { changeText, kindLetters } from '../../core/code_text';
import { folderOf } from '../../core/folder_tree';

const COLORS: Readonly<Record<FileChangeKind, string>> = {
  added: 'gitDecoration.addedResourceForeground',
  deleted: 'gitDecoration.deletedResourceForeground',
  modified: 'gitDecoration.modifiedResourceForeground',
  renamed: 'gitDecoration.renamedResourceForeground',
  mode: 'gitDecoration.modifiedResourceForeground',
  submodule: 'gitDecoration.submoduleResourceForeground',
};
const WORDS: Readonly<Record<FileChangeKind, string>> = {
  added: 'Uncommitted, new',
  deleted: 'Uncommitted, deleted',
  modified: 'Uncommitted changes',
  renamed: 'Uncommitted, moved',
  mode: 'Uncommitted changes',
  submodule: 'Another commit of the submodule',
};

/** Letters and colours of files in the view "Code", as the list of changes in git's own view has them. */
export class CodeMarks implements vscode.FileDecorationProvider, vscode.Disposable {
  private marks = new Map<string, vscode.FileDecoration>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri[]>();
  readonly onDidChangeFileDecorations = this.changed.event;
  private readonly registration = vscode.window.registerFileDecorationProvider(this);

  /** Puts these marks in the place of all others. @param uri of a path in the code that is shown */
  set(changes: readonly FileChange[], leftOut: readonly string[], uri: (path: string) => vscode.Uri): void {
    const gone = this.marks;
    this.marks = new Map();
    for (const change of changes) {
      this.marks.set(uri(change.path).toString(), markOf(change));
      for (let folder = folderOf(change.path); folder !== ''; folder = folderOf(folder)) this.marks.set(uri(folder).toString(), CHANGED_INSIDE);
    }
    for (const path of leftOut) this.marks.set(uri(path).toString(), LEFT_OUT);
    const touched = new Set([...gone.keys(), ...this.marks.keys()]);
    this.changed.fire([...touched].map((text) => vscode.Uri.parse(text)));
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    return this.marks.get(uri.toString());
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

const CHANGED_INSIDE = new vscode.FileDecoration('●', 'Contains uncommitted changes', new vscode.ThemeColor('gitDecoration.modifiedResourceForeground'));
const LEFT_OUT = new vscode.FileDecoration(undefined, undefined, new vscode.ThemeColor('gitDecoration.ignoredResourceForeground'));

function markOf(change: FileChange): vscode.FileDecoration {
  const text = changeText(change);
  return new vscode.FileDecoration(kindLetters[change.kind], WORDS[change.kind] + (text === '' ? '' : `: ${text}`), new vscode.ThemeColor(COLORS[change.kind]));
}
