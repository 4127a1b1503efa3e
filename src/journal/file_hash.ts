import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';

export type HashKind = 'sha256' | 'sha256-sampled';

const MEGABYTE = 1024 * 1024;

export function isHashKind(kind: string | null): kind is HashKind {
  return kind === 'sha256' || kind === 'sha256-sampled';
}

/**
 * What tells one content of a file from another, as `file` records have it: 64 hex digits.
 * `sha256-sampled` is the hash of the size in decimal and a newline, then the first MiB, the MiB that begins at `(size - MiB) // 2`, and
 * the last MiB; of a file of up to 3 MiB there is none.
 * @param size the file's, in bytes
 * @returns null where the file is not that long, or not long enough to be sampled. Throws what the file system says, and the signal's reason.
 */
export async function hashFile(path: string, size: number, kind: HashKind, signal?: AbortSignal): Promise<string | null> {
  const file = await open(path);
  try {
    const hash = createHash('sha256');
    if (kind === 'sha256-sampled') {
      if (size <= 3 * MEGABYTE) return null;
      hash.update(`${size}\n`);
      for (const start of [0, Math.floor((size - MEGABYTE) / 2), size - MEGABYTE]) {
        const sample = await readAt(file, start, MEGABYTE);
        if (sample.length < MEGABYTE) return null;
        hash.update(sample);
      }
      return hash.digest('hex');
    }
    let read = 0;
    for (;;) {
      signal?.throwIfAborted();
      const piece = await readAt(file, read, MEGABYTE);
      if (piece.length === 0) return read === size ? hash.digest('hex') : null;
      hash.update(piece);
      read += piece.length;
    }
  } finally {
    await file.close();
  }
}

/** So many bytes, or those that are left. */
async function readAt(file: FileHandle, start: number, count: number): Promise<Buffer> {
  const buffer = Buffer.alloc(count);
  let filled = 0;
  while (filled < count) {
    const { bytesRead } = await file.read(buffer, filled, count - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
