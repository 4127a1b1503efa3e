import { Store } from '../../../src/store/store';

/** Prints what a store looks like to this process: `node read_process.cjs DIR`. */
const store = Store.open(process.argv[2] ?? '');
const sync = store.sync();
const names = store.runs({}).rows.map(({ name }) => name);
const runId = store.runs({}).rows[0]?.runId ?? '';
let refused: unknown = null;
try {
  store.edit({ op: 'note', runId, note: 'from somebody who may not' });
} catch (error) {
  refused = (error as { code?: string }).code;
}
process.stdout.write(JSON.stringify({ info: store.info(), names, sync, refused }));
store.close();
