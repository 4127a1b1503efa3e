import type { Database } from 'better-sqlite3';
import type { SnapshotUse } from './service';

/** @param binnedBeforeMs runs that are in the bin since before this do not count */
export function readSnapshotUses(db: Database, binnedBeforeMs: number): SnapshotUse[] {
  const rows = db
    .prepare(
      `SELECT root, snapshot, max(EXISTS (SELECT 1 FROM run WHERE git = g.id AND (binned_ms IS NULL OR binned_ms > ?))) AS used
       FROM git_state g WHERE root IS NOT NULL AND snapshot IS NOT NULL GROUP BY root, snapshot`,
    )
    .all(binnedBeforeMs) as (Omit<SnapshotUse, 'used'> & { used: number })[];
  return rows.map((row) => ({ ...row, used: row.used === 1 }));
}

/** Only those that no run uses, not even one in the bin. */
export function forgetSnapshots(db: Database, snapshots: readonly string[]): void {
  db.prepare('DELETE FROM git_state WHERE snapshot IN (SELECT value FROM json_each(?)) AND id NOT IN (SELECT git FROM run WHERE git IS NOT NULL)').run(
    JSON.stringify(snapshots),
  );
}
