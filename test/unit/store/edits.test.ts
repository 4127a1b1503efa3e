import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/store/store';
import { JournalBuilder } from '../../builders/journal';
import { openStore } from '../../builders/store';
import { temporaryStoreDir } from '../../builders/store_dir';

const DAY = 86_400_000;

let dir: string;
let store: Store;

beforeEach(() => {
  dir = temporaryStoreDir();
  store = openStore(dir);
});

/** A run in the store whose process still writes. */
function running(name = 'a'): JournalBuilder {
  const journal = new JournalBuilder(dir, { name }).params({ lr: '1' }).tags({ team: 'vision' }).metrics({ loss: 1 });
  store.sync();
  return journal;
}

const row = ({ runId }: JournalBuilder) => store.detail(runId).row;
const tags = ({ runId }: JournalBuilder) => store.detail(runId).tags;

describe('what a person writes', () => {
  it('stays, whatever the run still says', () => {
    const journal = running();
    store.edit({ op: 'rename', runId: journal.runId, name: 'mine' });
    store.edit({ op: 'tag', runIds: [journal.runId], key: 'team', value: 'speech' });
    journal.record('run', { name: 'theirs', kind: 'script', resumed: true }).tags({ team: 'robots', other: 'x' });
    store.sync();
    expect(row(journal).name).toBe('mine');
    expect(tags(journal)).toEqual([{ key: 'other', value: 'x' }, { key: 'team', value: 'speech' }]);
  });

  it('takes a tag away for good', () => {
    const journal = running();
    store.edit({ op: 'tag', runIds: [journal.runId], key: 'team', value: null });
    journal.tags({ team: 'vision' });
    store.sync();
    expect(tags(journal)).toEqual([]);
    expect(store.runs({ query: 'tags.team' }).total).toBe(0);
  });

  it('is changed for all runs or for none', () => {
    const journal = running();
    expect(() => store.edit({ op: 'star', runIds: [journal.runId, 'f'.repeat(32)], starred: true })).toThrow(
      expect.objectContaining({ code: 'run-not-found' }),
    );
    expect(row(journal).starred).toBe(false);
  });

  it('decides by which metric an experiment is told apart', () => {
    running();
    expect(store.experiments()).toMatchObject([{ metric: 'loss', goal: 'min', chosen: false, best: { name: 'a', value: 1 } }]);
    store.edit({ op: 'metric', experiment: 'Default', metric: 'loss', goal: 'max' });
    expect(store.experiments()).toMatchObject([{ metric: 'loss', goal: 'max', chosen: true }]);
    store.edit({ op: 'metric', experiment: 'Default', metric: null, goal: 'max' });
    expect(store.experiments()).toMatchObject([{ metric: 'loss', goal: 'min', chosen: false }]);
  });
});

describe('the change cursor', () => {
  it('finds what moved since', () => {
    const [one, two] = [running('one'), running('two')];
    const { cursor } = store.runs({});
    expect(store.runs({ changedSince: cursor }).rows).toEqual([]);
    store.edit({ op: 'note', runId: two.runId, note: 'n' });
    expect(store.runs({ changedSince: cursor }).rows.map(({ name }) => name)).toEqual(['two']);
    one.metrics({ loss: 2 });
    store.sync();
    expect(store.runs({ changedSince: cursor }).rows.map(({ name }) => name).sort()).toEqual(['one', 'two']);
  });

  it('does not move for a heartbeat', () => {
    const journal = running();
    const { cursor } = store.runs({});
    journal.record('heartbeat');
    store.sync();
    expect(store.runs({}).cursor).toBe(cursor);
  });

  it('tells of runs that were put into the bin, and of those that are deleted', () => {
    const [one, two] = [running('one'), running('two')];
    const { cursor } = store.runs({});
    store.edit({ op: 'bin', runIds: [one.runId], binned: true });
    store.edit({ op: 'delete', runIds: [two.runId] });
    const changed = store.runs({ changedSince: cursor });
    expect(changed.rows.map(({ name, binnedMs }) => [name, binnedMs !== null])).toEqual([['one', true]]);
    expect(changed.removed).toEqual([two.runId]);
  });
});

