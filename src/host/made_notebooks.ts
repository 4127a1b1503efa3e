import * as v from 'valibot';
import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import { howMade } from '../pipeline/made/how_made';
import type { Made } from '../pipeline/made/made';
import { madeNotebook, madeTitle } from '../pipeline/made/made_notebook';
import type { PythonInterpreters } from './python';
import { ReadOnlyFiles } from './read_only_files';
import type { Stores } from './stores';

export const MADE_SCHEME = 'trialbook-made';
const address = v.object({ storeDir: v.string(), runId: v.string(), metric: v.nullable(v.string()), count: v.nullable(v.number()) });

/** What is asked for: how a metric of a run was made, or what the cell with this number did; null is the run's headline, its last cell. */
export type MadeAddress = v.InferOutput<typeof address>;

interface Content {
  readonly made: Made;
  readonly bytes: Uint8Array;
  readonly mtime: number;
}

/** VS Code asks for a file's size, then for its content; what was made for the one is used for the other. */
const KEPT_MS = 5_000;
const LONGEST_NAME = 60;

/**
 * How numbers were made, as notebooks that can be run and not be written. Their addresses say what is asked, and they are made anew when they
 * are opened, so that they are there after the window was loaded again.
 */
export class MadeNotebooks extends ReadOnlyFiles {
  private readonly contents = new Map<string, { content: Promise<Content>; until: number }>();

  /** @param root the folder that Trialbook is installed in */
  constructor(
    private readonly stores: Stores,
    private readonly python: PythonInterpreters,
    private readonly root: string,
  ) {
    super(MADE_SCHEME);
  }

  /** Makes a notebook and gives its address. @throws TrialbookError where nothing is recorded of how it was made */
  async make(asked: MadeAddress, signal?: AbortSignal): Promise<{ readonly uri: vscode.Uri; readonly made: Made }> {
    const content = this.makeContent(asked, signal);
    const { made } = await content;
    const title = `How ${madeTitle(made).replaceAll('`', '')} was made`.replace(/[/\\?#%*:|"<>\s]+/g, ' ').slice(0, LONGEST_NAME).trim();
    const uri = vscode.Uri.from({ scheme: MADE_SCHEME, path: `/${title}.ipynb`, query: JSON.stringify(asked) });
    this.keep(uri, content);
    return { uri, made };
  }

  /** The text of the file at an address. */
  async textAt(uri: vscode.Uri): Promise<{ readonly bytes: Uint8Array; readonly made: Made }> {
    return this.contentAt(uri);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (uri.path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { bytes, mtime } = await this.contentAt(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length, permissions: vscode.FilePermission.Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.contentAt(uri)).bytes;
  }

  async readDirectory(): Promise<[string, vscode.FileType][]> {
    return [];
  }

  private async contentAt(uri: vscode.Uri): Promise<Content> {
    const kept = this.contents.get(uri.toString());
    if (kept && kept.until > Date.now()) return kept.content;
    const asked = parsed(uri);
    if (!asked) throw vscode.FileSystemError.FileNotFound(uri);
    const content = this.makeContent(asked);
    this.keep(uri, content);
    try {
      return await content;
    } catch (error) {
      // VS Code shows this message in the place of the notebook.
      if (error instanceof TrialbookError) throw vscode.FileSystemError.FileNotFound(error.message);
      throw error;
    }
  }

  private keep(uri: vscode.Uri, content: Promise<Content>): void {
    const key = uri.toString();
    this.contents.set(key, { content, until: Date.now() + KEPT_MS });
    setTimeout(() => this.contents.get(key)?.content === content && this.contents.delete(key), KEPT_MS + 100).unref();
    content.catch(() => this.contents.delete(key));
  }

  private async makeContent({ storeDir, runId, metric, count }: MadeAddress, signal?: AbortSignal): Promise<Content> {
    // After a reload this may be asked before the window's stores were looked for.
    if (!this.stores.byDir(storeDir)) await this.stores.refresh();
    const store = this.stores.byDir(storeDir);
    if (!store) throw new TrialbookError('store-gone', `${storeDir} is no longer open in this window.`);
    const interpreter = vscode.workspace.isTrusted ? await this.python.find(store.folder?.uri).then(({ path }) => path, () => undefined) : undefined;
    const made = await howMade(store.service, { runId, metric, count, interpreter, root: this.root, signal });
    return { made, bytes: new TextEncoder().encode(madeNotebook(made)), mtime: Date.now() };
  }
}

function parsed({ query }: vscode.Uri): MadeAddress | undefined {
  try {
    return v.parse(address, JSON.parse(query));
  } catch {
    return undefined;
  }
}
