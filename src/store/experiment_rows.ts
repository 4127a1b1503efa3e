import type { Database } from 'better-sqlite3';

/** Where runs go that name no experiment. */
export const DEFAULT_EXPERIMENT = 'Default';

/** The number of an experiment, which is made if there is none of that name. */
export function giveExperiment(db: Database, name: string): number {
  db.prepare('INSERT OR IGNORE INTO experiment (name) VALUES (?)').run(name);
  return db.prepare('SELECT id FROM experiment WHERE name = ?').pluck().get(name) as number;
}
