import type { Database } from 'better-sqlite3';

/** The change cursor: every transaction that changes runs takes the next number and marks those runs with it. */
export function takeCursor(db: Database): number {
  db.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('cursor', 0)").run();
  db.prepare("UPDATE meta SET value = value + 1 WHERE key = 'cursor'").run();
  return cursorOf(db);
}

/** Lets the cursor go on from a number that is greater than any it can have had, because what it was is not known. */
export function raiseCursor(db: Database, nowMs: number): void {
  db.prepare("INSERT INTO meta (key, value) VALUES ('cursor', ?) ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)").run(Math.floor(nowMs / 1000));
}

/** The number of the last change; 0 of a new store. */
export function cursorOf(db: Database): number {
  return (db.prepare("SELECT value FROM meta WHERE key = 'cursor'").pluck().get() as number | undefined) ?? 0;
}
