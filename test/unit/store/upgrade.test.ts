import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate, type Migration, MIGRATIONS, SCHEMA_VERSION, schemaVersion } from '../../../src/store/migrations';
import { pathsOf } from '../../../src/store/paths';
import { openStore } from '../../builders/store';
import { temporaryStoreDir } from '../../builders/store_dir';

const folder = join(import.meta.dirname, '..', '..', 'cases', 'store');
const versions = readdirSync(folder).flatMap((name) => /^version-(\d+)\.sql$/.exec(name)?.[1] ?? []);
const calm = 'a'.repeat(32);

/** The store as it was left at a version. */
function build(version: string): string {
  const dir = temporaryStoreDir();
  mkdirSync(dir, { recursive: true });
  const db = new Database(pathsOf(dir).database);
  db.pragma('foreign_keys = OFF');
  db.exec(readFileSync(join(folder, `version-${version}.sql`), 'utf8'));
  db.close();
  return dir;
}

function schemaOf(dir: string): unknown {
  const db = new Database(pathsOf(dir).database, { readonly: true });
  const schema = db.prepare("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name").all();
  db.close();
  return schema;
}

it('there is a store of every version', () => {
  expect(versions.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: SCHEMA_VERSION }, (_, i) => i + 1));
});

describe.each(versions)('a store of version %s', (version) => {
  it('comes to the schema that a new one has', () => {
    const dir = build(version);
    openStore(dir);
    const fresh = temporaryStoreDir();
    openStore(fresh);
    expect(schemaOf(dir)).toEqual(schemaOf(fresh));
  });

  it('still holds what it held', () => {
    const store = openStore(build(version));
    expect(store.runs({ experiment: 'digits', sort: [{ by: 'name', descending: false }] }).rows.map(({ name, status }) => [name, status])).toEqual([['brave', 'FAILED'], ['calm', 'FINISHED']]);
    expect(store.detail(calm)).toMatchObject({
      row: { experiment: 'digits', note: 'the one to beat', starred: true, childCount: 1, dirty: true, command: 'python train.py --lr 0.1' },
      params: [{ name: 'lr', value: '0.1' }, { name: 'model', value: 'svm' }],
      metrics: [{ key: 'acc', count: 2, nanCount: 1, last: Infinity }, { key: 'loss', count: 70, min: 1 / 70, max: 1 }],
      tags: [{ key: 'team', value: 'speech' }],
      artifacts: [{ path: 'plots/roc.png' }],
      datasets: [{ name: 'digits', digest: 'abc', context: 'training' }],
      files: [{ path: 'data.csv', mode: 'read' }],
      environment: { python: '3.11.4', packages: { numpy: '2.1.0' } },
      git: { branch: 'main', subject: 'Try more' },
      problems: [{ code: 'disk-full' }],
    });
    expect(store.log({ runId: calm }).pieces).toMatchObject([{ text: 'hello\n' }]);
    const [loss] = store.series({ runIds: [calm], keys: ['loss'], x: 'step', px: 1 });
    expect(loss?.buckets).toMatchObject([{ count: 70, first: 1, last: 1 / 70 }]);
    expect(store.experiments().find(({ name }) => name === 'digits')).toMatchObject({ metric: 'acc', goal: 'max', chosen: true });
  });
});

it('a store of version 2 still holds its snapshots', () => {
  const { git, row } = openStore(build('2')).detail(calm);
  expect(row.snapshot).toBe('b'.repeat(40));
  expect(git).toMatchObject({
    snapshot: 'b'.repeat(40),
    operation: 'merge',
    leftOut: { count: 2, bytes: 12_000_000, files: [{ path: 'big.bin', size: 12_000_000, why: 'size' }] },
    changed: ['train.py'],
    submodules: [{ path: 'lib', commit: 'c'.repeat(40), dirty: true }],
  });
});

it('a store of version 4 still holds its session, with what ran in it', () => {
  const store = openStore(build('4'));
  const notebook = '/project/explore.ipynb';
  expect(store.detail('d'.repeat(32))).toMatchObject({
    row: { kind: 'session', cellCount: 4, script: notebook },
    session: { notebook, kernel: 'python3', language: 'python' },
    params: [{ name: 'lr', value: '0.1', source: 'cell' }],
  });
  expect(store.cells({ notebook }).rows).toMatchObject([
    { count: 1, source: 'lr = 0.1', cellId: 'p1', index: 0, tags: ['parameters'], by: 'kernel', status: 'ok' },
    {
      count: 2, source: 'evaluate(lr)', cellId: 'e2', handle: 'W2', by: 'both', cpuMs: 12.5, memory: 1000, names: { defined: ['score'], read: ['lr'], deleted: [] },
      found: [{ key: 'accuracy', value: 0.5, metric: 'val_acc' }], metrics: [{ key: 'val_acc', value: 0.5, source: 'printed' }], outputCount: 2,
    },
    { count: 3, status: 'error', error: 'ZeroDivisionError: division by zero', runs: ['e'.repeat(32)], metrics: [{ key: 'loss', value: 1, source: 'log' }] },
    { count: 4, source: '', redactedMs: expect.any(Number) as number },
  ]);
  const [, evaluation] = store.cells({ notebook }).rows;
  expect(store.cell(evaluation?.id ?? 0).outputs).toMatchObject([{ kind: 'stdout', text: 'accuracy: 0.5\n' }, { kind: 'display', artifacts: [{ path: 'cells/0123.png' }] }]);
});

describe('a migration', () => {
  const withColumn: Migration = (db) => db.exec('ALTER TABLE run ADD COLUMN extra TEXT');
  const failing: Migration = (db) => {
    db.exec('ALTER TABLE run ADD COLUMN extra TEXT; DELETE FROM run');
    throw new Error('the disk is full');
  };

  function opened(): Database.Database {
    const dir = temporaryStoreDir();
    openStore(dir).close();
    return new Database(pathsOf(dir).database);
  }

  it('comes with its version or not at all', () => {
    const db = opened();
    const before = db.prepare('SELECT sql FROM sqlite_master').pluck().all();
    expect(() => migrate(db, [...MIGRATIONS, failing], () => undefined)).toThrow('the disk is full');
    expect(db.prepare('SELECT sql FROM sqlite_master').pluck().all()).toEqual(before);
    expect(schemaVersion(db)).toBe(SCHEMA_VERSION);
    db.close();
  });

  it('of data that is there is told beforehand, for a backup', () => {
    const db = opened();
    const told: number[] = [];
    migrate(db, [...MIGRATIONS, withColumn], (version) => told.push(version));
    expect(told).toEqual([SCHEMA_VERSION]);
    expect(schemaVersion(db)).toBe(SCHEMA_VERSION + 1);
    db.close();
  });
});
