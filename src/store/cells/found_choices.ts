import type { Database } from 'better-sqlite3';

/** Stands for all notebooks, or all keys, of which nothing else was said. */
export const ANY = '*';

/** Which of the numbers found in notebooks' outputs are metrics, as people chose. */
export class FoundChoices {
  private readonly choices: ReadonlyMap<string, string | null>;

  private constructor(rows: readonly { notebook: string; key: string; metric: string | null }[]) {
    this.choices = new Map(rows.map(({ notebook, key, metric }) => [idOf(notebook, key), metric]));
  }

  static load(db: Database): FoundChoices {
    return new FoundChoices(db.prepare('SELECT notebook, key, metric FROM found_choice').all() as { notebook: string; key: string; metric: string | null }[]);
  }

  get isEmpty(): boolean {
    return this.choices.size === 0;
  }

  /**
   * The metric that a key is in a notebook; null: none; undefined: nobody has said.
   * @param isHeadless the notebook ran as a script does, whose numbers are metrics unless somebody says otherwise
   */
  of(notebook: string | null, key: string, isHeadless: boolean): string | null | undefined {
    for (const id of [idOf(notebook ?? '', key), idOf(notebook ?? '', ANY), idOf(ANY, ANY)]) {
      const metric = this.choices.get(id);
      if (metric !== undefined) return metric === ANY ? key : metric;
    }
    return isHeadless ? key : undefined;
  }
}

function idOf(notebook: string, key: string): string {
  return JSON.stringify([notebook, key]);
}
