import { TrialbookError } from '../core/errors';
import type { Remote, StoreEvent, StoreService } from './service';
import { type Answer, type Call, type PackedView, unpackError, unpackViews } from './wire';

/** A worker, or one end of a message channel. */
export interface StorePort {
  postMessage(message: Call): void;
  on(event: 'message', listener: (answer: Answer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit' | 'close', listener: () => void): unknown;
}

export interface StoreConnection {
  readonly service: Remote<StoreService>;
  /** Calls back for each event; the function that is returned ends that. */
  onEvent(listener: (event: StoreEvent) => void): () => void;
  /** Lets the thread close the database and end. Calls that wait are refused with `store-closed`. */
  close(): void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

const METHODS = {
  info: true, experiments: true, runs: true, groups: true, resolve: true, detail: true, columns: true, series: true, points: true, log: true,
  cells: true, cell: true, edit: true, sync: true, gc: true, snapshots: true, forgetSnapshots: true, reapplyPrintedRules: true,
} as const satisfies Record<keyof StoreService, true>;

/** The store on the thread at the other end of a port, whose code is src/worker.ts. */
export function connectStore(port: StorePort): StoreConnection {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(event: StoreEvent) => void>();
  let nextId = 0;
  let gone: Error | null = null;

  const end = (error: Error) => {
    gone ??= error;
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  };
  const call = (method: keyof StoreService, args: readonly unknown[]): Promise<unknown> => {
    if (gone) return Promise.reject(gone);
    return new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      port.postMessage({ id, method, args });
    }).then((value) => (method === 'series' ? unpackViews(value as PackedView[]) : value));
  };

  port.on('message', (answer) => {
    if ('event' in answer) {
      for (const listener of listeners) listener(answer.event);
      return;
    }
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) caller?.reject(unpackError(answer.error));
    else caller?.resolve(answer.value);
  });
  port.on('error', (error) => end(new TrialbookError('store-closed', `The store's thread ended: ${error.message}`)));
  port.on('exit', () => end(closed()));
  port.on('close', () => end(closed()));

  const methods = Object.keys(METHODS) as (keyof StoreService)[];
  return {
    service: Object.fromEntries(methods.map((method) => [method, (...args: unknown[]) => call(method, args)])) as unknown as Remote<StoreService>,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      if (!gone) port.postMessage({ close: true });
      end(closed());
    },
  };
}

function closed(): TrialbookError {
  return new TrialbookError('store-closed', 'The store was closed.');
}
