import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { CellArtifact } from '../../core/cell';
import { cellParams } from '../../core/cells/cell_params';
import { isInside } from '../../journal/artifact_path';
import { redactNotebooks } from './redact_notebooks';
import { isRunId } from '../delete_run';
import type { RedactionFiles } from './redaction_files';

/** What of a cell is redacted, though one of its executions still has it: it came later. */
interface Left {
  readonly execution: number;
  readonly journal: string;
  readonly number: number;
}

/** Redacts all that is known of a cell that is redacted. To be called in a transaction. */
export function redactCell(db: Database, cell: number, artifactsDir: string, files: RedactionFiles): void {
  const left = db
    .prepare(
      `SELECT x.id AS execution, j.journal_id AS journal, x.number FROM cell c JOIN execution x ON x.cell = c.id JOIN journal j ON j.id = x.journal
       WHERE c.id = ? AND c.redacted_ms IS NOT NULL AND (x.source IS NOT NULL OR x.traceback IS NOT NULL OR x.output_count > 0)`,
    )
    .all(cell) as Left[];
  for (const { execution, journal, number } of left) {
    files.add(journal, [number]);
    redactExecution(db, execution, artifactsDir);
    db.prepare("REPLACE INTO meta (key, value) VALUES ('redaction', 'all')").run();
  }
}

/**
 * Takes out of the database what an execution ran and gave, and removes its files that no other has. To be called in a
 * transaction. Times, names of variables and metrics stay.
 */
export function redactExecution(db: Database, execution: number, artifactsDir: string): void {
  removeFiles(db, execution, artifactsDir);
  redactNotebooks(db, execution, artifactsDir);
  removeParams(db, execution);
  const { error, ...texts } = db.prepare('SELECT source, error, traceback FROM execution WHERE id = ?').get(execution) as Record<string, number | null>;
  db.prepare(
    `UPDATE run SET error_message = '', traceback = NULL WHERE id = (SELECT run FROM execution WHERE id = ?)
       AND error_type || ': ' || error_message = (SELECT content FROM cell_text WHERE id = ?)`,
  ).run(execution, error);
  db.prepare(
    'UPDATE execution SET source = NULL, likeness = NULL, error = NULL, traceback = NULL, output_count = 0, output_length = 0 WHERE id = ?',
  ).run(execution);
  db.prepare('DELETE FROM cell_output WHERE execution = ?').run(execution);
  for (const text of [error, ...Object.values(texts)]) if (text !== null) removeText(db, text as number);
}

function removeText(db: Database, text: number): void {
  db.prepare(
    `DELETE FROM cell_text WHERE id = ? AND NOT EXISTS (SELECT 1 FROM execution WHERE source = cell_text.id)
       AND NOT EXISTS (SELECT 1 FROM execution WHERE error = cell_text.id) AND NOT EXISTS (SELECT 1 FROM execution WHERE traceback = cell_text.id)`,
  ).run(text);
}

function removeFiles(db: Database, execution: number, artifactsDir: string): void {
  const rows = db
    .prepare('SELECT x.cell = mine.cell AS mine, o.artifacts FROM execution mine JOIN cell_output o ON o.run = mine.run JOIN execution x ON x.id = o.execution WHERE mine.id = ? AND o.artifacts IS NOT NULL')
    .all(execution) as { mine: number; artifacts: string }[];
  const pathsOf = (mine: number) => rows.filter((row) => row.mine === mine).flatMap(({ artifacts }) => (JSON.parse(artifacts) as CellArtifact[]).map(({ path }) => path));
  const others = new Set(pathsOf(0));
  const { id, runId } = db.prepare('SELECT r.id, r.run_id AS runId FROM execution x JOIN run r ON r.id = x.run WHERE x.id = ?').get(execution) as { id: number; runId: string };
  for (const path of new Set(pathsOf(1))) {
    // A store that came from elsewhere must not make us remove other files.
    if (others.has(path) || !isInside(path) || !isRunId(runId)) continue;
    rmSync(join(artifactsDir, runId, path), { force: true });
    db.prepare('DELETE FROM artifact WHERE run = ? AND path = ?').run(id, path);
  }
}

/** What a cell of parameters set, unless another has set it since. */
function removeParams(db: Database, execution: number): void {
  const row = db
    .prepare('SELECT x.run, x.tags, t.content AS source FROM execution x JOIN cell_text t ON t.id = x.source WHERE x.id = ? AND x.tags IS NOT NULL')
    .get(execution) as { run: number; tags: string; source: string } | undefined;
  if (!row || !/"(injected-)?parameters"/.test(row.tags)) return;
  const remove = db.prepare("DELETE FROM param WHERE run = ? AND name = (SELECT id FROM name WHERE text = ?) AND value = ? AND source = 'cell'");
  for (const { name, value } of cellParams(row.source)) remove.run(row.run, name, value);
}
