import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { pathsOf } from '../../../src/store/paths';
import type { Store } from '../../../src/store/store';
import { JournalBuilder } from '../../builders/journal';
import { openStore } from '../../builders/store';
import { temporaryStoreDir } from '../../builders/store_dir';

let dir: string;
let store: Store;

/** Has the database refuse a value, as it would what its rules forbid. */
function refuse(value: string): () => void {
  const db = new Database(pathsOf(dir).database);
  db.exec(`CREATE TRIGGER refuse BEFORE INSERT ON param WHEN new.value = '${value}' BEGIN SELECT RAISE(ABORT, 'no such value'); END`);
  db.close();
  return () => {
    const again = new Database(pathsOf(dir).database);
    again.exec('DROP TRIGGER refuse');
    again.close();
  };
}

beforeEach(() => {
  dir = temporaryStoreDir();
  store = openStore(dir);
});

describe('a run that can not be put into the store', () => {
  it.each([0, 3, 6])('does not keep others from being read, wherever it stands (%i)', (place) => {
    refuse('bad');
    for (let i = 0; i < 7; i++) new JournalBuilder(dir, { name: `run ${i}` }).params({ lr: i === place ? 'bad' : 'good' }).metrics({ loss: i }).end();
    store.sync();
    const names = store.runs({}).rows.map(({ name }) => name).sort();
    expect(names).toEqual([0, 1, 2, 3, 4, 5, 6].filter((i) => i !== place).map((i) => `run ${i}`));
  });

  it('is told, with the reason, and nothing waits for it', () => {
    refuse('bad');
    const { runId } = new JournalBuilder(dir).params({ lr: 'bad' });
    store.sync();
    expect(store.info()).toMatchObject({ pendingBytes: 0, notices: [{ code: 'run-unreadable', message: expect.stringContaining(`${runId} hold could not be read into the store (no such value)`) as string }] });
    expect(store.isWaiting()).toBe(false);
  });

  it('is read when the store is opened again, if it can be by then', () => {
    const allow = refuse('bad');
    const { runId } = new JournalBuilder(dir).params({ lr: 'bad' }).metrics({ loss: 1 });
    store.sync();
    allow();
    const later = openStore(dir);
    later.sync();
    expect(later.points({ runId, key: 'loss' })).toHaveLength(1);
    expect(later.info().notices).toEqual([]);
  });

  it('that broke off while it was read with others leaves them as they are', () => {
    const first = new JournalBuilder(dir, { name: 'first' }).metrics({ loss: 1 });
    store.sync();
    refuse('bad');
    new JournalBuilder(dir, { name: 'second' }).params({ lr: 'bad' });
    first.metrics({ loss: 2 });
    store.sync();
    first.metrics({ loss: 3 });
    store.sync();
    expect(store.points({ runId: first.runId, key: 'loss' }).map(({ step, value }) => [step, value])).toEqual([[0, 1], [1, 2], [2, 3]]);
  });
});
