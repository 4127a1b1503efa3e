import { basename } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { CellRow } from '../core/cell';
import type { CellRef } from '../host/open_store';
import type { Stores } from '../host/stores';

const scheme = 'trialbook-cell';
const address = v.object({ storeDir: v.string(), cell: v.number() });

/** Shows the source of an execution as it ran in an editor of its own, which can only be read. */
export class CellSources implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  constructor(private readonly stores: Pick<Stores, 'byDir'>) {}

  async open({ storeDir, cell }: CellRef, { count, notebook, language }: CellRow): Promise<void> {
    const name = notebook === null ? 'cell' : basename(notebook).replace(/\.ipynb$/i, '');
    const path = `/${name.replaceAll(/[/\\?#]/g, '_')} [${count ?? ' '}]`;
    const uri = vscode.Uri.from({ scheme, path, query: JSON.stringify({ storeDir, cell }) });
    const document = await vscode.workspace.openTextDocument(uri);
    // The text can be read in any language, also in one that no extension here knows.
    const shown = language === null ? document : await vscode.languages.setTextDocumentLanguage(document, language).then((known) => known, () => document);
    await vscode.window.showTextDocument(shown, { preview: true });
  }

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const { storeDir, cell } = v.parse(address, JSON.parse(query));
    const detail = await this.stores.byDir(storeDir)?.service.cell(cell);
    return detail?.row.source ?? '';
  }

  dispose(): void {
    this.registration.dispose();
  }
}
