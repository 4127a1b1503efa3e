import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GroupBy } from '../../../src/store/service';
import { Store } from '../../../src/store/store';
import { JournalBuilder } from '../../builders/journal';

let dir: string;
let store: Store;

beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'trialbook-')), '.trialbook');
  store = Store.open(dir);
});

afterEach(() => {
  store.close();
  rmSync(join(dir, '..'), { recursive: true });
});

/** Monday noon and the days after it, local time. */
const day = (number: number) => new Date(2026, 10, 15 + number, 12).getTime();

function threeRuns(): void {
  new JournalBuilder(dir, { name: 'a', experiment: 'digits', startMs: day(1) }).record('git', { root: '/w', branch: 'main', commit: 'a'.repeat(40), subject: 'First' }).end();
  new JournalBuilder(dir, { name: 'b', experiment: 'digits', startMs: day(2) }).record('git', { root: '/w', branch: 'try', commit: 'b'.repeat(40) }).end('FAILED', { type: 'E', message: '' });
  new JournalBuilder(dir, { name: 'c', experiment: 'faces', startMs: day(2) + 1000 }).end();
  store.sync();
}

describe('groups of runs', () => {
  it.each<[GroupBy, (string | null)[]]>([
    ['experiment', ['faces', 'digits']],
    ['branch', [null, 'try', 'main']],
    ['commit', [null, 'b'.repeat(40), 'a'.repeat(40)]],
    ['status', ['FINISHED', 'FAILED']],
    ['day', ['2026-11-17', '2026-11-16']],
  ])('by %s come with the one that was used last first', (by, keys) => {
    threeRuns();
    expect(store.groups({ by }).map(({ key }) => key)).toEqual(keys);
  });

  it.each<GroupBy>(['experiment', 'branch', 'commit', 'status', 'day'])('by %s have as many members as they count', (by) => {
    threeRuns();
    for (const { key, runCount } of store.groups({ by })) expect(store.runs({ group: { by, key } }).rows).toHaveLength(runCount);
  });

  it('by commit tell its subject, whether there were uncommitted changes or not', () => {
    const git = { root: '/w', commit: 'a'.repeat(40), subject: 'Wider net' };
    new JournalBuilder(dir, { name: 'a' }).record('git', { ...git, dirty: false }).end();
    new JournalBuilder(dir, { name: 'b' }).record('git', { ...git, dirty: true }).end();
    store.sync();
    expect(store.groups({ by: 'commit' })).toMatchObject([{ key: git.commit, subject: 'Wider net', runCount: 2 }]);
  });

  it('count only what a query finds', () => {
    threeRuns();
    expect(store.groups({ by: 'experiment', query: 'status = failed' })).toEqual([
      { key: 'digits', runCount: 1, sessionCount: 0, runningCount: 0, lastStartMs: day(2) },
    ]);
  });

  it('tell how many are kernel sessions, and do not count a kernel that is there as running', () => {
    new JournalBuilder(dir, { name: 'session', kind: 'session', startMs: Date.now() });
    new JournalBuilder(dir, { name: 'training', startMs: Date.now() });
    store.sync();
    expect(store.groups({ by: 'experiment' })).toMatchObject([{ key: 'Default', runCount: 2, sessionCount: 1, runningCount: 1 }]);
    expect(store.experiments()).toMatchObject([{ name: 'Default', runCount: 2, runningCount: 1 }]);
  });
});
