import type { Database, Statement } from 'better-sqlite3';
import { nameKey } from '../core/name_key';
import { runNameFromId } from '../core/run_name';
import type { HeaderRecord } from '../journal/record';
import { DEFAULT_EXPERIMENT, type ExperimentRows } from './experiment_rows';
import type { JournalState } from './run_status';

/** The run that a journal belongs to, while the journal is read. */
export interface RunEntry {
  readonly id: number;
  /** milliseconds since 1970 from which the times of its points count */
  readonly baseMs: number;
  changed: boolean;
  /** its status has to be worked out anew */
  stirred: boolean;
}

export interface JournalEntry {
  readonly id: number;
  /** null: the run was deleted, and what still comes of it is passed over */
  readonly run: RunEntry | null;
  readonly host: string;
  owner: boolean;
  state: JournalState['state'];
  lastMs: number;
  printed: string | null;
  changed: boolean;
}

type Row = [
  id: number, run: number | null, host: string, owner: number, state: JournalState['state'], lastMs: number, printed: string | null,
];

const MOST_KEPT = 10_000;

/** The rows of `journal`, and the first row of a run that they bring about. */
export class JournalRows {
  private readonly journals = new Map<string, JournalEntry>();
  private readonly runs = new Map<string, RunEntry>();
  /** those asked for since the last flush */
  private readonly used = new Set<JournalEntry>();
  private readonly selectJournal: Statement;
  private readonly insertJournal: Statement;
  private readonly updateJournal: Statement;
  private readonly selectRun: Statement;
  private readonly selectDeleted: Statement;
  private readonly insertRun: Statement;
  private readonly startedEarlier: Statement;

  constructor(
    db: Database,
    private readonly experiments: ExperimentRows,
  ) {
    this.selectJournal = db.prepare('SELECT id, run, host, owner, state, last_ms, printed FROM journal WHERE journal_id = ?').raw();
    this.insertJournal = db.prepare(
      "INSERT INTO journal (journal_id, run, client, host, pid, pid_start, boot, pid_ns, state, last_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?)",
    );
    this.updateJournal = db.prepare('UPDATE journal SET owner = ?, state = ?, last_ms = ?, printed = ? WHERE id = ?');
    this.selectRun = db.prepare('SELECT id, base_ms FROM run WHERE run_id = ?').raw();
    this.selectDeleted = db.prepare('SELECT 1 FROM deleted_run WHERE run_id = ?').pluck();
    this.insertRun = db.prepare(
      "INSERT INTO run (run_id, version, base_ms, experiment, name, name_key, status, start_ms, host) VALUES (?, 0, ?, ?, ?, ?, 'RUNNING', ?, ?)",
    );
    this.startedEarlier = db.prepare('UPDATE run SET start_ms = min(start_ms, ?) WHERE id = ?');
  }

  /** The journal with this header, made with its run where they are new. */
  open(header: HeaderRecord): JournalEntry {
    const entry = this.journals.get(header.journal) ?? this.load(header);
    this.used.add(entry);
    return entry;
  }

  /** A journal that was read before, of a run that is there. */
  find(journalId: string, runId: string): JournalEntry | null {
    const entry = this.journals.get(journalId) ?? this.loadKnown(journalId, runId);
    if (!entry) return null;
    this.journals.set(journalId, entry);
    this.used.add(entry);
    return entry;
  }

  /** Writes the journals that changed; the runs that changed come back, and are then taken as unchanged. */
  flush(): RunEntry[] {
    const runs = new Set<RunEntry>();
    for (const journal of this.used) {
      if (journal.run && (journal.run.changed || journal.run.stirred)) runs.add(journal.run);
      if (!journal.changed) continue;
      this.updateJournal.run(Number(journal.owner), journal.state, journal.lastMs, journal.printed, journal.id);
      journal.changed = false;
    }
    this.used.clear();
    if (this.journals.size > MOST_KEPT) this.forget();
    return [...runs];
  }

  forget(): void {
    this.journals.clear();
    this.runs.clear();
    this.used.clear();
  }

  private load(header: HeaderRecord): JournalEntry {
    const entry = this.loadKnown(header.journal, header.run) ?? this.make(header);
    this.journals.set(header.journal, entry);
    return entry;
  }

  private loadKnown(journalId: string, runId: string): JournalEntry | null {
    const row = this.selectJournal.get(journalId) as Row | undefined;
    if (!row) return null;
    const [id, run, host, owner, state, lastMs, printed] = row;
    return { id, run: run === null ? null : this.knownRun(runId), host, owner: owner === 1, state, lastMs, printed, changed: false };
  }

  private make(header: HeaderRecord): JournalEntry {
    const { host, time } = header;
    const run = this.knownRun(header.run) ?? this.makeRun(header);
    if (run) {
      run.changed = run.stirred = true;
      this.startedEarlier.run(time, run.id);
    }
    return { id: this.insert(header, run), run, host, owner: false, state: 'OPEN', lastMs: time, printed: null, changed: false };
  }

  private insert(header: HeaderRecord, run: RunEntry | null): number {
    const { journal, client, host, pid, pidStart, boot, pidNs, time } = header;
    return Number(this.insertJournal.run(journal, run?.id ?? null, client, host, pid, pidStart, boot, pidNs, time).lastInsertRowid);
  }

  private knownRun(runId: string): RunEntry | null {
    const known = this.runs.get(runId);
    if (known) return known;
    const row = this.selectRun.get(runId) as [number, number] | undefined;
    if (!row) return null;
    const entry: RunEntry = { id: row[0], baseMs: row[1], changed: false, stirred: false };
    this.runs.set(runId, entry);
    return entry;
  }

  /** Null for a run that was deleted for good. */
  private makeRun({ run: runId, time, host }: HeaderRecord): RunEntry | null {
    if (this.selectDeleted.get(runId) !== undefined) return null;
    const entry: RunEntry = { id: this.insertNewRun(runId, time, host), baseMs: time, changed: true, stirred: true };
    this.runs.set(runId, entry);
    return entry;
  }

  private insertNewRun(runId: string, time: number, host: string): number {
    const name = runNameFromId(runId);
    return Number(this.insertRun.run(runId, time, this.experiments.give(DEFAULT_EXPERIMENT), name, nameKey(name), time, host).lastInsertRowid);
  }
}
