import { Store } from '../../src/store/store';

/** Reads the journals of a session into its store, lists its executions in several ways, and prints how long each took. */
const [dir = ''] = process.argv.slice(2);
const store = Store.open(dir);
const syncMs = timed(() => store.sync());
const runId = store.cells({ limit: 1 }).rows[0]?.runId ?? '';
const latestMs = [1, 2, 3, 4, 5].map(() => timed(() => store.cells({ runId, descending: true, limit: 100 })));
const allMs = [1, 2, 3, 4, 5].map(() => timed(() => store.cells({ runId, limit: 100_000 })));
const { total, cursor } = store.cells({ runId, limit: 1 });
const changedMs = [1, 2, 3, 4, 5].map(() => timed(() => store.cells({ runId, changedSince: cursor })));
store.close();
console.log(JSON.stringify({ total, syncMs, latestMs, allMs, changedMs }));

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
