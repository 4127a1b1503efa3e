import type { Database, Statement } from 'better-sqlite3';

/** Where runs go that name no experiment. */
export const DEFAULT_EXPERIMENT = 'Default';

/** Numbers of experiments, by their name. An experiment, once made, never goes. */
export class ExperimentRows {
  private readonly ids = new Map<string, number>();
  private readonly insert: Statement;
  private readonly select: Statement;

  constructor(db: Database) {
    this.insert = db.prepare('INSERT OR IGNORE INTO experiment (name) VALUES (?)');
    this.select = db.prepare('SELECT id FROM experiment WHERE name = ?').pluck();
  }

  /** Made if there is none of that name; only within a transaction. `forget` after one that failed. */
  give(name: string): number {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    this.insert.run(name);
    const id = this.select.get(name) as number;
    this.ids.set(name, id);
    return id;
  }

  forget(): void {
    this.ids.clear();
  }
}
