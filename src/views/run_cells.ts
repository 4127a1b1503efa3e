import { readFile } from 'node:fs/promises';
import { extname, sep } from 'node:path';
import * as vscode from 'vscode';
import type { CellDetail } from '../core/cell';
import { TrialbookError } from '../core/errors';
import type { CellRef, OpenStore, RunRef } from '../host/open_store';
import type { ArtifactPreview } from '../protocol/artifact_preview';
import type { Ask } from '../protocol/channel';
import { cellLine, type CellAction, type CellLines } from '../protocol/run_cells';
import type { RunPageContract } from '../protocol/run_page';
import { artifactFile, previewArtifact } from './artifact_files';

/** What a Run page shows of the executions of cells while its run was open. */
export class RunCells {
  constructor(
    private readonly ref: () => RunRef,
    private readonly store: () => OpenStore,
    private readonly webview: vscode.Webview,
  ) {}

  async list(ask: Ask<RunPageContract, 'cells'>): Promise<CellLines> {
    const { rows, ...rest } = await this.store().service.cells({ ...ask, runId: this.ref().runId });
    return { lines: rows.map(cellLine), ...rest };
  }

  /** @throws TrialbookError `cell-not-found` where it is none of this run's */
  async detail(id: number): Promise<CellDetail> {
    const detail = await this.store().service.cell(id);
    const { runId } = this.ref();
    if (detail.row.runId !== runId && !detail.row.runs.includes(runId)) throw new TrialbookError('cell-not-found', 'This execution is not one of this run.');
    return detail;
  }

  /** The file of one of the execution's outputs. */
  async file(id: number, path: string): Promise<string> {
    const { artifactDir, outputs } = await this.detail(id);
    return artifactFile(artifactDir, outputs.flatMap(({ artifacts }) => artifacts), path);
  }

  async preview(id: number, path: string): Promise<ArtifactPreview> {
    return previewArtifact(await this.file(id, path), (file) => this.addressOf(file));
  }

  /** Does one of the commands for cells, which tell the person themselves what did not work. */
  async act(id: number, action: CellAction): Promise<void> {
    await this.detail(id);
    const ref: CellRef = { storeDir: this.ref().storeDir, cell: id };
    // Which numbers of a notebook are metrics is asked of the notebook that is open.
    const isOfNotebook = action === 'chooseFoundNumbers';
    if (isOfNotebook && (await vscode.commands.executeCommand<number | undefined>('trialbook.goToCell', ref)) === undefined) return;
    await vscode.commands.executeCommand(`trialbook.${action}`, ...(isOfNotebook ? [] : [ref]));
  }

  /** A page may load images from the folder of its own run alone; what a run shows of its session's comes with the answer. */
  private async addressOf(file: string): Promise<string> {
    const own = vscode.Uri.joinPath(vscode.Uri.file(this.ref().storeDir), 'artifacts', this.ref().runId).fsPath + sep;
    if (file.startsWith(own)) return this.webview.asWebviewUri(vscode.Uri.file(file)).toString();
    const type = extname(file).slice(1).toLowerCase();
    const mime = { svg: 'svg+xml', jpg: 'jpeg' }[type] ?? type;
    return `data:image/${mime};base64,${(await readFile(file)).toString('base64')}`;
  }
}
