import { mkdirSync, renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keepSnapshot, listKeptSnapshots } from '../../../src/git/kept_snapshots';
import { takeSnapshot } from '../../../src/git/snapshot';
import { readStoreId } from '../../../src/git/store_id';
import { type CleanUpRequest, dropUnusedSnapshots } from '../../../src/git/unused_snapshots';
import type { Store } from '../../../src/store/store';
import { GitRepository } from '../../builders/git_repository';
import { JournalBuilder } from '../../builders/journal';
import { openStore } from '../../builders/store';

vi.setConfig({ testTimeout: 60_000 });

const DAY_MS = 86_400_000;
let work: GitRepository;
let dir: string;
let storeId: string;
let store: Store;
let request: CleanUpRequest;

beforeEach(async () => {
  work = GitRepository.make({ 'train.py': 'lr = 0.1\n' });
  dir = join(work.root, '.trialbook');
  mkdirSync(dir);
  storeId = await readStoreId(dir);
  store = openStore(dir);
  request = { dir, days: 30, dryRun: false, nowMs: Date.now() };
});

/** A snapshot of another state than all before, that was kept so many days ago. */
async function snapshotOf(made: GitRepository, content: string, daysAgo = 40): Promise<string> {
  const { id } = await takeSnapshot(await made.write({ 'train.py': content }).open(), storeId);
  setKept(made, id, daysAgo);
  return id;
}

function setKept(made: GitRepository, id: string, daysAgo: number): void {
  const time = Date.now() / 1000 - daysAgo * 86_400;
  utimesSync(join(made.root, '.git', 'refs', 'trialbook', storeId, id), time, time);
}

function run(name: string, snapshot: string, root = work.root): string {
  return new JournalBuilder(dir, { name }).record('git', { root, commit: work.git('rev-parse', 'HEAD'), dirty: true, snapshot }).end().runId;
}

async function kept(made = work, id = storeId): Promise<string[]> {
  return (await listKeptSnapshots(await made.open(), id)).map((one) => one.id).sort();
}

describe('dropUnusedSnapshots', () => {
  it('drops the snapshots of deleted runs only', async () => {
    const [live, binned, deleted] = [await snapshotOf(work, 'live'), await snapshotOf(work, 'binned'), await snapshotOf(work, 'deleted')];
    run('live', live);
    const inBin = run('binned', binned);
    const gone = run('deleted', deleted);
    store.sync();
    store.edit({ op: 'bin', runIds: [inBin], binned: true });
    store.edit({ op: 'delete', runIds: [gone] });
    expect(await dropUnusedSnapshots(store, request)).toEqual({ dropped: 1, problems: [] });
    expect(await kept()).toEqual([live, binned].sort());
    expect(store.snapshots(30).map(({ snapshot }) => snapshot).sort()).toEqual([live, binned].sort());
  });

  it('keeps what another run uses as well', async () => {
    const shared = await snapshotOf(work, 'shared');
    run('kept', shared);
    const gone = run('gone', shared);
    store.sync();
    store.edit({ op: 'delete', runIds: [gone] });
    await dropUnusedSnapshots(store, request);
    expect(await kept()).toEqual([shared]);
  });

  it('reads journals first', async () => {
    const waiting = await snapshotOf(work, 'waiting');
    run('waiting', waiting);
    await dropUnusedSnapshots(store, request);
    expect(await kept()).toEqual([waiting]);
  });

  it('leaves what was asked for within the last hour, whatever it is told', async () => {
    const [young, old] = [await snapshotOf(work, 'young', 0.5 / 24), await snapshotOf(work, 'old', 2 / 24)];
    expect(await dropUnusedSnapshots(store, { ...request, days: 0 })).toMatchObject({ dropped: 1 });
    expect(await kept()).toEqual([young]);
    expect(young).not.toBe(old);
  });

  it('takes a snapshot that is taken again for a young one', async () => {
    const id = await snapshotOf(work, 'again');
    await takeSnapshot(await work.open(), storeId);
    await dropUnusedSnapshots(store, request);
    expect(await kept()).toEqual([id]);
  });

  it('does not know the age of refs that git has just put together, and leaves them', async () => {
    const id = await snapshotOf(work, 'packed');
    work.git('pack-refs', '--all');
    await dropUnusedSnapshots(store, request);
    expect(await kept()).toEqual([id]);
    await dropUnusedSnapshots(store, { ...request, nowMs: Date.now() + 31 * DAY_MS });
    expect(await kept()).toEqual([]);
  });

  it('gives back what a run turns out to use when the journals are read once more', async () => {
    const late = await snapshotOf(work, 'late');
    let reads = 0;
    const slow = {
      sync: () => {
        if (++reads === 2) run('late', late);
        return store.sync();
      },
      snapshots: (binDays: number) => store.snapshots(binDays),
      forgetSnapshots: (snapshots: readonly string[]) => store.forgetSnapshots(snapshots),
    };
    await dropUnusedSnapshots(slow, request);
    expect(await kept()).toEqual([late]);
  });

  it('gives back what somebody took away', async () => {
    const lost = await snapshotOf(work, 'lost');
    run('live', lost);
    work.git('update-ref', '-d', `refs/trialbook/${storeId}/${lost}`);
    await dropUnusedSnapshots(store, request);
    expect(await kept()).toEqual([lost]);
  });

  it('does not touch what another store keeps', async () => {
    const id = await snapshotOf(work, 'both');
    await keepSnapshot(await work.open(), 'f'.repeat(16), id);
    await dropUnusedSnapshots(store, { ...request, nowMs: Date.now() + 365 * DAY_MS });
    expect([await kept(), await kept(work, 'f'.repeat(16))]).toEqual([[], [id]]);
  });

  it('remembers a deleted run\'s snapshot while its repository is away', async () => {
    const other = GitRepository.make({ 'other.py': 'x' });
    const gone = run('gone', await snapshotOf(other, 'deleted'), other.root);
    store.sync();
    store.edit({ op: 'delete', runIds: [gone] });
    renameSync(other.root, `${other.root} away`);
    store.gc({ binDays: 30, journalDays: 30, dryRun: false });
    expect(await dropUnusedSnapshots(store, request)).toEqual({ dropped: 0, problems: [] });
    renameSync(`${other.root} away`, other.root);
    expect(await dropUnusedSnapshots(store, request)).toMatchObject({ dropped: 1 });
    expect(await kept(other)).toEqual([]);
    expect(store.snapshots(30)).toEqual([]);
  });

  it('says what would go on a dry run, the runs counted that would go with it', async () => {
    const id = await snapshotOf(work, 'binned');
    const inBin = run('binned', id);
    store.sync();
    store.edit({ op: 'bin', runIds: [inBin], binned: true });
    expect(await dropUnusedSnapshots(store, { ...request, days: 0, dryRun: true })).toMatchObject({ dropped: 1 });
    expect(await dropUnusedSnapshots(store, { ...request, dryRun: true })).toMatchObject({ dropped: 0 });
    expect(await kept()).toEqual([id]);
  });

  it('says which repository it could not clean', async () => {
    await snapshotOf(work, 'unused');
    work.git('pack-refs', '--all');
    work.write({ '.git/packed-refs.lock': '' });
    const { problems } = await dropUnusedSnapshots(store, { ...request, nowMs: Date.now() + 365 * DAY_MS });
    expect(problems).toEqual([expect.stringContaining('packed-refs.lock')]);
  });
});
