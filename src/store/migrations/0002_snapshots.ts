import type { Database } from 'better-sqlite3';

/** Runs know the commit that holds the very files they ran with, and what it lacks. The lists are JSON, null where empty. */
export function snapshots(db: Database): void {
  db.exec(`
    ALTER TABLE git_state ADD COLUMN snapshot TEXT;
    ALTER TABLE git_state ADD COLUMN operation TEXT;
    ALTER TABLE git_state ADD COLUMN left_out TEXT;
    ALTER TABLE git_state ADD COLUMN changed TEXT;
    ALTER TABLE git_state ADD COLUMN submodules TEXT;

    DROP VIEW runs;
    CREATE VIEW runs AS
      SELECT r.run_id, r.name, e.name AS experiment, r.parent_run_id, coalesce(r.kind, 'script') AS kind, r.status, r.start_ms, r.end_ms,
        r.end_ms - r.start_ms AS duration_ms, r.command, r.script, g.commit_id AS git_commit, g.branch, g.dirty,
        r.user, r.host, r.note, r.starred, r.binned_ms,
        CASE WHEN r.error_type IS NULL THEN NULL WHEN r.error_message = '' THEN r.error_type ELSE r.error_type || ': ' || r.error_message END AS error,
        g.snapshot
      FROM run r JOIN experiment e ON e.id = r.experiment LEFT JOIN git_state g ON g.id = r.git;
  `);
}
