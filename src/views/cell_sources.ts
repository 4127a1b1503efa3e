import { basename } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { CellRow } from '../core/cell';
import type { CellRef } from '../host/open_store';
import type { Stores } from '../host/stores';
import { executionText } from './notebook/execution_text';

const scheme = 'trialbook-cell';
const address = v.object({ storeDir: v.string(), cell: v.number(), output: v.optional(v.boolean(), false) });

/** Shows the source of an execution as it ran, with what it gave if that is asked for, in an editor of its own, which can only be read. */
export class CellSources implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  constructor(private readonly stores: Pick<Stores, 'byDir'>) {}

  async open(ref: CellRef, row: CellRow): Promise<void> {
    await vscode.window.showTextDocument(await this.document(ref, row, false), { preview: true });
  }

  async openWithOutput(ref: CellRef, row: CellRow): Promise<void> {
    await vscode.window.showTextDocument(await this.document(ref, row, true), { preview: true });
  }

  /** The source alone, or with the output behind it, in comments. */
  async document({ storeDir, cell }: CellRef, { count, notebook, language }: CellRow, output: boolean): Promise<vscode.TextDocument> {
    const name = notebook === null ? 'cell' : basename(notebook).replace(/\.ipynb$/i, '');
    const path = `/${name.replaceAll(/[/\\?#]/g, '_')} [${count ?? ' '}]`;
    const uri = vscode.Uri.from({ scheme, path, query: JSON.stringify({ storeDir, cell, output }) });
    const document = await vscode.workspace.openTextDocument(uri);
    // The text can be read in any language, also in one that no extension here knows.
    return language === null ? document : vscode.languages.setTextDocumentLanguage(document, language).then((known) => known, () => document);
  }

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const { storeDir, cell, output } = v.parse(address, JSON.parse(query));
    const detail = await this.stores.byDir(storeDir)?.service.cell(cell);
    if (!detail) return '';
    return output ? executionText(detail) : detail.row.source;
  }

  dispose(): void {
    this.registration.dispose();
  }
}
