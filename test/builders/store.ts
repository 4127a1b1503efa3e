import { onTestFinished } from 'vitest';
import { Store, type StoreOptions } from '../../src/store/store';

/** Opens a store that is closed when the test is over. */
export function openStore(dir: string, options: StoreOptions = {}): Store {
  const store = Store.open(dir, options);
  onTestFinished(() => store.close());
  return store;
}
