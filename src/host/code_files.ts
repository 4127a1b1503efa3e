import { posix } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { openRepository, type Repository } from '../git/open_repository';
import { listTree, readBlob, type TreeFile } from '../git/tree';
import { ReadOnlyFiles } from './read_only_files';

const SCHEME = 'trialbook-code';
const address = v.object({ root: v.string(), commit: v.string() });
/** Trees of commits that are kept in memory: those of both sides of a difference, and of a few open editors. */
const KEPT_TREES = 8;

interface Tree {
  readonly repository: Repository;
  readonly files: ReadonlyMap<string, TreeFile>;
  /** names of what each folder holds; the top is '' */
  readonly folders: ReadonlyMap<string, ReadonlyMap<string, vscode.FileType>>;
}

/**
 * The files of commits as VS Code sees files, to be read only. Paths are those in the work tree, so that a file is not taken for a renamed one
 * beside that of now; the work tree's top and the commit are in the query. Since it is a file system, notebooks are compared as notebooks, and
 * images are shown.
 */
export class CodeFiles extends ReadOnlyFiles {
  private readonly trees = new Map<string, Promise<Tree>>();

  constructor() {
    super(SCHEME);
  }

  /** The address of a file, or of the folder `''`, in a commit. */
  static uri(repository: Repository, commit: string, path: string): vscode.Uri {
    const place = vscode.Uri.joinPath(vscode.Uri.file(repository.root), path).path;
    return vscode.Uri.from({ scheme: SCHEME, path: place, query: JSON.stringify({ root: repository.root, commit }) });
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { tree, path } = await this.resolve(uri);
    const file = tree.files.get(path);
    const type = file ? typeOf(file) : tree.folders.has(path) ? vscode.FileType.Directory : undefined;
    if (type === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return { type, ctime: 0, mtime: 0, size: file?.size ?? 0, permissions: vscode.FilePermission.Readonly };
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const { tree, path } = await this.resolve(uri);
    const names = tree.folders.get(path);
    if (!names) throw vscode.FileSystemError.FileNotADirectory(uri);
    return [...names];
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { tree, path } = await this.resolve(uri);
    const file = tree.files.get(path);
    if (!file) throw vscode.FileSystemError.FileNotFound(uri);
    return file.kind === 'submodule' ? Buffer.from(`Submodule at commit ${file.id}\n`) : readBlob(tree.repository, file.id);
  }

  private async resolve(uri: vscode.Uri): Promise<{ tree: Tree; path: string }> {
    if (!vscode.workspace.isTrusted) throw vscode.FileSystemError.NoPermissions(uri);
    try {
      const { root, commit } = v.parse(address, JSON.parse(uri.query));
      const path = posix.relative(vscode.Uri.file(root).path, uri.path);
      return { tree: await this.tree(root, commit), path };
    } catch {
      // An address from elsewhere, or a repository that is gone. The reason is git's and helps nobody who opens a file.
      throw vscode.FileSystemError.FileNotFound(uri);
    }
  }

  private tree(root: string, commit: string): Promise<Tree> {
    const key = `${commit} ${root}`;
    const tree = this.trees.get(key) ?? readTree(root, commit);
    this.trees.delete(key);
    this.trees.set(key, tree);
    tree.catch(() => this.trees.delete(key));
    for (const oldest of [...this.trees.keys()].slice(0, -KEPT_TREES)) this.trees.delete(oldest);
    return tree;
  }
}

async function readTree(root: string, commit: string): Promise<Tree> {
  const repository = await openRepository(root);
  if (!repository) throw new Error(`${root} is in no repository`);
  const files = await listTree(repository, commit);
  const folders = new Map<string, Map<string, vscode.FileType>>([['', new Map()]]);
  for (const file of files) {
    let type = typeOf(file);
    for (let path = file.path; path !== ''; ) {
      const cut = path.lastIndexOf('/');
      const folder = path.slice(0, Math.max(cut, 0));
      const names = folders.get(folder) ?? new Map<string, vscode.FileType>();
      folders.set(folder, names);
      names.set(path.slice(cut + 1), type);
      path = folder;
      type = vscode.FileType.Directory;
    }
  }
  return { repository, files: new Map(files.map((file) => [file.path, file])), folders };
}

function typeOf(file: TreeFile): vscode.FileType {
  return file.kind === 'link' ? vscode.FileType.File | vscode.FileType.SymbolicLink : vscode.FileType.File;
}
