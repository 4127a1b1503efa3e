import { parentPort, workerData } from 'node:worker_threads';
import { StoreThread, type StoreThreadOptions } from './store/store_thread';

if (!parentPort) throw new Error('worker.ts is the code of a worker thread');
new StoreThread(parentPort, workerData as StoreThreadOptions);
