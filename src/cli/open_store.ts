import { formatBytes } from '../core/format';
import { Store } from '../store/store';
import type { CommandContext } from './command';
import { findStore } from './find_store';

/** Journals from this size on are worth a word before they are read. */
const LONG_READ_BYTES = 50_000_000;

export interface OpenedStore extends Disposable {
  readonly store: Store;
}

/** Opens the store that is meant; what it has to say about itself goes to the person. */
export function openStore({ args, terminal, cwd, env }: CommandContext): OpenedStore {
  const store = Store.open(findStore({ dir: args.text('dir'), cwd, env }));
  const told = new Set<string>();
  const tell = () => {
    for (const { message } of store.notices) {
      if (!told.has(message)) terminal.aside(`trialbook: ${message}`);
      told.add(message);
    }
  };
  tell();
  // What is found out on the way, as a journal that can't be read, is told at the end.
  return { store, [Symbol.dispose]: () => (tell(), store.close()) };
}

/** As `openStore`, with what waits in the journals brought in, unless `--no-sync`: for this look alone where the store can only be read. */
export function openForReading(context: CommandContext): OpenedStore {
  const opened = openStore(context);
  const { store } = opened;
  try {
    store.look();
    const { pendingBytes } = store.info();
    if (!context.args.flag('no-sync')) {
      if (pendingBytes > LONG_READ_BYTES) context.terminal.aside(`reading ${formatBytes(pendingBytes)} of journals`);
      store.sync();
    }
  } catch (error) {
    opened[Symbol.dispose]();
    throw error;
  }
  return opened;
}
