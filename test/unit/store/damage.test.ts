import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { pathsOf } from '../../../src/store/paths';
import type { Store } from '../../../src/store/store';
import { JournalBuilder } from '../../builders/journal';
import { randomNumbers } from '../../builders/random';
import { openStore } from '../../builders/store';
import { temporaryStoreDir } from '../../builders/store_dir';

const never = () => false;
const RUNS = 20;

interface Filled {
  readonly dir: string;
  readonly runIds: readonly string[];
}

/** A store of some runs, in the first of which a person has written something. */
function filled(): Filled {
  const dir = temporaryStoreDir();
  const journals = Array.from({ length: RUNS }, (_, run) =>
    new JournalBuilder(dir, { name: `run ${run}` })
      .params({ lr: String(run) })
      .series('loss', Array.from({ length: 300 }, (_, i) => run * 1000 + i))
      .record('output', { stream: 'stdout', text: `hello of ${run}\n` })
      .end(),
  );
  const store = openStore(dir);
  store.sync();
  const runIds = journals.map(({ runId }) => runId);
  store.edit({ op: 'note', runId: runIds[0] ?? '', note: 'keep me' });
  store.edit({ op: 'delete', runIds: [runIds[RUNS - 1] ?? ''] });
  store.close();
  return { dir, runIds: runIds.slice(0, -1) };
}

/** Overwrites pages of the database, chosen by a seed. */
function damage(dir: string, pages: number, seed: number): void {
  const path = pathsOf(dir).database;
  const count = statSync(path).size / 4096;
  const random = randomNumbers(seed);
  const file = openSync(path, 'r+');
  for (let i = 0; i < pages; i++) writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, (1 + Math.floor(random() * (count - 1))) * 4096);
  closeSync(file);
}

function expectAllRuns(store: Store, { runIds }: Filled): void {
  expect(store.runs({}).total).toBe(runIds.length);
  for (const [run, runId] of runIds.entries()) {
    expect(store.points({ runId, key: 'loss' }).map(({ value }) => value)).toEqual(Array.from({ length: 300 }, (_, i) => run * 1000 + i));
    expect(store.detail(runId)).toMatchObject({ row: { name: `run ${run}`, status: 'FINISHED' }, params: [{ name: 'lr', value: String(run) }], problems: [] });
    expect(store.log({ runId }).pieces.map(({ text }) => text)).toEqual([`hello of ${run}\n`]);
  }
}

/** Overwrites the pages that a query of the database names. */
function overwrite(dir: string, pages: string): void {
  const path = pathsOf(dir).database;
  const db = new Database(path);
  const numbers = db.prepare(pages).pluck().all() as number[];
  db.close();
  const file = openSync(path, 'r+');
  for (const page of numbers) writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, (page - 1) * 4096);
  closeSync(file);
}

/** Reads everything, so that damage is met wherever it is. */
function useAll(store: Store): void {
  store.sync();
  for (const { runId } of store.runs({}).rows) {
    store.detail(runId);
    store.points({ runId, key: 'loss' });
    store.log({ runId });
  }
}

function aside(dir: string): string[] {
  return readdirSync(dir).filter((name) => name.startsWith('trialbook.db.damaged-') && !name.endsWith('-wal') && !name.endsWith('-shm'));
}

