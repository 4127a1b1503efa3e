import { readdirSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { type PartFile, readHeader, unpackedSize } from './part_file';
import type { HeaderRecord } from './record';

const PART = /\.jsonl(\.gz)?$/;

interface Seen {
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly inode: number;
  /** null: it has no header of a journal, or can't be read */
  readonly part: PartFile | null;
}

/** The parts in a journal folder, looked at anew only where they may have changed. */
export class JournalFolder {
  private readonly seen = new Map<string, Seen>();
  private readonly settled = new Set<string>();

  constructor(readonly dir: string) {}

  /**
   * Parts of which more may have to be read: those of one run together, in the order in which they were begun, because
   * what is first decides; the run that was written to last comes first, because somebody is looking.
   */
  get parts(): readonly PartFile[] {
    const parts: PartFile[] = [];
    const writtenMs = new Map<string, number>();
    for (const { part } of this.seen.values()) {
      if (!part) continue;
      parts.push(part);
      writtenMs.set(part.header.run, Math.max(part.mtimeMs, writtenMs.get(part.header.run) ?? 0));
    }
    const recent = ({ run }: HeaderRecord) => writtenMs.get(run) ?? 0;
    return parts.sort(
      ({ header: a }, { header: b }) =>
        recent(b) - recent(a) || compare(a.run, b.run) || a.time - b.time || compare(a.journal, b.journal) || a.part - b.part,
    );
  }

  /** Names of files that are not read because they do not begin with a journal's header, or can't be read. */
  get unreadable(): readonly string[] {
    return [...this.seen].filter(([, { part }]) => part === null).map(([name]) => name);
  }

  /** Nothing more is to come from this file: it is not looked at again. */
  settle(name: string): void {
    this.settled.add(name);
    this.seen.delete(name);
  }

  /** Looks at the whole folder. A folder that is not there is empty. */
  look(): void {
    const here = new Set(namesIn(this.dir));
    for (const name of this.seen.keys()) if (!here.has(name)) this.seen.delete(name);
    for (const name of this.settled) if (!here.has(name)) this.settled.delete(name);
    for (const name of here) this.lookAt(name);
  }

  /** Looks at one file, by its name. */
  lookAt(name: string): void {
    const match = PART.exec(name);
    if (!match || this.settled.has(name)) return;
    try {
      const path = join(this.dir, name);
      const stat = statSync(path);
      const before = this.seen.get(name);
      if (!stat.isFile() || (before && isUnchanged(before, stat))) return;
      this.take(name, path, match[1] !== undefined, stat, before);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') this.seen.delete(name);
      else this.seen.set(name, { bytes: -1, mtimeMs: 0, inode: 0, part: null });
    }
  }

  private take(name: string, path: string, compressed: boolean, stat: Stats, before: Seen | undefined): void {
    const grew = before && before.inode === stat.ino && before.bytes <= stat.size;
    const header = (grew && before.part?.header) || readHeader(path, compressed);
    if (header === 'waiting') return;
    const size = compressed ? unpackedSize(path) : stat.size;
    const part = header && { name, path, compressed, header, size, mtimeMs: stat.mtimeMs };
    this.seen.set(name, { bytes: stat.size, mtimeMs: stat.mtimeMs, inode: stat.ino, part });
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isUnchanged(before: Seen, stat: Stats): boolean {
  return before.bytes === stat.size && before.mtimeMs === stat.mtimeMs && before.inode === stat.ino;
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}
