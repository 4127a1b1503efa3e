import { isCodeChange, type CodeChanges, type FileChange, type FileChangeKind } from '../../core/code_changes';
import { changeText } from '../../core/code_text';
import * as vscode from 'vscode';
import { TrialbookError } from '../../core/errors';

/** The code of a run, or that of now. */
export interface CodeSide {
  /** as it stands in titles: a run's name, `Now` */
  readonly name: string;
  readonly uri: (path: string) => vscode.Uri;
}

export interface CodeDifference {
  readonly before: CodeSide;
  readonly after: CodeSide;
  readonly changes: CodeChanges;
}

/** What is shown of a difference: one file, all of them, or what the person chooses. */
export type ShownFiles = { readonly path: string } | 'all' | 'ask';

/** Shows what differs in the editor's own comparisons: files together, each notebook in one of its own. */
export async function showDifference(difference: CodeDifference, shown: ShownFiles): Promise<void> {
  const { changes, before, after } = difference;
  if (typeof shown === 'object') {
    const file = changes.files.find(({ path }) => path === shown.path);
    if (file) await showFile(difference, file);
    else void vscode.window.showInformationMessage(`${shown.path} is the same: ${before.name}, ${after.name}.`);
    return;
  }
  if (changes.files.length === 0) {
    void vscode.window.showInformationMessage(`Same code: ${before.name}, ${after.name}.`);
    return;
  }
  if (shown === 'all') return showAll(difference);
  const [only] = changes.files;
  const chosen = changes.files.length === 1 ? only : await choose(difference);
  if (chosen === 'all') await showAll(difference);
  else if (chosen) await showFile(difference, chosen);
}

export function differenceTitle({ before, after }: Pick<CodeDifference, 'before' | 'after'>): string {
  return `${before.name} ↔ ${after.name}`;
}

async function showFile(difference: CodeDifference, file: FileChange): Promise<void> {
  const [left, right] = sides(difference, file);
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  if (file.kind === 'submodule' && right?.scheme === 'file') {
    void vscode.window.showInformationMessage(`The submodule ${file.path} is at another commit.`);
    return;
  }
  if (left && right) return run('vscode.diff', left, right, `${name} (${differenceTitle(difference)})`);
  // The comparison of many files shows neither notebooks nor images.
  if (isNotebook(file) || file.binary) return run('vscode.open', left ?? right, {}, `${name} (${left ? difference.before.name : difference.after.name})`);
  return run('vscode.changes', `${name} (${differenceTitle(difference)})`, [[right ?? left, left, right]]);
}

/** All but notebooks, which would be shown as the JSON that they are written in. */
async function showAll(difference: CodeDifference): Promise<void> {
  const files = together(difference.changes);
  if (files.length === 0) throw new TrialbookError('only-notebooks', 'Only notebooks differ. They are compared one by one.');
  const resources = files.map((file) => {
    const [left, right] = sides(difference, file);
    return [right ?? left, left, right];
  });
  await run('vscode.changes', differenceTitle(difference), resources);
}

function together({ files }: CodeChanges): FileChange[] {
  return files.filter((file) => !isNotebook(file) && file.kind !== 'submodule');
}

function sides({ before, after }: CodeDifference, { kind, path, oldPath }: FileChange): [vscode.Uri | undefined, vscode.Uri | undefined] {
  return [kind === 'added' ? undefined : before.uri(oldPath ?? path), kind === 'deleted' ? undefined : after.uri(path)];
}

interface FileItem extends vscode.QuickPickItem {
  readonly chosen?: FileChange | 'all';
}

async function choose(difference: CodeDifference): Promise<FileChange | 'all' | undefined> {
  const { changes } = difference;
  const inOne = together(changes);
  const all = inOne.length === changes.files.length ? `All ${inOne.length} files` : `All files but notebooks (${inOne.length})`;
  const others = changes.files.filter((file) => !isCodeChange(file));
  const items: FileItem[] = [
    ...(inOne.length > 1 ? [{ label: `$(diff-multiple) ${all}`, chosen: 'all' } as const] : []),
    ...changes.files.filter(isCodeChange).map(fileItem),
    ...(others.length > 0 ? [{ label: 'the code is the same', kind: vscode.QuickPickItemKind.Separator }] : []),
    ...others.map(fileItem),
  ];
  const hidden = changes.total - changes.files.length;
  const picked = await vscode.window.showQuickPick(items, {
    title: differenceTitle(difference) + (hidden > 0 ? ` (${hidden} more files differ)` : ''),
    placeHolder: 'Choose a file to see what differs in it',
    matchOnDescription: true,
  });
  return picked?.chosen;
}

const ICONS: Readonly<Record<FileChangeKind, string>> = {
  added: 'diff-added',
  deleted: 'diff-removed',
  modified: 'diff-modified',
  renamed: 'diff-renamed',
  mode: 'diff-modified',
  submodule: 'file-submodule',
};

function fileItem(file: FileChange): FileItem {
  return { label: `$(${ICONS[file.kind]}) ${isNotebook(file) ? '$(notebook) ' : ''}${plain(file.path)}`, description: plain(changeText(file)), chosen: file };
}

/** Without the spelling that VS Code draws as an icon. */
function plain(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}

const isNotebook = ({ path }: FileChange): boolean => /\.ipynb$/i.test(path);

async function run(command: string, ...args: unknown[]): Promise<void> {
  await vscode.commands.executeCommand(command, ...args);
}
