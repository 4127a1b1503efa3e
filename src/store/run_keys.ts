import type { Database, Statement } from 'better-sqlite3';
import type { SeriesSource } from './series_state';

interface Keys {
  /** in their plain form */
  readonly logged: Set<string>;
  /** keys that were read from output, by their plain form */
  readonly printed: Map<string, Set<string>>;
}

/**
 * Which keys runs log themselves, and which were read from their output. A metric is logged and printed under names that are
 * the same only as people read them: `val/loss`, `Val Loss` and `val_loss` are one. Holds as long as nobody else changes the
 * store: `forget` then.
 */
export class RunKeys {
  private readonly runs = new Map<number, Keys>();
  private readonly select: Statement;

  constructor(db: Database) {
    this.select = db.prepare('SELECT n.text, s.source FROM series s JOIN name n ON n.id = s.name WHERE s.run = ?').raw();
  }

  /** The run logs this key: the keys come back that were read from its output for the same metric, and are so no more. */
  log(run: number, key: string): readonly string[] {
    const { logged, printed } = this.of(run);
    const plain = plainForm(key);
    logged.add(plain);
    const same = [...(printed.get(plain) ?? [])];
    printed.delete(plain);
    return same;
  }

  /** Returns false where the run logs this metric itself. */
  print(run: number, key: string): boolean {
    const keys = this.of(run);
    if (keys.logged.has(plainForm(key))) return false;
    addPrinted(keys, key);
    return true;
  }

  forget(): void {
    this.runs.clear();
  }

  private of(run: number): Keys {
    let keys = this.runs.get(run);
    if (!keys) {
      keys = { logged: new Set(), printed: new Map() };
      for (const [key, source] of this.select.all(run) as [string, SeriesSource][]) {
        if (source === 'log') keys.logged.add(plainForm(key));
        else addPrinted(keys, key);
      }
      this.runs.set(run, keys);
    }
    return keys;
  }
}

function addPrinted({ printed }: Keys, key: string): void {
  const plain = plainForm(key);
  const same = printed.get(plain) ?? new Set<string>();
  same.add(key);
  printed.set(plain, same);
}

function plainForm(key: string): string {
  return key.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_');
}
