import type { Database } from 'better-sqlite3';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { takeCursor } from './cursor';
import { deleteRun, isRunId } from './delete_run';
import type { JournalLife } from './journal_life';
import type { StorePaths } from './paths';
import type { GcReply, GcRequest } from './service';

const DAY_MS = 86_400_000;

/** Shared content that no run uses any more; but which snapshots there were is remembered until nothing keeps them. */
const UNUSED = [
  'DELETE FROM environment WHERE id NOT IN (SELECT environment FROM run WHERE environment IS NOT NULL)',
  'DELETE FROM git_state WHERE (snapshot IS NULL OR root IS NULL) AND id NOT IN (SELECT git FROM run WHERE git IS NOT NULL)',
  'DELETE FROM dataset WHERE id NOT IN (SELECT dataset FROM input)',
  `DELETE FROM cell_text WHERE NOT EXISTS (SELECT 1 FROM execution WHERE source = cell_text.id)
     AND NOT EXISTS (SELECT 1 FROM execution WHERE error = cell_text.id) AND NOT EXISTS (SELECT 1 FROM execution WHERE traceback = cell_text.id)`,
];

/** Empties what was long in the bin, removes old journals and what nothing refers to, and gives the space back to the disk. */
export function collectGarbage(db: Database, journals: JournalLife, paths: StorePaths, request: GcRequest, nowMs: number): GcReply {
  const binned = db.prepare('SELECT id, run_id AS runId FROM run WHERE binned_ms <= ?').all(nowMs - request.binDays * DAY_MS) as {
    id: number;
    runId: string;
  }[];
  const folders = artifactFolders(db, paths, binned.map(({ runId }) => runId));
  const artifactBytes = folders.reduce((sum, folder) => sum + sizeOf(folder), 0);
  const dropped = journals.drop(request.journalDays, nowMs, request.dryRun);
  const reply = { runs: binned.length, journals: dropped.journals, artifactBytes };
  if (request.dryRun) return { ...reply, freedBytes: artifactBytes + dropped.bytes };

  db.pragma('wal_checkpoint(TRUNCATE)');
  const before = databaseBytes(paths);
  db.transaction(() => {
    if (binned.length > 0) {
      const cursor = takeCursor(db);
      for (const { id } of binned) deleteRun(db, id, cursor);
    }
    for (const sql of UNUSED) db.prepare(sql).run();
  }).immediate();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  db.pragma('incremental_vacuum');
  db.pragma('wal_checkpoint(TRUNCATE)');
  return { ...reply, freedBytes: artifactBytes + dropped.bytes + Math.max(0, before - databaseBytes(paths)) };
}

/** Of the runs that go, and of those that went before. */
function artifactFolders(db: Database, paths: StorePaths, runIds: readonly string[]): string[] {
  const isDeleted = db.prepare('SELECT 1 FROM deleted_run WHERE run_id = ?').pluck();
  const going = new Set(runIds);
  const names = childrenOf(paths.artifacts).filter((name) => isRunId(name) && (going.has(name) || isDeleted.get(name) !== undefined));
  return names.map((name) => join(paths.artifacts, name));
}

function childrenOf(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function sizeOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

function databaseBytes({ database }: StorePaths): number {
  return statSync(database, { throwIfNoEntry: false })?.size ?? 0;
}
