import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { takeLines } from './lines';
import { parseRecord } from './parse_record';
import type { HeaderRecord } from './record';

/** A file of the journal folder that has a valid header. */
export interface PartFile {
  readonly name: string;
  readonly path: string;
  readonly compressed: boolean;
  readonly header: HeaderRecord;
  /** bytes, uncompressed */
  readonly size: number;
  readonly mtimeMs: number;
  /** its header was read when it was shorter */
  readonly grown: boolean;
}

const HEADER_BYTES = 64 * 1024;

/** The header of a part; `waiting` while its line is not whole, null where the file begins with something else. */
export function readHeader(path: string, compressed: boolean): HeaderRecord | 'waiting' | null {
  const read = readBytes(path, 0, HEADER_BYTES);
  // Of a compressed part only so much is unpacked as its beginning gives.
  const bytes = compressed ? gunzipSync(read, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, HEADER_BYTES) : read;
  const { lines, used } = takeLines(bytes);
  const [line] = lines;
  if (line === undefined) return used === 0 && bytes.length < HEADER_BYTES ? 'waiting' : null;
  const record = parseRecord(line);
  return typeof record === 'object' && record.type === 'journal' ? record : null;
}

/** Up to `length` bytes of an uncompressed part. */
export function readBytes(path: string, offset: number, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafe(length);
    let read = 0;
    while (read < length) {
      const count = readSync(file, bytes, read, length - read, offset + read);
      if (count === 0) break;
      read += count;
    }
    return bytes.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

/** The whole of a compressed part. A part is at most some 80 MB. */
export function gunzip(path: string): Buffer {
  return gunzipSync(readFileSync(path));
}

/** How long a part is when unpacked; gzip keeps it in its last four bytes. */
export function unpackedSize(path: string): number {
  const { size } = statSync(path);
  return size < 18 ? 0 : readBytes(path, size - 4, 4).readUInt32LE();
}
