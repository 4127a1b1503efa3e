import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

export interface JournalOptions {
  /** the run's id; without it one made from the name */
  readonly runId?: string;
  /** without it one made from the run's id; a run may have several journals */
  readonly journalId?: string;
  readonly name?: string;
  readonly experiment?: string;
  readonly kind?: string;
  readonly parent?: string;
  /** milliseconds since 1970 of the first record; each further one is a second later */
  readonly startMs?: number;
  readonly host?: string;
  readonly pid?: number;
  readonly pidStart?: string;
  readonly boot?: string;
  /** of a worker; without it the process is the one that starts the run */
  readonly rank?: number;
  /** the process only joined the run: it writes no `run` record */
  readonly joined?: boolean;
}

type Numbers = Readonly<Record<string, number>>;

/**
 * Writes one run's journal as docs/journal.md has it, record by record, into a `.trialbook` folder.
 * What is chained is on disk at once: `new JournalBuilder(dir, { name: 'a' }).params({ lr: '1' }).metrics({ acc: 0.9 }).end()`.
 */
export class JournalBuilder {
  readonly runId: string;
  readonly journalId: string;
  path: string;
  private part = 0;
  private n = 0;
  private timeMs: number;

  constructor(
    private readonly storeDir: string,
    private readonly options: JournalOptions = {},
  ) {
    const { name = 'run', startMs = Date.UTC(2026, 10, 22, 9) } = options;
    this.runId = options.runId ?? hex(`run ${name}`);
    this.journalId = options.journalId ?? hex(`journal ${this.runId}`);
    this.timeMs = startMs;
    mkdirSync(join(storeDir, 'journal'), { recursive: true });
    this.path = this.pathOfPart();
    this.header();
    if (!options.joined) this.record('run', { name, experiment: options.experiment, kind: options.kind ?? 'script', parent: options.parent, rank: options.rank });
  }

  /** What follows goes into a file of its own. */
  nextPart(): this {
    this.part++;
    this.path = this.pathOfPart();
    return this.header();
  }

  /** Any record; `n` and `time` are filled in. Undefined fields are left out. */
  record(type: string, fields: Readonly<Record<string, unknown>> = {}): this {
    appendFileSync(this.path, `${JSON.stringify({ v: 1, type, n: this.n++, time: this.timeMs, ...fields }, asJournalNumber)}\n`);
    this.timeMs += 1000;
    return this;
  }

  /** Many records in one write. */
  lines(records: readonly Readonly<Record<string, unknown>>[]): this {
    const lines = records.map((fields) => JSON.stringify({ v: 1, n: this.n++, time: this.timeMs++, ...fields }, asJournalNumber));
    appendFileSync(this.path, `${lines.join('\n')}\n`);
    return this;
  }

  params(values: Readonly<Record<string, string>>): this {
    return this.record('params', { values, source: 'log' });
  }

  metrics(values: Numbers, step?: number): this {
    return this.record('metrics', { values, step });
  }

  /** The values of one series, from step 0. */
  series(key: string, values: readonly number[]): this {
    for (const [step, value] of values.entries()) this.metrics({ [key]: value }, step);
    return this;
  }

  tags(values: Readonly<Record<string, string | null>>): this {
    return this.record('tags', { values });
  }

  /** Lets time pass before the next record. */
  wait(ms: number): this {
    this.timeMs += ms;
    return this;
  }

  /** The run ends, and its process leaves the journal. */
  end(status: 'FINISHED' | 'FAILED' | 'KILLED' = 'FINISHED', error?: { type: string; message: string; traceback?: string }): this {
    this.record('end', { status, exit_code: status === 'FINISHED' ? 0 : 1, error });
    return this.record('seal');
  }

  private pathOfPart(): string {
    return join(this.storeDir, 'journal', `${this.journalId}.${this.part}.jsonl`);
  }

  private header(): this {
    const { host = hostname(), pid = process.pid, pidStart, boot } = this.options;
    return this.record('journal', {
      journal: this.journalId,
      part: this.part,
      run: this.runId,
      client: 'trialbook-test 0',
      host,
      pid,
      pid_start: pidStart,
      boot,
    });
  }
}

function hex(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function asJournalNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
