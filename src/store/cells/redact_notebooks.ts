import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { isInside } from '../../journal/artifact_path';
import { isRunId } from '../delete_run';
import { likenessOf } from './cell_texts';

interface NotebookCell {
  readonly id?: unknown;
  readonly source?: unknown;
}

/** Empties a cell in the notebooks that its run kept with their outputs. What is no notebook stays as it is. */
export function redactNotebooks(db: Database, execution: number, artifactsDir: string): void {
  const { run, runId, cellId, likeness } = db
    .prepare('SELECT r.id AS run, r.run_id AS runId, c.cell_id AS cellId, x.likeness FROM execution x JOIN cell c ON c.id = x.cell JOIN run r ON r.id = x.run WHERE x.id = ?')
    .get(execution) as { run: number; runId: string; cellId: string | null; likeness: string | null };
  const isIt = ({ id, source }: NotebookCell) => (cellId !== null && id === cellId) || likenessOf(textOf(source)) === likeness;
  const paths = db.prepare("SELECT path FROM artifact WHERE run = ? AND path LIKE '%.ipynb'").pluck().all(run) as string[];
  if (!isRunId(runId)) return;
  for (const path of paths.filter(isInside)) {
    const text = redactedNotebook(join(artifactsDir, runId, path), isIt);
    if (text === null) continue;
    const sha256 = createHash('sha256').update(text).digest('hex');
    db.prepare('UPDATE artifact SET size = ?, sha256 = CASE WHEN sha256 IS NULL THEN NULL ELSE ? END WHERE run = ? AND path = ?').run(Buffer.byteLength(text), sha256, run, path);
  }
}

/** The new text of the file, or null where nothing was to be changed. */
function redactedNotebook(file: string, isIt: (cell: NotebookCell) => boolean): string | null {
  try {
    const notebook = JSON.parse(readFileSync(file, 'utf8')) as { cells?: NotebookCell[] };
    if (!Array.isArray(notebook.cells) || !notebook.cells.some(isIt)) return null;
    const cells = notebook.cells.map((cell) => (isIt(cell) ? { ...cell, source: '', ...('outputs' in cell ? { outputs: [] } : {}) } : cell));
    const text = `${JSON.stringify({ ...notebook, cells }, null, 1)}\n`;
    writeFileSync(`${file}.part`, text);
    renameSync(`${file}.part`, file);
    return text;
  } catch {
    return null;
  }
}

function textOf(source: unknown): string {
  return Array.isArray(source) ? source.join('') : String(source);
}
