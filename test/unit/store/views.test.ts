import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathsOf } from '../../../src/store/paths';
import { Store } from '../../../src/store/store';
import { JournalBuilder } from '../../builders/journal';

const START = Date.UTC(2026, 10, 22, 9);

let parent: string;
let db: Database.Database;
let runId: string;

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'trialbook-'));
  const dir = join(parent, '.trialbook');
  const journal = new JournalBuilder(dir, { name: 'a', experiment: 'digits', startMs: START, host: 'lab' });
  journal.params({ lr: '0.1' }).tags({ team: 'x', gone: 'y' }).tags({ gone: null });
  journal.metrics({ loss: 2 }, 1).metrics({ loss: NaN }, 3).metrics({ loss: 1 }, 2);
  journal.record('input', { name: 'digits', digest: 'abc' }).record('artifact', { path: 'a/b.png', size: 3, kind: 'image' });
  journal.end('FAILED', { type: 'ValueError', message: 'no' });
  runId = journal.runId;
  const store = Store.open(dir);
  store.sync();
  store.close();
  db = new Database(pathsOf(dir).database, { readonly: true });
});

afterAll(() => {
  db.close();
  rmSync(parent, { recursive: true });
});

/** The views as docs/store.md promises them. */
function documented(): [string, string[]][] {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'store.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)];
  return rows.map(([, view = '', columns = '']) => [view, [...columns.matchAll(/`(\w+)`/g)].map(([, column = '']) => column)]);
}

describe('the views of the store', () => {
  it('are there', () => {
    expect(documented().map(([view]) => view)).toEqual(['runs', 'params', 'metrics', 'latest_metrics', 'tags', 'artifacts', 'datasets', 'files', 'cells']);
  });

  it.each(documented())('%s has the columns it is said to have', (view, columns) => {
    expect(db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(view)).toEqual(columns);
  });

  it('tell a run', () => {
    expect(db.prepare('SELECT * FROM runs').get()).toMatchObject({
      run_id: runId, name: 'a', experiment: 'digits', kind: 'script', status: 'FAILED', start_ms: START, host: 'lab', starred: 0, binned_ms: null, error: 'ValueError: no',
    });
  });

  it('tell every point, NaN among them', () => {
    expect(db.prepare('SELECT step, time_ms - ? AS ms, value, is_nan FROM metrics').all(START)).toEqual([
      { step: 1, ms: 5000, value: 2, is_nan: 0 },
      { step: 3, ms: 6000, value: null, is_nan: 1 },
      { step: 2, ms: 7000, value: 1, is_nan: 0 },
    ]);
  });

  it('tell the last point by step, and the extremes', () => {
    expect(db.prepare('SELECT * FROM latest_metrics').all()).toEqual([
      { run_id: runId, key: 'loss', step: 3, time_ms: START + 6000, value: null, is_nan: 1, min: 1, min_step: 2, max: 2, max_step: 1, count: 3 },
    ]);
  });

  it('tell params, tags, artifacts and datasets', () => {
    expect(db.prepare('SELECT * FROM params').all()).toEqual([{ run_id: runId, key: 'lr', value: '0.1' }]);
    expect(db.prepare('SELECT * FROM tags').all()).toEqual([{ run_id: runId, key: 'team', value: 'x' }]);
    expect(db.prepare('SELECT path, size, kind FROM artifacts').all()).toEqual([{ path: 'a/b.png', size: 3, kind: 'image' }]);
    expect(db.prepare('SELECT * FROM datasets').all()).toEqual([{ run_id: runId, name: 'digits', digest: 'abc', source: null, context: null }]);
  });
});
