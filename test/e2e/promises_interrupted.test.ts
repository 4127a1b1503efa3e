import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { JournalBuilder } from '../builders/journal';
import { processesThatHold } from './host_process';
import { openRuns, runInTree } from './run_page_on_screen';
import { it } from './workbench_test';

const RUNS = 4;
const KEYS = Array.from({ length: 20 }, (_, key) => `metric_${key}`);
const STEPS = 12_500;
const ALL = RUNS * KEYS.length * STEPS;

/** Journals of a million points, which nobody has read yet. */
function writeBacklog(storeDir: string): void {
  for (let run = 0; run < RUNS; run++) {
    const journal = new JournalBuilder(storeDir, { name: `backlog ${run}` });
    for (let step = 0; step < STEPS; step++) journal.metrics(Object.fromEntries(KEYS.map((key) => [key, step])), step);
    journal.end();
  }
}

/** The database that the editor writes, as any other program sees it. */
class StoreSeen implements Disposable {
  private constructor(private readonly db: Database.Database) {}

  /** Waits until the editor has made it. */
  static async open(file: string): Promise<StoreSeen> {
    for (;;) {
      const db = existsSync(file) ? new Database(file, { readonly: true }) : undefined;
      if (db?.prepare("SELECT 1 FROM sqlite_master WHERE name = 'latest_metrics'").get()) return new StoreSeen(db);
      db?.close();
      await wait(5);
    }
  }

  get points(): number {
    return (this.db.prepare('SELECT sum(count) FROM latest_metrics').pluck().get() as number | null) ?? 0;
  }

  /** Waits until it holds more points than these. */
  async growsBeyond(points: number): Promise<number> {
    while (this.points <= points) await wait(5);
    return this.points;
  }

  /** What there is of each series: run, key, points, different steps, sum of the values. */
  series(): unknown[] {
    const sql = 'SELECT r.name, m.key, count(*), count(DISTINCT m.step), sum(m.value) FROM metrics m JOIN runs r ON r.run_id = m.run_id GROUP BY 1, 2';
    return this.db.prepare(sql).raw().all();
  }

  get isSound(): boolean {
    return this.db.pragma('integrity_check', { simple: true }) === 'ok';
  }

  [Symbol.dispose](): void {
    this.db.close();
  }
}

describe('a million points that wait', () => {
  it('are all there, and once, when the editor was killed and its window reloaded while it read them', async ({ scratch, openFolder }) => {
    const file = join(scratch, '.trialbook', 'trialbook.db');
    writeBacklog(join(scratch, '.trialbook'));
    const page = await openFolder(scratch);
    await openRuns(page);
    using store = await StoreSeen.open(file);

    const atKill = await store.growsBeyond(0);
    const hosts = processesThatHold(file).filter((pid) => pid !== process.pid);
    expect(hosts).toHaveLength(1);
    for (const pid of hosts) process.kill(pid, 'SIGKILL');
    await page.reload();
    await openRuns(page);

    const atReload = await store.growsBeyond(atKill);
    await page.reload();
    await openRuns(page);

    await store.growsBeyond(ALL - 1);
    expect(atReload).toBeLessThan(ALL);
    for (let run = 0; run < RUNS; run++) await runInTree(page, `backlog ${run}`).waitFor();
    const sum = (STEPS * (STEPS - 1)) / 2;
    const whole = Array.from({ length: RUNS }, (_, run) => KEYS.toSorted().map((key) => [`backlog ${run}`, key, STEPS, STEPS, sum])).flat();
    expect(store.series()).toEqual(whole);
    expect(store.isSound).toBe(true);
  });
});
