import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readIdentity } from './process_life';

export interface JournalWriterOptions {
  /** the folder `journal` of a store; made where it is missing */
  readonly journalDir: string;
  readonly runId: string;
  /** what writes, with its version: `trialbook-vscode 0.1.0` */
  readonly client: string;
  /** Told once, in a sentence for the person, when the disk does not take a record. */
  readonly onTrouble: (message: string) => void;
  /** bytes; a part that has grown past them is followed by another */
  readonly partLimit?: number;
}

const PART_LIMIT = 64 * 1024 * 1024;
/** Readers skip longer lines. */
const LINE_LIMIT = 16 * 1024 * 1024 - 200;
/** How much waits in memory while the disk refuses, in characters, and how often the disk is asked again. */
const WAITING_LIMIT = 8 * 1024 * 1024;
const RETRY_MS = 1000;
const HEARTBEAT_MS = 15_000;
const NO_SPACE = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Appends records to a journal of its own (docs/journal.md). A record is with the operating system when `append` returns, and
 * no method throws: while the disk refuses, records wait in memory, up to 8 MB, and are written when it takes them again.
 * The file is made at the first record; a heartbeat follows every 15 s until `close`, after which a record begins a new journal.
 */
export class JournalWriter {
  private journalId: string | undefined;
  private file: number | undefined;
  private part = 0;
  private n = 0;
  private size = 0;
  /** false after a write that failed or came short: the next record then starts with a newline */
  private clean = false;
  private waiting: { readonly time: number; readonly body: string }[] = [];
  private waitingSize = 0;
  private lost = 0;
  private failure: NodeJS.ErrnoException | undefined;
  private retryAt = 0;
  private told = false;
  private beating: NodeJS.Timeout | undefined;

  constructor(private readonly options: JournalWriterOptions) {}

  /** Appends a record; fields that are null or undefined are left out. */
  append(type: string, fields: Readonly<Record<string, unknown>> = {}): void {
    const time = Date.now();
    const body = bodyOf(type, fields);
    if (Buffer.byteLength(body) > LINE_LIMIT) return this.append('problem', { code: 'record-too-large', message: `a record of type ${type} was larger than 16 MB` });
    this.begin();
    if (this.clean && !this.isThere()) this.closeFile();
    if (this.clean) this.write(time, body);
    else this.wait(time, body);
    if (this.waiting.length > 0) this.drain();
  }

  /** Writes what waits, seals the journal and closes its file. */
  close(): void {
    if (this.journalId === undefined) return;
    clearInterval(this.beating);
    this.retryAt = 0;
    this.append('seal');
    this.closeFile();
    this.journalId = undefined;
    this.waiting = [];
    this.waitingSize = this.part = this.n = this.size = 0;
    this.failure = undefined;
  }

  private begin(): void {
    if (this.journalId !== undefined) return;
    this.journalId = randomBytes(16).toString('hex');
    this.openPart(0);
    this.beating = setInterval(() => this.append('heartbeat'), HEARTBEAT_MS);
    this.beating.unref();
  }

  private openPart(part: number): void {
    this.part = part;
    const { journalDir, runId, client } = this.options;
    const path = join(journalDir, `${this.journalId}.${part}.jsonl`);
    const { host, pid, pidStart, boot, pidNs } = readIdentity();
    const header = bodyOf('journal', { journal: this.journalId, part, run: runId, client, host, pid, pid_start: pidStart, boot, pid_ns: pidNs });
    const line = this.line(Date.now(), header);
    try {
      mkdirSync(journalDir, { recursive: true });
      this.file = openSync(path, 'ax');
      if (writeSync(this.file, line) !== line.length) throw Object.assign(new Error('no space left on the disk'), { code: 'ENOSPC' });
      this.n++;
      this.size = line.length;
      this.clean = this.waiting.length === 0;
    } catch (error) {
      this.complain(error as NodeJS.ErrnoException);
      if (this.file === undefined) return;
      // A part without a whole header would never be read.
      this.closeFile();
      ignoringErrors(() => unlinkSync(path));
    }
  }

