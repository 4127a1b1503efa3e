import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { JournalWriter } from '../../journal/journal_writer';
import { errorAmong, MOST_OUTPUTS, recordedOutputs, type EditorOutput } from './output_record';

/** A kernel session, as far as the editor knows it. */
export interface SessionFacts {
  readonly storeDir: string;
  readonly runId: string;
  /** absolute path, or a URI of what is no file */
  readonly notebook: string;
  readonly language: string | undefined;
  /** name of the kernel's spec */
  readonly kernel: string | undefined;
  /** the window came back to a session that it had before */
  readonly resumed: boolean;
}

/** A cell as it is when it begins. */
export interface CellFacts {
  readonly execution: number;
  readonly source: string;
  readonly order: number | undefined;
  readonly startMs: number;
  readonly id: string | undefined;
  readonly handle: string;
  readonly index: number;
  readonly tags: readonly string[];
  readonly language: string;
}

export interface CellEnd {
  readonly execution: number;
  readonly order: number | undefined;
  /** undefined where it was cut short */
  readonly success: boolean | undefined;
  readonly endMs: number;
  readonly outputs: readonly EditorOutput[];
}

export type SessionEnd = 'FINISHED' | 'FAILED';

/** Writes what the editor sees of one kernel session into a journal of the editor's own. */
export class SessionRecorder {
  readonly storeDir: string;
  readonly runId: string;
  private notebook: string;
  private readonly journal: JournalWriter;
  private child: { readonly runId: string; readonly journal: JournalWriter } | undefined;
  private running: number | undefined;
  private readonly pending = new Set<Promise<void>>();
  private ended = false;

  /**
   * @param client what writes, with its version
   * @param onTrouble told once when the journal can't be written
   */
  constructor(
    facts: SessionFacts,
    private readonly client: string,
    private readonly onTrouble: (message: string) => void,
  ) {
    this.storeDir = facts.storeDir;
    this.runId = facts.runId;
    this.notebook = facts.notebook;
    this.journal = this.writer(facts.runId);
    this.journal.append('run', { name: `session ${localTime()}`, experiment: fileName(facts.notebook), kind: 'session', ...(facts.resumed && { resumed: true }) });
    this.journal.append('session', { notebook: facts.notebook, kernel: facts.kernel, language: facts.language });
    const file = isAbsolute(facts.notebook);
    this.journal.append('command', { argv: [facts.notebook], cwd: file ? dirname(facts.notebook) : undefined, script: file ? facts.notebook : undefined, user: userName() });
  }

  begin(cell: CellFacts): void {
    const { execution, source, order, startMs, id, handle, index, tags, language } = cell;
    this.running = execution;
    this.journal.append('cell', {
      ...{ execution, source, by: 'editor', count: order, cell: id, handle, index, tags: tags.length > 0 ? tags : undefined },
      ...{ notebook: this.notebook, language, start_ms: startMs },
    });
    this.child?.journal.append('in_cell', { session: this.runId, execution });
  }

  /**
   * Says at once how it ended; its outputs follow when they have been looked at.
   * @param keep false where the kernel records the outputs itself
   */
  end({ execution, order, success, endMs, outputs }: CellEnd, keep = true): void {
    const error = errorAmong(outputs);
    const interrupted = success === undefined || (!success && (!error || error.type === 'KeyboardInterrupt'));
    const status = success ? 'ok' : interrupted ? 'interrupted' : 'error';
    this.journal.append('cell_end', { execution, status, count: order, error: status === 'error' ? error : undefined, end_ms: endMs });
    if (this.running === execution) this.running = undefined;
    if (this.child) this.child.journal.append('in_cell', { session: this.runId, execution: null });
    if (keep && outputs.length > 0) this.follow(this.recordOutputs(execution, outputs));
  }

  /** The notebook has another name now. */
  renamed(notebook: string): void {
    this.notebook = notebook;
    this.journal.append('session', { notebook });
  }

  /** Anything else that is known of the session, or of a run inside it. */
  append(type: string, fields: Readonly<Record<string, unknown>>): void {
    if (!this.ended) this.journal.append(type, fields);
  }

  /** Begins a run inside the session; one that is open ends. @returns its id */
  startRun(name: string | undefined): string {
    this.endRun('FINISHED');
    const runId = newRunId();
    const journal = this.writer(runId);
    journal.append('run', { name, experiment: fileName(this.notebook), kind: 'notebook', parent: this.runId });
    if (this.running !== undefined) journal.append('in_cell', { session: this.runId, execution: this.running });
    this.child = { runId, journal };
    return runId;
  }

  /** @returns the id of the run that ended, if one was open */
  endRun(status: SessionEnd): string | undefined {
    const { child } = this;
    this.child = undefined;
    child?.journal.append('end', { status });
    child?.journal.close();
    return child?.runId;
  }

  /** The session is over. Outputs that are still being looked at come before the seal. */
  async close(status: SessionEnd): Promise<void> {
    await Promise.all(this.pending);
    this.closeNow(status);
  }

  /** The same, without waiting for outputs: the window is closing. */
  closeNow(status: SessionEnd): void {
    if (this.ended) return;
    this.endRun(status);
    this.journal.append('end', { status, error: status === 'FAILED' ? { type: 'KernelDied', message: 'the kernel died', traceback: '' } : undefined });
    this.ended = true;
    this.journal.close();
  }

  private writer(runId: string): JournalWriter {
    return new JournalWriter({ journalDir: join(this.storeDir, 'journal'), runId, client: this.client, onTrouble: this.onTrouble });
  }

  private async recordOutputs(execution: number, outputs: readonly EditorOutput[]): Promise<void> {
    try {
      for await (const output of recordedOutputs(outputs, join(this.storeDir, 'artifacts', this.runId))) this.append('cell_output', { execution, output });
      const more = outputs.length - MOST_OUTPUTS;
      if (more > 0) this.append('problem', { code: 'cell-outputs', message: `of the ${outputs.length} outputs of a cell the last ${more} were not kept` });
    } catch (error) {
      this.append('problem', { code: 'cell-outputs', message: `outputs of a cell were not kept: ${(error as Error).message}` });
    }
  }

  private follow(work: Promise<void>): void {
    this.pending.add(work);
    void work.finally(() => this.pending.delete(work));
  }
}

export function newRunId(): string {
  return randomBytes(16).toString('hex');
}

function localTime(): string {
  const now = new Date();
  return [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

function fileName(notebook: string): string {
  return basename(notebook.replace(/^[a-z-]+:/i, '')) || notebook;
}

function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
