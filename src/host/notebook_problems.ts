import * as vscode from 'vscode';
import type { Problem } from '../notebook/problem';

const severities: Readonly<Record<Problem['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  note: vscode.DiagnosticSeverity.Information,
};

/** What stands in the way of a pipeline, as diagnostics at the lines of an open notebook's cells. */
export class NotebookProblems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('trialbook.pipeline');
  private readonly shown = new Map<string, vscode.Uri[]>();

  /** Takes the place of what was shown for this notebook. */
  show(notebook: vscode.Uri, problems: readonly Problem[]): void {
    this.clear(notebook);
    const document = vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === notebook.toString());
    if (!document) return;
    const cells = Map.groupBy(problems, ({ place }) => place.cell);
    const uris: vscode.Uri[] = [];
    for (const [index, found] of cells) {
      if (index >= document.cellCount) continue;
      const { uri } = document.cellAt(index).document;
      this.collection.set(uri, found.map((problem) => diagnostic(problem)));
      uris.push(uri);
    }
    this.shown.set(notebook.toString(), uris);
  }

  clear(notebook: vscode.Uri): void {
    for (const uri of this.shown.get(notebook.toString()) ?? []) this.collection.delete(uri);
    this.shown.delete(notebook.toString());
  }

  dispose(): void {
    this.collection.dispose();
  }
}

function diagnostic({ code, severity, message, place }: Problem): vscode.Diagnostic {
  const range = new vscode.Range(place.line - 1, place.column, place.endLine - 1, place.endColumn);
  const made = new vscode.Diagnostic(range, message, severities[severity]);
  made.source = 'Trialbook pipeline';
  made.code = code;
  return made;
}
