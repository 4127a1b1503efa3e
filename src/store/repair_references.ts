import type { Database } from 'better-sqlite3';
import { OF_RUN } from './delete_run';
import { DEFAULT_EXPERIMENT, ExperimentRows } from './experiment_rows';

/**
 * Takes away what refers to rows that could not be salvaged: their numbers will be given again, to other runs, names and
 * journals.
 * @param readAgain ids of runs of which there are journals that will be read again
 */
export function repairReferences(db: Database, readAgain: ReadonlySet<string>): void {
  db.prepare('UPDATE run SET experiment = ? WHERE experiment NOT IN (SELECT id FROM experiment)').run(new ExperimentRows(db).give(DEFAULT_EXPERIMENT));
  db.exec(`
    UPDATE run SET environment = NULL WHERE environment NOT IN (SELECT id FROM environment);
    UPDATE run SET git = NULL WHERE git NOT IN (SELECT id FROM git_state);
    DELETE FROM input WHERE dataset NOT IN (SELECT id FROM dataset);
    UPDATE journal SET run = NULL WHERE run NOT IN (SELECT id FROM run);
    DELETE FROM journal_part WHERE journal NOT IN (SELECT id FROM journal);
    UPDATE execution SET notebook = NULL WHERE notebook NOT IN (SELECT id FROM name);
    UPDATE session SET notebook = NULL WHERE notebook NOT IN (SELECT id FROM name);
  `);
  for (const table of OF_RUN) db.exec(`DELETE FROM ${table} WHERE run NOT IN (SELECT id FROM run)`);
  for (const table of ['param', 'tag', 'stream']) db.exec(`DELETE FROM ${table} WHERE name NOT IN (SELECT id FROM name)`);
  for (const table of ['stream', 'output', 'execution']) keepOfLostJournals(db, table, readAgain);
  for (const table of ['cell_output', 'cell_span']) db.exec(`DELETE FROM ${table} WHERE journal NOT IN (SELECT id FROM journal)`);
}

/** Rows whose journal could not be salvaged stay, under a journal that stands for it, unless they will be read again. */
function keepOfLostJournals(db: Database, table: string, readAgain: ReadonlySet<string>): void {
  const lost = db
    .prepare(
      `SELECT DISTINCT t.journal, t.run, r.run_id AS runId FROM ${table} t JOIN run r ON r.id = t.run WHERE t.journal NOT IN (SELECT id FROM journal)`,
    )
    .all() as { journal: number; run: number; runId: string }[];
  const stand = db.prepare(
    "INSERT INTO journal (id, journal_id, run, client, host, pid, state, last_ms) VALUES (?, ?, ?, '', '', 0, 'LEFT', (SELECT start_ms FROM run WHERE id = ?))",
  );
  for (const { journal, run, runId } of lost) {
    if (readAgain.has(runId)) db.prepare(`DELETE FROM ${table} WHERE journal = ?`).run(journal);
    else stand.run(journal, `lost ${journal}`, run, run);
  }
}