describe('a run in the bin', () => {
  it('is in no list but that of the bin, and comes back', () => {
    const journal = running();
    store.edit({ op: 'bin', runIds: [journal.runId], binned: true });
    expect(store.runs({}).total).toBe(0);
    expect(store.runs({ bin: true }).rows).toMatchObject([{ name: 'a' }]);
    expect(store.experiments()).toEqual([]);
    store.edit({ op: 'bin', runIds: [journal.runId], binned: false });
    expect(store.runs({}).total).toBe(1);
  });
});

describe('a run that is deleted', () => {
  it('is gone with its artifacts and journal, and does not come back', () => {
    const journal = running().end();
    store.sync();
    const artifacts = join(dir, 'artifacts', journal.runId);
    mkdirSync(artifacts, { recursive: true });
    writeFileSync(join(artifacts, 'a.txt'), 'x');
    store.edit({ op: 'delete', runIds: [journal.runId] });
    expect(existsSync(artifacts)).toBe(false);
    expect(existsSync(journal.path)).toBe(false);
    expect(() => store.detail(journal.runId)).toThrow(expect.objectContaining({ code: 'run-not-found' }));
    store.sync();
    expect(store.runs({}).total).toBe(0);
  });

  it('stays away while its process still writes', () => {
    const journal = running();
    store.edit({ op: 'delete', runIds: [journal.runId] });
    journal.metrics({ loss: 2 });
    store.sync();
    expect(store.runs({}).total).toBe(0);
    expect(existsSync(journal.path)).toBe(true);
  });
});

describe('collecting garbage', () => {
  it('deletes what is long in the bin, and nothing on a dry run', () => {
    const [old, kept] = [running('old').end(), running('kept').end()];
    store.sync();
    store.edit({ op: 'bin', runIds: [old.runId], binned: true });
    const request = { binDays: 0, journalDays: 30 };
    expect(store.gc({ ...request, dryRun: true })).toMatchObject({ runs: 1 });
    expect(store.runs({ bin: true }).total).toBe(1);
    expect(store.gc({ ...request, binDays: 1, dryRun: false })).toMatchObject({ runs: 0 });
    expect(store.gc({ ...request, dryRun: false })).toMatchObject({ runs: 1 });
    expect(store.runs({ bin: true }).total).toBe(0);
    expect(store.runs({}).rows).toMatchObject([{ runId: kept.runId }]);
  });

  it('gives back the space of points that are gone', () => {
    const journal = new JournalBuilder(dir).series('loss', Array.from({ length: 20_000 }, (_, i) => Math.sqrt(i))).end();
    store.sync();
    store.edit({ op: 'bin', runIds: [journal.runId], binned: true });
    expect(store.gc({ binDays: 0, journalDays: 30, dryRun: false }).freedBytes).toBeGreaterThan(20_000 * 20);
  });

  it('leaves journals that are younger than asked', () => {
    const journal = running().end();
    store.sync();
    expect(store.gc({ binDays: 0, journalDays: 1, dryRun: false }).journals).toBe(0);
    expect(existsSync(journal.path)).toBe(true);
    expect(store.gc({ binDays: 0, journalDays: 0, dryRun: false }).journals).toBe(1);
    expect(existsSync(journal.path)).toBe(false);
  });
});

describe('a run is found', () => {
  it('by its id, a beginning of it, or a name that only one has', () => {
    const runId = 'abcd'.padEnd(32, '0');
    new JournalBuilder(dir, { runId, name: 'one' });
    new JournalBuilder(dir, { runId: 'abce'.padEnd(32, '0'), name: 'twin' });
    new JournalBuilder(dir, { runId: 'abcd1'.padEnd(32, '0'), name: 'twin', startMs: Date.now() - DAY });
    store.sync();
    expect(store.resolve(runId)).toBe(runId);
    expect(store.resolve('ABCD0')).toBe(runId);
    expect(store.resolve('one')).toBe(runId);
    expect(() => store.resolve('twin')).toThrow(expect.objectContaining({ code: 'run-ambiguous' }));
    expect(() => store.resolve('abcd')).toThrow(expect.objectContaining({ code: 'run-ambiguous' }));
    for (const ref of ['abc', 'nobody', '', '%']) expect(() => store.resolve(ref)).toThrow(expect.objectContaining({ code: 'run-not-found' }));
  });
});
