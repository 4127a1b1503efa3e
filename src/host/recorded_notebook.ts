import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { CellRow } from '../core/cell';
import { notebookPlaces } from '../notebook/notebook_places';
import type { OpenStore } from './open_store';

/** Where the notebook of a recorded execution is now; undefined where it is gone, or nobody knew it. */
export async function notebookOf(store: OpenStore, { runId, notebook }: CellRow): Promise<vscode.Uri | undefined> {
  // A session follows its notebook to new names.
  const { session } = await store.service.detail(runId);
  const recorded = [session?.notebook, notebook].filter((name) => typeof name === 'string');
  const open = recorded.flatMap((name) => vscode.workspace.notebookDocuments.find(({ uri }) => uri.toString() === name || uri.fsPath === name) ?? []);
  if (open[0]) return open[0].uri;
  const onDisk = recorded.filter((name) => !isUri(name));
  for (const path of notebookPlaces(onDisk, dirname(store.dir))) {
    if (await exists(path)) return vscode.Uri.file(path);
  }
  // What is on no disk may be in a virtual workspace; an untitled one that is closed is gone.
  const elsewhere = recorded.find((name) => isUri(name) && !name.startsWith('untitled:'));
  return elsewhere === undefined ? undefined : vscode.Uri.parse(elsewhere, true);
}

/** Two letters at least: one is a drive. */
function isUri(name: string): boolean {
  return /^[a-z][\w+.-]+:/i.test(name);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isFile(), () => false);
}
