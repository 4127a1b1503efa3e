import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunSnapshot } from '../../../src/protocol/run_page';
import type { Store } from '../../../src/store/store';
import type { OpenStore } from '../../../src/host/open_store';
import type { Remote, StoreService } from '../../../src/store/service';
import { difference, RunFeed } from '../../../src/views/run_feed';
import { headlineOf } from '../../../src/views/run_headline';
import { JournalBuilder } from '../../builders/journal';
import { openStore } from '../../builders/store';
import { temporaryStoreDir } from '../../builders/store_dir';

/** A real store, asked as the editor asks it: by promises, with an event that it moved. */
function remote(store: Store): { service: Remote<StoreService>; onDidChange: OpenStore['onDidChange']; moved: () => void } {
  const listeners = new Set<(event: { cursor: number }) => void>();
  const service = new Proxy({}, {
    get: (_, name) => async (...args: unknown[]) => (store[name as keyof StoreService] as (...args: unknown[]) => unknown).apply(store, args),
  }) as Remote<StoreService>;
  const onDidChange: OpenStore['onDidChange'] = (listener) => {
    listeners.add(listener);
    return { dispose: () => listeners.delete(listener) };
  };
  return { service, onDidChange, moved: () => listeners.forEach((listener) => listener({ cursor: 0 })) };
}

function followed(store: Store, runId: string) {
  const { service, onDidChange, moved } = remote(store);
  const parts: Partial<RunSnapshot>[] = [];
  let gone = '';
  let wake: () => void = () => undefined;
  const told = () => new Promise<void>((resolve) => (wake = resolve));
  const feed = new RunFeed(service, onDidChange, runId, {
    changed: (part) => {
      parts.push(part);
      wake();
    },
    gone: (message) => {
      gone = message;
      wake();
    },
    failed: (error) => {
      throw error;
    },
  });
  onTestFinished(() => feed.dispose());
  const sync = async () => {
    const heard = told();
    store.sync();
    moved();
    await heard;
  };
  return { feed, parts, sync, moved, told, gone: () => gone };
}

describe('following a run', () => {
  it('tells what is new of it, and nothing of what is not', async () => {
    const dir = temporaryStoreDir();
    const journal = new JournalBuilder(dir, { name: 'a' }).params({ lr: '1' }).metrics({ loss: 2 });
    const store = openStore(dir);
    store.sync();
    const { feed, parts, sync } = followed(store, journal.runId);
    const start = await feed.start();
    expect(start.params).toHaveLength(1);
    journal.metrics({ loss: 1 });
    await sync();
    expect(parts.map((part) => part.metrics?.[0]?.last)).toEqual([1]);
    expect(parts[0]).not.toHaveProperty('params');
    expect(parts[0]).not.toHaveProperty('environment');
  });

  it('tells of runs that begin within it', async () => {
    const dir = temporaryStoreDir();
    const parent = new JournalBuilder(dir, { name: 'sweep' });
    const store = openStore(dir);
    store.sync();
    const { feed, parts, sync } = followed(store, parent.runId);
    await feed.start();
    new JournalBuilder(dir, { name: 'child', parent: parent.runId });
    await sync();
    expect(parts[0]?.children?.map(({ name }) => name)).toEqual(['child']);
  });

  it('says when it was deleted', async () => {
    const dir = temporaryStoreDir();
    const { runId } = new JournalBuilder(dir, { name: 'a' }).end();
    const store = openStore(dir);
    store.sync();
    const { feed, told, moved, gone } = followed(store, runId);
    await feed.start();
    const heard = told();
    store.edit({ op: 'delete', runIds: [runId] });
    moved();
    await heard;
    expect(gone()).toContain('deleted');
  });

  it('refuses a run that is not there', async () => {
    const store = openStore(temporaryStoreDir());
    await expect(followed(store, 'f'.repeat(32)).feed.start()).rejects.toMatchObject({ code: 'run-not-found' });
  });
});

describe('the headline of a run', () => {
  const rankOf = async (store: Store, { runId }: JournalBuilder) => headlineOf(remote(store).service, store.detail(runId));

  it('is where its last value stands among the runs of its experiment', async () => {
    const dir = temporaryStoreDir();
    const runs = [0.7, 0.9, 0.8].map((acc, index) => new JournalBuilder(dir, { name: `r${index}` }).metrics({ 'val acc': acc }));
    new JournalBuilder(dir, { name: 'without' });
    const store = openStore(dir);
    store.sync();
    const headlines = await Promise.all(runs.map((run) => rankOf(store, run)));
    expect(headlines.map((headline) => [headline?.metric, headline?.rank, headline?.of])).toEqual([['val acc', 3, 3], ['val acc', 1, 3], ['val acc', 2, 3]]);
  });

  it('counts the least as the best where less is better', async () => {
    const dir = temporaryStoreDir();
    const [low, high] = [1, 2].map((loss) => new JournalBuilder(dir, { name: `r${loss}` }).metrics({ loss }));
    const store = openStore(dir);
    store.sync();
    expect((await rankOf(store, low as JournalBuilder))?.rank).toBe(1);
    expect((await rankOf(store, high as JournalBuilder))?.rank).toBe(2);
  });

  it('of a run within another is its place among those beside it', async () => {
    const dir = temporaryStoreDir();
    const parent = new JournalBuilder(dir, { name: 'sweep' }).metrics({ acc: 0.99 });
    const [child] = [0.5, 0.4].map((acc) => new JournalBuilder(dir, { name: `c${acc}`, parent: parent.runId }).metrics({ acc }));
    const store = openStore(dir);
    store.sync();
    expect(await rankOf(store, child as JournalBuilder)).toMatchObject({ rank: 1, of: 2 });
  });

  it('is none without a value', async () => {
    const dir = temporaryStoreDir();
    const run = new JournalBuilder(dir, { name: 'a' }).metrics({ acc: NaN });
    const store = openStore(dir);
    store.sync();
    expect(await rankOf(store, run)).toBeNull();
  });
});

describe('the difference of two snapshots', () => {
  it('is their fields that are not equal, and sees an infinity for what it is', () => {
    expect(difference({ a: 1, b: [1, 2], c: Infinity }, { a: 1, b: [1, 3], c: null as unknown as number })).toEqual({ b: [1, 3], c: null });
  });
});
