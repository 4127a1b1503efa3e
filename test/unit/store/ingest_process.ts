import { Store } from '../../../src/store/store';

/** A process that reads journals into a store for as long as it lives: `node ingest_process.cjs DIR`. */
const store = Store.open(process.argv[2] ?? '');
process.stdout.write('open\n');
for (;;) store.sync();
