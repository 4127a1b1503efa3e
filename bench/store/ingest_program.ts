import { Store } from '../../src/store/store';

/** Reads the journals of a `.trialbook` folder into its store, and prints how fast that went. */
const [dir = ''] = process.argv.slice(2);
const store = Store.open(dir);
const begun = performance.now();
const { points } = store.sync();
const seconds = (performance.now() - begun) / 1000;
store.close();
console.log(JSON.stringify({ points, seconds }));
