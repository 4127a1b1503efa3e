import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { pathsOf } from '../../../../src/store/paths';
import type { Store } from '../../../../src/store/store';
import { JournalBuilder } from '../../../builders/journal';
import { SessionJournal } from '../../../builders/session_journal';
import { openStore } from '../../../builders/store';
import { temporaryStoreDir } from '../../../builders/store_dir';

const never = () => false;

let dir: string;
let store: Store;

beforeEach(() => {
  dir = temporaryStoreDir();
  store = openStore(dir);
});

/** A session of which the editor has a record, too, with a run that was open in its second cell. */
function recorded(): { session: SessionJournal; run: JournalBuilder } {
  store.edit({ op: 'found-numbers', notebook: '*', choices: { '*': '*' } });
  const session = new SessionJournal(dir, 'kernel').cell('a', { count: 1, prints: 'accuracy: 0.5\n' }).begin('b', { count: 2 });
  const run = new JournalBuilder(dir, { name: 'wide', parent: session.runId }).record('in_cell', { session: session.runId, execution: 2 }).metrics({ loss: 1 }, 0).end();
  session.finish({ status: 'error', error: { type: 'E', message: 'm', traceback: 't' } }).end();
  new SessionJournal(dir, 'editor').cell('a', { count: 1, index: 0 }).cell('b', { count: 2, index: 1 }).end();
  store.sync();
  return { session, run };
}

const known = (of: Store) =>
  of.cells({}).rows.map(({ id, ...row }) => ({ row, outputs: of.cell(id).outputs, traceback: of.cell(id).traceback, runs: of.runs({}).rows.map(({ name, cellCount }) => [name, cellCount]) }));

describe('cells come back', () => {
  it('from the journals, where the database is gone', () => {
    recorded();
    const before = known(store);
    store.close();
    rmSync(pathsOf(dir).database);
    const again = openStore(dir);
    again.edit({ op: 'found-numbers', notebook: '*', choices: { '*': '*' } });
    again.sync();
    expect(known(again)).toEqual(before);
  });

  it('from the backup and the journals, where the database is damaged', async () => {
    recorded();
    await store.tidy(never);
    const before = known(store);
    store.close();
    writeFileSync(pathsOf(dir).database, Buffer.alloc(10_000, 1));
    const again = openStore(dir);
    again.sync();
    expect(known(again)).toEqual(before);
  });

  it('from the backup alone, where the journals are gone', async () => {
    recorded();
    await store.tidy(never);
    const before = known(store);
    store.close();
    writeFileSync(pathsOf(dir).database, Buffer.alloc(10_000, 1));
    rmSync(join(dir, 'journal'), { recursive: true });
    expect(known(openStore(dir))).toEqual(before);
  });
});

describe('cells go', () => {
  it('with their session, and the run that was open in them stays', () => {
    const { session, run } = recorded();
    const { rows, cursor } = store.cells({});
    store.edit({ op: 'delete', runIds: [session.runId] });
    expect(store.cells({ changedSince: cursor })).toMatchObject({ total: 0, removed: rows.map(({ id }) => id) });
    expect(store.runs({}).rows).toMatchObject([{ runId: run.runId, cellCount: 0 }]);
    store.gc({ binDays: 30, journalDays: 30, dryRun: false });
    const db = new Database(pathsOf(dir).database);
    const left = ['session', 'cell', 'execution', 'cell_output', 'cell_text'].map((table) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
    db.close();
    expect(left).toEqual([0, 0, 0, 0, 0]);
  });

  it('not with a run that was open in them', () => {
    const { run } = recorded();
    store.edit({ op: 'delete', runIds: [run.runId] });
    expect(store.cells({}).rows.map(({ source, runs, metrics }) => [source, runs, metrics.length])).toEqual([['a', [], 1], ['b', [], 0]]);
  });
});

it('the view for people has a row for each execution', () => {
  const { session } = recorded();
  const db = new Database(pathsOf(dir).database, { readonly: true });
  const rows = db.prepare('SELECT run_id, notebook, count, source, status, error, place FROM cells ORDER BY start_ms').all();
  db.close();
  expect(rows).toEqual([
    { run_id: session.runId, notebook: '/project/explore.ipynb', count: 1, source: 'a', status: 'ok', error: null, place: 0 },
    { run_id: session.runId, notebook: '/project/explore.ipynb', count: 2, source: 'b', status: 'error', error: 'E: m', place: 1 },
  ]);
});

it('a source is kept once, however often it ran', () => {
  const session = new SessionJournal(dir);
  for (let i = 0; i < 50; i++) session.cell('train()');
  store.sync();
  const db = new Database(pathsOf(dir).database, { readonly: true });
  const texts = db.prepare('SELECT content FROM cell_text').pluck().all();
  db.close();
  expect(texts).toEqual(['train()']);
});
