import type { Database } from 'better-sqlite3';

/** The data files of runs are there for everybody; they and scripts are found by their paths. */
export function files(db: Database): void {
  db.exec(`
    CREATE INDEX file_by_path ON file (path);
    CREATE INDEX run_by_script ON run (script);
    CREATE VIEW files AS
      SELECT r.run_id, f.path, f.mode, f.size, f.mtime_ms, f.hash, f.hash_kind FROM file f JOIN run r ON r.id = f.run;
  `);
}