describe('a damaged database', () => {
  it.each([1, 2, 3, 4, 5, 6])('is made again from the journals, whatever was hit (%i)', (seed) => {
    const given = filled();
    damage(given.dir, 3 * seed, seed);
    useAll(openStore(given.dir));
    const store = openStore(given.dir);
    store.sync();
    expectAllRuns(store, given);
  });

  it('is kept beside the new one, and that is told', () => {
    const given = filled();
    writeFileSync(pathsOf(given.dir).database, 'this is no database'.repeat(1000));
    const store = openStore(given.dir);
    store.sync();
    expect(aside(given.dir)).toHaveLength(1);
    expect(readFileSync(join(given.dir, aside(given.dir)[0] ?? ''), 'utf8')).toContain('this is no database');
    expect(store.info().notices).toMatchObject([{ code: 'store-repaired' }]);
  });

  it('gives back what a person wrote, from the backup, where nothing of it can be read', async () => {
    const given = filled();
    const before = openStore(given.dir);
    await before.tidy(never);
    before.close();
    writeFileSync(pathsOf(given.dir).database, Buffer.alloc(10_000, 1));
    const store = openStore(given.dir);
    store.sync();
    expect(store.detail(given.runIds[0] ?? '').row.note).toBe('keep me');
    expectAllRuns(store, given);
  });

  it('without backup or journals gives what can be read of it, and says how much is missing', () => {
    const given = filled();
    rmSync(join(given.dir, 'journal'), { recursive: true });
    overwrite(given.dir, "SELECT pageno FROM dbstat WHERE name = 'point' AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 20");

    const store = openStore(given.dir);
    useAll(store);
    const lost = 300 * given.runIds.length - given.runIds.reduce((sum, runId) => sum + store.points({ runId, key: 'loss' }).length, 0);
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(300);
    expect(store.info().notices).toMatchObject([{ code: 'store-repaired', message: expect.stringContaining(` ${lost} points of `) as string }]);
    expect(store.detail(given.runIds[0] ?? '').row.note).toBe('keep me');
  });

  it('of which nothing can be read gives what journals have, and says what else is missing', () => {
    const given = filled();
    writeFileSync(pathsOf(given.dir).database, 'this is no database'.repeat(1000));
    const store = openStore(given.dir);
    store.sync();
    expectAllRuns(store, given);
    expect(store.info().notices).toMatchObject([{ message: expect.stringContaining('Nothing of it could be read, and there was no backup') as string }]);
  });

  it('says of what not all could be read', () => {
    const given = filled();
    rmSync(join(given.dir, 'journal'), { recursive: true });
    overwrite(given.dir, "SELECT pageno FROM dbstat WHERE name = 'output'");
    const store = openStore(given.dir);
    useAll(store);
    expect(store.info().notices).toMatchObject([{ message: expect.stringContaining('Of its logs not all could be read; what the journals do not have is missing.') as string }]);
  });

  it('is found before a copy of it takes the place of a good one', async () => {
    const given = filled();
    const before = openStore(given.dir);
    await before.tidy(never);
    before.close();
    const [good = ''] = readdirSync(pathsOf(given.dir).backup);
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    utimesSync(join(pathsOf(given.dir).backup, good), twoDaysAgo, twoDaysAgo);
    rmSync(join(given.dir, 'journal'), { recursive: true });
    overwrite(given.dir, "SELECT pageno FROM dbstat WHERE name = 'point' AND pagetype = 'leaf'");
    const store = openStore(given.dir);
    await store.tidy(never);
    expect(readdirSync(pathsOf(given.dir).backup)).toEqual([good]);
    expectAllRuns(store, given);
    expect(store.info().notices).toMatchObject([{ code: 'store-repaired' }]);
  });

  it.each([
    ['empty', (path: string) => truncateSync(path)],
    ['gone', (path: string) => rmSync(path)],
  ])('that is %s comes back from its backup, and that is told', async (_, damaged) => {
    const given = filled();
    const before = openStore(given.dir);
    await before.tidy(never);
    before.close();
    rmSync(join(given.dir, 'journal'), { recursive: true });
    damaged(pathsOf(given.dir).database);
    const store = openStore(given.dir);
    expectAllRuns(store, given);
    expect(store.info().notices).toMatchObject([{ code: 'store-repaired', message: expect.stringContaining('the backup trialbook-') as string }]);
  });

  it.each(['DROP TABLE series', 'PRAGMA user_version = 0'])('that lacks what every store has is made again (%s)', (sql) => {
    const given = filled();
    const db = new Database(pathsOf(given.dir).database);
    db.exec(sql);
    db.close();
    const store = openStore(given.dir);
    useAll(store);
    expectAllRuns(store, given);
    expect(aside(given.dir)).toHaveLength(1);
  });

  it('of an earlier version gives what can be read of it', () => {
    const dir = temporaryStoreDir();
    mkdirSync(dir, { recursive: true });
    const db = new Database(pathsOf(dir).database);
    db.pragma('foreign_keys = OFF');
    db.exec(readFileSync(join(import.meta.dirname, '..', '..', 'cases', 'store', 'version-2.sql'), 'utf8'));
    db.close();
    overwrite(dir, "SELECT pageno FROM dbstat WHERE name = 'output_by_run'");
    const store = openStore(dir);
    expect(store.runs({}).rows.map(({ name }) => name).sort()).toEqual(['brave', 'calm']);
    expect(store.detail('a'.repeat(32))).toMatchObject({ row: { note: 'the one to beat' }, params: [{ name: 'lr', value: '0.1' }, { name: 'model', value: 'svm' }] });
    expect(store.info().notices).toMatchObject([{ code: 'store-repaired' }]);
  });

  it('damaged once more within a second is kept beside the first', () => {
    const given = filled();
    for (let i = 0; i < 3; i++) {
      writeFileSync(pathsOf(given.dir).database, `this is no database, for the ${i}. time `.repeat(1000));
      openStore(given.dir).close();
    }
    expect(aside(given.dir)).toHaveLength(3);
  });

  it('is made again though what keeps repairs apart is damaged, too', () => {
    const given = filled();
    writeFileSync(join(given.dir, 'repair.db'), 'this is no database'.repeat(1000));
    writeFileSync(pathsOf(given.dir).database, 'this is no database'.repeat(1000));
    const store = openStore(given.dir);
    store.sync();
    expectAllRuns(store, given);
  });

  it('is found while it is in use, and what was asked is answered all the same', () => {
    const given = filled();
    const store = openStore(given.dir);
    expect(store.runs({}).total).toBe(given.runIds.length);
    damage(given.dir, 1000, 1);
    useAll(store);
    store.sync();
    expectAllRuns(store, given);
    expect(store.info().notices).toMatchObject([{ code: 'store-repaired' }]);
  });

  it('that another window has made again is followed there', () => {
    const given = filled();
    const [one, other] = [openStore(given.dir), openStore(given.dir)];
    expect(one.runs({}).total).toBe(given.runIds.length);
    damage(given.dir, 1000, 1);
    useAll(other);
    expect(one.followFile()).toBe(true);
    expectAllRuns(one, given);
    expect(aside(given.dir)).toHaveLength(1);
  });

  it('does not come back with a run that was deleted', () => {
    const given = filled();
    damage(given.dir, 2, 5);
    useAll(openStore(given.dir));
    const store = openStore(given.dir);
    store.sync();
    expect(store.runs({}).rows.map(({ name }) => name)).not.toContain(`run ${RUNS - 1}`);
  });

  it('whose repair broke off is repaired by the next who opens it', () => {
    const given = filled();
    const paths = pathsOf(given.dir);
    const lock = new Database(join(given.dir, 'repair.db'));
    lock.exec("CREATE TABLE aside (name TEXT NOT NULL); INSERT INTO aside VALUES ('trialbook.db.damaged-20261122-090000')");
    lock.close();
    writeFileSync(paths.database, 'no database at all');
    const store = openStore(given.dir);
    store.sync();
    expectAllRuns(store, given);
    expect(existsSync(`${paths.database}.damaged-20261122-090000`)).toBe(true);
  });
});
