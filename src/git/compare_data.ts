import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { DataFile } from '../core/run';
import { hashFile, isHashKind } from '../journal/file_hash';

/**
 * `unverifiable`: as long as it was, but the run recorded no hash of it, or it can't be read. `written`: the run read it, and wrote it
 * later, so that it is not expected to be what was read.
 */
export type DataState = 'same' | 'changed' | 'missing' | 'unverifiable' | 'written';

export interface ComparedData {
  /** as recorded */
  readonly path: string;
  /** absolute */
  readonly place: string;
  readonly state: DataState;
  /** bytes, when the run read it */
  readonly recordedSize: number;
  /** bytes now, null where it is missing */
  readonly size: number | null;
}

/**
 * Looks whether the files that a run read are still what they were, by the hashes that it recorded.
 * @param files `RunDetail.files`
 * @param folder the one that relative paths are relative to: it holds `.trialbook`
 * Throws the signal's reason.
 */
export async function compareData(files: readonly DataFile[], folder: string, signal?: AbortSignal): Promise<ComparedData[]> {
  const written = new Set(files.filter(({ mode }) => mode === 'write').map(({ path }) => path));
  const compared: ComparedData[] = [];
  for (const file of files) {
    if (file.mode !== 'read') continue;
    const place = resolve(folder, file.path);
    const size = await sizeOf(place);
    const state = await stateOf(file, place, size, written.has(file.path), signal);
    compared.push({ path: file.path, place, state, recordedSize: file.size, size });
  }
  return compared;
}

async function stateOf(file: DataFile, place: string, size: number | null, written: boolean, signal: AbortSignal | undefined): Promise<DataState> {
  signal?.throwIfAborted();
  if (size === null) return 'missing';
  if (written) return 'written';
  if (size !== file.size) return 'changed';
  if (file.hash === null || !isHashKind(file.hashKind)) return 'unverifiable';
  try {
    return (await hashFile(place, size, file.hashKind, signal)) === file.hash ? 'same' : 'changed';
  } catch {
    signal?.throwIfAborted();
    return 'unverifiable';
  }
}

async function sizeOf(place: string): Promise<number | null> {
  try {
    const found = await stat(place);
    return found.isFile() ? found.size : null;
  } catch {
    return null;
  }
}
