import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';

const errorMime = 'application/vnd.code.notebook.error';

/** A notebook's nbformat text as it is now: as the editor holds it where it is open, saved or not, else as its file has it. */
export async function notebookText(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.notebookDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return JSON.stringify(asFile(open));
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    throw new TrialbookError('notebook-unreadable', `${uri.fsPath} could not be read. ${(error as Error).message}`);
  }
}

/** What matters of a notebook, in the form its file would have; of outputs only the errors. */
function asFile(document: vscode.NotebookDocument): object {
  const { metadata } = document.metadata as { metadata?: object };
  const language = document.getCells().find(({ kind }) => kind === vscode.NotebookCellKind.Code)?.document.languageId;
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { language_info: { name: language ?? 'python' }, ...metadata },
    cells: document.getCells().map((cell) => cellAsFile(cell)),
  };
}

function cellAsFile(cell: vscode.NotebookCell): object {
  const { id, metadata = {} } = cell.metadata as { id?: string; metadata?: object };
  const shared = { ...(id === undefined ? {} : { id }), metadata: languageOf(cell, metadata), source: cell.document.getText().replaceAll('\r\n', '\n') };
  if (cell.kind === vscode.NotebookCellKind.Markup) return { cell_type: 'markdown', ...shared };
  return { cell_type: 'code', ...shared, execution_count: cell.executionSummary?.executionOrder ?? null, outputs: errorsOf(cell) };
}

/** As VS Code writes it into the file for a cell in another language than the notebook's. */
function languageOf(cell: vscode.NotebookCell, metadata: object): object {
  return cell.kind === vscode.NotebookCellKind.Code && cell.document.languageId !== 'python'
    ? { ...metadata, vscode: { languageId: cell.document.languageId } }
    : metadata;
}

function errorsOf(cell: vscode.NotebookCell): object[] {
  return cell.outputs.flatMap(({ items }) => items).filter(({ mime }) => mime === errorMime).map(({ data }) => {
    const { name, message } = JSON.parse(new TextDecoder().decode(data)) as { name?: string; message?: string };
    return { output_type: 'error', ename: name ?? 'Error', evalue: message ?? '', traceback: [] };
  });
}
