import { readdirSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { type PartFile, readHeader, unpackedSize } from './part_file';

const PART = /\.jsonl(\.gz)?$/;

/** A folder says when an entry came or went, but not finer than its clock ticks, and not at once on every disk. */
const FOLDER_CLOCK_MS = 3000;
const FULL_LOOK_MS = 60_000;

interface Seen {
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly inode: number;
  /** null: it has no header of a journal, or can't be unpacked or read */
  readonly part: PartFile | null;
}

/** The parts in a journal folder, looked at anew only where they may have changed. */
export class JournalFolder {
  private readonly seen = new Map<string, Seen>();
  private readonly byRun = new Map<string, Map<string, PartFile>>();
  private readonly settled = new Set<string>();
  private touched = new Set<string>();
  private listedAtMs = -Infinity;
  private listedMtimeMs = -1;

  constructor(readonly dir: string) {}

  /** Parts of which more may have to be read, in no order. */
  get parts(): readonly PartFile[] {
    return [...this.seen.values()].flatMap(({ part }) => part ?? []);
  }

  /** The same of one run, in the order in which they were begun. */
  partsOf(runId: string): PartFile[] {
    return [...(this.byRun.get(runId)?.values() ?? [])].sort(
      ({ header: a }, { header: b }) => a.time - b.time || (a.journal < b.journal ? -1 : a.journal > b.journal ? 1 : a.part - b.part),
    );
  }

  /** Names of files that are not read because they do not begin with a journal's header, or can't be unpacked or read. */
  get unreadable(): readonly string[] {
    return [...this.seen].filter(([, { part }]) => part === null).map(([name]) => name);
  }

  /** Ids of runs whose journals have changed since this was last asked, those that were written to last first. */
  takeTouched(): string[] {
    const written = new Map<string, number>();
    for (const runId of this.touched) {
      written.set(runId, Math.max(0, ...[...(this.byRun.get(runId)?.values() ?? [])].map(({ mtimeMs }) => mtimeMs)));
    }
    this.touched = new Set();
    return [...written].sort(([, a], [, b]) => b - a).map(([runId]) => runId);
  }

  /** Nothing more is to come from this file: it is not looked at again. */
  settle(name: string): void {
    this.settled.add(name);
    this.forget(name);
  }

  /** What it holds can't be had: it is named as unreadable, until it changes. */
  giveUp(name: string): void {
    const seen = this.seen.get(name);
    this.forget(name);
    if (seen) this.seen.set(name, { ...seen, part: null });
  }

  /** Whether the file still begins with the header that was read from it; where another was copied over it, it is taken for a new one. */
  isSame({ name, path, compressed, header }: PartFile): boolean {
    const now = readHeader(path, compressed);
    if (now !== null && now !== 'waiting' && now.journal === header.journal && now.part === header.part) return true;
    this.forget(name);
    this.lookAt(name);
    return false;
  }

  /** Looks at the whole folder. A folder that is not there is empty. */
  look(): void {
    const mtimeMs = statSync(this.dir, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const now = Date.now();
    const sameNames = mtimeMs === this.listedMtimeMs && mtimeMs < this.listedAtMs - FOLDER_CLOCK_MS && now - this.listedAtMs < FULL_LOOK_MS;
    if (sameNames) {
      for (const name of [...this.seen.keys()]) this.lookAt(name);
      return;
    }
    this.listedMtimeMs = mtimeMs;
    this.listedAtMs = now;
    const here = new Set(namesIn(this.dir));
    for (const name of this.seen.keys()) if (!here.has(name)) this.forget(name);
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
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') this.forget(name);
      else this.seen.set(name, { bytes: -1, mtimeMs: 0, inode: 0, part: null });
    }
  }

  private take(name: string, path: string, compressed: boolean, stat: Stats, before: Seen | undefined): void {
    const grew = before && before.inode === stat.ino && before.bytes <= stat.size;
    const header = (grew && before.part?.header) || readHeader(path, compressed);
    if (header === 'waiting') return;
    this.forget(name);
    const size = compressed ? unpackedSize(path) : stat.size;
    const part = header && { name, path, compressed, header, size, mtimeMs: stat.mtimeMs, grown: header === before?.part?.header };
    this.seen.set(name, { bytes: stat.size, mtimeMs: stat.mtimeMs, inode: stat.ino, part });
    if (!part) return;
    const { run } = part.header;
    const ofRun = this.byRun.get(run) ?? new Map<string, PartFile>();
    this.byRun.set(run, ofRun.set(name, part));
    this.touched.add(run);
  }

  private forget(name: string): void {
    const run = this.seen.get(name)?.part?.header.run;
    this.seen.delete(name);
    if (run === undefined) return;
    const ofRun = this.byRun.get(run);
    ofRun?.delete(name);
    if (ofRun?.size === 0) this.byRun.delete(run);
  }
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
