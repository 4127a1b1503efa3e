import { readdirSync, statSync } from 'node:fs';
import { Store } from '../../src/store/store';

/** Reads journals into a store as `ingest_program` does, compresses them, and prints what is on disk before and after. */
const [dir = ''] = process.argv.slice(2);

async function measure(): Promise<void> {
  const store = Store.open(dir);
  const journalBytes = bytesIn(store.paths.journal);
  const begun = performance.now();
  const { points } = store.sync();
  const seconds = (performance.now() - begun) / 1000;
  await store.tidy(() => false);
  const compressedBytes = bytesIn(store.paths.journal);
  const { database } = store.paths;
  store.close();
  console.log(JSON.stringify({ points, seconds, journalBytes, compressedBytes, storeBytes: statSync(database).size }));
}

function bytesIn(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(`${folder}/${name}`).size, 0);
}

void measure();
