import { gunzip } from './part_file';

/** Bytes of compressed parts. The one read last is kept unpacked, because it is read piece by piece. */
export class UnpackedParts {
  private path = '';
  private unpacked: Buffer = Buffer.alloc(0);

  /** Nothing more is to be read for now. */
  release(): void {
    this.path = '';
    this.unpacked = Buffer.alloc(0);
  }

  bytes(path: string, offset: number, length: number): Buffer {
    if (this.path !== path) {
      this.unpacked = gunzip(path);
      this.path = path;
    }
    return this.unpacked.subarray(offset, offset + length);
  }
}
