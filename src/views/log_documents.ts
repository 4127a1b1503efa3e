import * as v from 'valibot';
import * as vscode from 'vscode';
import type { RunRef } from '../host/open_store';
import type { Stores } from '../host/stores';

const scheme = 'trialbook-log';
const address = v.object({ storeDir: v.string(), runId: v.string() });

/** An editor takes no more text than this (VS Code refuses 50 MB); the end of the output counts. */
const mostCharacters = 40_000_000;
const mostPieces = 1_000_000;

/** Shows what a run printed in an editor of its own, which can only be read. */
export class LogDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  constructor(private readonly stores: Pick<Stores, 'byDir'>) {}

  async open(ref: RunRef, name: string): Promise<void> {
    const file = name.replaceAll(/[/\\?#]/g, '_');
    const uri = vscode.Uri.from({ scheme, path: `/${file}.log`, query: JSON.stringify({ storeDir: ref.storeDir, runId: ref.runId }) });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  }

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const { storeDir, runId } = v.parse(address, JSON.parse(query));
    const reply = await this.stores.byDir(storeDir)?.service.log({ runId, tail: mostPieces });
    return (reply?.pieces ?? []).map(({ text }) => text).join('').slice(-mostCharacters);
  }

  dispose(): void {
    this.registration.dispose();
  }
}
