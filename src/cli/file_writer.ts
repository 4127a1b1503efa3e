import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

const CHUNK = 1 << 20;

/** Writes a file beside its place and moves it there when it is whole, so that a part of one is never taken for all. */
export class FileWriter implements Disposable {
  private readonly partPath: string;
  private readonly fd: number;
  private pending: string[] = [];
  private pendingLength = 0;
  private open = true;

  constructor(private readonly path: string) {
    this.partPath = `${path}.part`;
    this.fd = openSync(this.partPath, 'w');
  }

  write(text: string): void {
    this.pending.push(text);
    this.pendingLength += text.length;
    if (this.pendingLength >= CHUNK) this.flush();
  }

  /** The file is whole. */
  finish(): void {
    this.flush();
    closeSync(this.fd);
    this.open = false;
    renameSync(this.partPath, this.path);
  }

  /** Without `finish` before, nothing is left. */
  [Symbol.dispose](): void {
    if (!this.open) return;
    closeSync(this.fd);
    rmSync(this.partPath, { force: true });
  }

  private flush(): void {
    const bytes = Buffer.from(this.pending.join(''));
    for (let at = 0; at < bytes.length; ) at += writeSync(this.fd, bytes, at);
    this.pending = [];
    this.pendingLength = 0;
  }
}