  private write(time: number, body: string): void {
    const line = this.line(time, body);
    const n = this.n++;
    const written = this.put(line);
    this.size += written;
    if (this.clean) {
      if (this.size >= (this.options.partLimit ?? PART_LIMIT)) this.rotate();
    } else if (written < line.length - 1) {
      // A line that lacks only its newline is whole: the newline comes before the next record.
      this.n = n;
      this.wait(time, body);
    }
  }

  /** One write. Whether all of it arrived is then in `clean`. */
  private put(line: Buffer): number {
    this.clean = false;
    try {
      const written = this.file === undefined ? 0 : writeSync(this.file, line);
      this.clean = written === line.length;
      if (!this.clean) this.complain(Object.assign(new Error('no space left on the disk'), { code: 'ENOSPC' }));
      return written;
    } catch (error) {
      this.complain(error as NodeJS.ErrnoException);
      return 0;
    }
  }

  private rotate(): void {
    this.size = 0;
    this.put(this.line(Date.now(), bodyOf('seal', { next: true })));
    this.n++;
    this.closeFile();
    this.openPart(this.part + 1);
  }

  private wait(time: number, body: string): void {
    if (this.waitingSize + body.length > WAITING_LIMIT) {
      this.lost++;
      return;
    }
    this.waiting.push({ time, body });
    this.waitingSize += body.length;
  }

  /** Writes what waits, if it is time to ask the disk again. */
  private drain(): void {
    const { failure } = this;
    if (failure && Date.now() < this.retryAt) return;
    // Where it is not space that lacks, another file may do.
    if (failure && !NO_SPACE.has(failure.code ?? '')) this.closeFile();
    if (this.file === undefined) this.openPart(this.size > 0 ? this.part + 1 : this.part);
    if (this.file === undefined || !this.writeWaiting() || !failure) return;
    const message = `the journal could not be written for a while (${failure.message}); ${this.lost} records were lost`;
    this.lost = 0;
    this.failure = undefined;
    this.wait(Date.now(), bodyOf('problem', { code: 'journal-interrupted', message }));
    this.writeWaiting();
  }

  private writeWaiting(): boolean {
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      const line = this.line(next.time, next.body);
      const whole = this.clean ? line : Buffer.concat([Buffer.from('\n'), line]);
      const written = this.put(whole);
      this.size += written;
      if (written < whole.length - 1) return false;
      this.n++;
      this.waitingSize -= next.body.length;
      this.waiting.shift();
    }
    return true;
  }

  private complain(error: NodeJS.ErrnoException): void {
    this.failure = error;
    this.retryAt = Date.now() + RETRY_MS;
    if (this.told) return;
    this.told = true;
    this.options.onTrouble(`What runs in the notebook can't be written to ${this.options.journalDir} (${error.message}). Records wait in memory; beyond 8 MB they are lost.`);
  }

  private line(time: number, body: string): Buffer {
    return Buffer.from(`{"v":1,"n":${this.n},"time":${time},${body}}\n`);
  }

  /** Somebody may have removed the store meanwhile. */
  private isThere(): boolean {
    try {
      return this.file !== undefined && fstatSync(this.file).nlink > 0;
    } catch {
      return false;
    }
  }

  private closeFile(): void {
    const { file } = this;
    this.file = undefined;
    this.clean = false;
    if (file !== undefined) ignoringErrors(() => closeSync(file));
  }
}

/** A record's type and fields as JSON, without the braces around them. */
function bodyOf(type: string, fields: Readonly<Record<string, unknown>>): string {
  const present = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return JSON.stringify({ type, ...Object.fromEntries(present) }, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value).slice(1, -1);
}

function ignoringErrors(work: () => void): void {
  try {
    work();
  } catch {
    // What is being cleaned up has gone already.
  }
}
