import type { Database, Statement } from 'better-sqlite3';
import type { CellParam } from '../core/cells/cell_params';
import { commandLine } from '../core/command_line';
import { nameKey } from '../core/name_key';
import { parseNumber } from '../core/number';
import { readStep, readValue } from '../journal/number';
import type {
  ArtifactRecord, CommandRecord, EndRecord, FileRecord, InputRecord, JournalRecord, MetricsRecord, OutputRecord, ParamsRecord, RunRecord, TagsRecord,
} from '../journal/record';
import { CellRecorder } from './cells/cell_recorder';
import { SharedContent } from './content';
import { takeCursor } from './cursor';
import { ExperimentRows } from './experiment_rows';
import { type JournalEntry, JournalRows, type RunEntry } from './journal_rows';
import type { Names } from './names';
import type { StorePaths } from './paths';
import { PointWriter } from './point_writer';
import { PrintedOutput } from './printed_output';
import { ProblemRows } from './problem_rows';
import { RunStatusRows } from './run_status_rows';

/** Puts records into the store, within a transaction of its caller, and marks the runs that they change. */
export class RunRecorder {
  readonly journals: JournalRows;
  readonly points: PointWriter;
  readonly problems: ProblemRows;
  readonly cells: CellRecorder;
  private readonly shared: SharedContent;
  private readonly printed: PrintedOutput;
  private readonly statuses: RunStatusRows;
  private readonly experiments: ExperimentRows;
  private readonly statements = new Map<string, Statement>();

  constructor(
    private readonly db: Database,
    private readonly names: Names,
    paths: StorePaths,
  ) {
    this.experiments = new ExperimentRows(db);
    this.journals = new JournalRows(db, this.experiments);
    this.points = new PointWriter(db, names);
    this.printed = new PrintedOutput(this.points);
    this.problems = new ProblemRows(db);
    this.shared = new SharedContent(db);
    this.statuses = new RunStatusRows(db);
    this.cells = new CellRecorder(db, names, this.points, paths);
  }

  /** Returns how many points the record brought. */
  apply(journal: JournalEntry, record: JournalRecord): number {
    if (record.time > journal.lastMs && !isOver(journal)) {
      journal.lastMs = record.time;
      journal.changed = true;
    }
    const run = journal.run;
    if (!run) return 0;
    if (journal.state === 'GONE' || journal.state === 'SILENT') this.setState(journal, run, 'OPEN');
    if (record.type === 'metrics') return this.metrics(journal, run, record);
    if (record.type !== 'heartbeat' && record.type !== 'seal') run.changed = true;
    switch (record.type) {
      case 'run':
        this.run(journal, run, record);
        break;
      case 'command':
        this.command(journal, run, record);
        break;
      case 'environment':
        this.share(journal, run, 'environment', this.shared.environment(record));
        break;
      case 'git':
        this.share(journal, run, 'git', this.shared.gitState(record));
        break;
      case 'params':
        this.params(run, record);
        break;
      case 'tags':
        this.tags(run, record);
        break;
      case 'output':
        this.output(journal, run, record);
        return this.printed.read(journal, record.stream, record.text, record.time);
      case 'artifact':
        this.artifact(run, record);
        break;
      case 'input':
        this.input(run, record);
        break;
      case 'file':
        this.file(run, record);
        break;
      case 'problem':
        this.problems.add(run.id, record.code, record.message, record.time);
        break;
      case 'end':
        this.end(journal, run, record);
        break;
      case 'leave':
        this.setState(journal, run, 'LEFT');
        break;
      case 'session':
        this.cells.session(run, record);
        break;
      case 'cell':
        this.cellParams(run, this.cells.begin(journal, run, record));
        break;
      case 'cell_output':
        this.cells.output(journal, run, record);
        break;
      case 'cell_end':
        this.cells.end(journal, run, record);
        break;
      case 'in_cell':
        this.cells.inCell(journal, run, record);
        break;
      case 'journal':
      case 'heartbeat':
      case 'seal':
        break;
    }
    return 0;
  }

  /** Lines that were passed over. */
  skipped(journal: JournalEntry, code: 'bad-line' | 'newer-record' | 'repeated-record', count: number): void {
    if (!journal.run) return;
    journal.run.changed = true;
    this.problems.add(journal.run.id, code, SKIPPED[code], journal.lastMs, count);
  }

  /** Reads numbers from a piece of output that is in the store already. Returns how many points it brought. */
  readPrinted(journalId: string, runId: string, stream: 'stdout' | 'stderr', text: string, timeMs: number): number {
    const journal = this.journals.find(journalId, runId);
    if (journal?.run) journal.run.changed = true;
    return journal ? this.printed.read(journal, stream, text, timeMs) : 0;
  }

  setState(journal: JournalEntry, run: RunEntry, state: JournalEntry['state']): void {
    if (journal.state === state) return;
    journal.state = state;
    journal.changed = run.stirred = true;
  }

  /** Writes all that waits. Returns the numbers of the runs that changed. */
  flush(): number[] {
    const withCells = this.cells.settle();
    this.points.flush();
    const runs = this.journals.flush();
    if (runs.length === 0) return [];
    const cursor = takeCursor(this.db);
    this.cells.flush(cursor);
    for (const run of runs) {
      if (run.stirred) this.statuses.refresh(run.id, cursor);
      this.do('UPDATE run SET version = ? WHERE id = ?', cursor, run.id);
      run.changed = run.stirred = false;
    }
    for (const run of withCells) this.do('UPDATE run SET version = ? WHERE id = ?', cursor, run);
    return [...new Set([...runs.map(({ id }) => id), ...withCells])];
  }

  forget(): void {
    this.cells.forget();
    this.points.forget();
    this.journals.forget();
    this.names.forget();
    this.experiments.forget();
  }

  private metrics(journal: JournalEntry, run: RunEntry, { n, time, values, step: written }: MetricsRecord): number {
    let step = readStep(written);
    if (step === undefined) {
      this.problems.add(run.id, 'bad-step', 'A step that is not a whole number was replaced by the next one.', time);
      step = null;
    }
    let count = 0;
    run.changed = true;
    this.cells.points(journal);
    for (const key in values) {
      const value = readValue(values[key]);
      if (value === undefined) this.problems.add(run.id, 'bad-value', `Values of the metric ${brief(key)} that are not numbers were left out.`, time);
      else if (this.points.add(run.id, journal.id, 'log', key, n, step, time - run.baseMs, value)) count++;
    }
    return count;
  }

  private run(journal: JournalEntry, run: RunEntry, record: RunRecord): void {
    if (record.rank === 0) {
      journal.owner = journal.changed = run.stirred = true;
      // A run may be named late, even after its end; only one that is taken up again runs again.
      if (record.resumed || !isOver(journal)) this.setState(journal, run, 'OPEN');
      this.do('UPDATE run SET host = ? WHERE id = ?', journal.host, run.id);
    }
    if (record.resumed) this.do('UPDATE run SET exit_code = NULL, error_type = NULL, error_message = NULL, traceback = NULL WHERE id = ?', run.id);
    if (record.name !== null) {
      const sql = "UPDATE run SET name = ?, name_key = ?, name_from = 'client' WHERE id = ? AND name_from = 'id'";
      this.do(sql, record.name, nameKey(record.name), run.id);
    }
    if (record.experiment !== null) {
      const experiment = this.experiments.give(record.experiment);
      this.do('UPDATE run SET experiment = ?, experiment_given = 1 WHERE id = ? AND experiment_given = 0', experiment, run.id);
    }
    this.do('UPDATE run SET parent_run_id = coalesce(parent_run_id, ?), kind = coalesce(kind, ?) WHERE id = ?', record.parent, record.kind, run.id);
  }

  /** What the process that started the run says of it wins over what its workers say. */
  private command(journal: JournalEntry, run: RunEntry, { argv, cwd, script, user, interpreter }: CommandRecord): void {
    this.do(
      'UPDATE run SET command = ?, argv = ?, cwd = ?, script = coalesce(?, script), user = ?, interpreter = ? WHERE id = ? AND (? OR argv IS NULL)',
      commandLine(argv), JSON.stringify(argv), cwd, script, user, interpreter, run.id, Number(journal.owner),
    );
  }

  private share(journal: JournalEntry, run: RunEntry, column: 'environment' | 'git', id: number): void {
    this.do(`UPDATE run SET ${column} = ? WHERE id = ? AND (? OR ${column} IS NULL)`, id, run.id, Number(journal.owner));
  }

  private params(run: RunEntry, { values, source, time }: ParamsRecord): void {
    for (const [key, written] of Object.entries(values)) {
      const value = typeof written === 'string' ? written : JSON.stringify(written);
      const name = this.names.give(key);
      const added = this.do(
        'INSERT OR IGNORE INTO param (run, name, value, number, source) VALUES (?, ?, ?, ?, ?)',
        run.id, name, value, parseNumber(value), source,
      );
      if (added > 0) continue;
      // What was asked for from outside is what counts, whichever of the two journals is read first.
      const outdo = "UPDATE param SET value = ?, number = ?, source = ? WHERE run = ? AND name = ? AND source = 'cell'";
      if (this.do(outdo, value, parseNumber(value), source, run.id, name) > 0) continue;
      const before = this.statement('SELECT value FROM param WHERE run = ? AND name = ?').pluck().get(run.id, name) as string;
      if (before === value) continue;
      this.problems.add(run.id, 'param-changed', `${brief(key)} stays ${brief(before)}; later it was given as ${brief(value)}.`, time);
    }
  }

  /** What a cell of parameters sets is what holds from then on, until another one sets it again; but for what was given from outside. */
  private cellParams(run: RunEntry, params: readonly CellParam[]): void {
    const sql = `INSERT INTO param (run, name, value, number, source) VALUES (?, ?, ?, ?, 'cell')
      ON CONFLICT (run, name) DO UPDATE SET value = excluded.value, number = excluded.number WHERE source = 'cell'`;
    for (const { name, value } of params) this.do(sql, run.id, this.names.give(name), value, parseNumber(value));
  }

  private tags(run: RunEntry, { values }: TagsRecord): void {
    for (const [key, value] of Object.entries(values)) {
      const name = this.names.give(key);
      if (value === null) {
        this.do('DELETE FROM tag WHERE run = ? AND name = ? AND edited = 0', run.id, name);
        continue;
      }
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      const sql =
        'INSERT INTO tag (run, name, value, edited) VALUES (?, ?, ?, 0) ON CONFLICT (run, name) DO UPDATE SET value = excluded.value WHERE edited = 0';
      this.do(sql, run.id, name, text);
    }
  }

  private output(journal: JournalEntry, run: RunEntry, { n, time, stream, text }: OutputRecord): void {
    this.do('INSERT INTO output (run, journal, n, time_ms, stream, text) VALUES (?, ?, ?, ?, ?, ?)', run.id, journal.id, n, time, stream, text);
  }

  private artifact(run: RunEntry, { path, size, kind, sha256, step, key, time }: ArtifactRecord): void {
    const sql = 'REPLACE INTO artifact (run, path, size, kind, sha256, step, key, time_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
    this.do(sql, run.id, path, size, kind, sha256, step, key, time);
  }

  private input(run: RunEntry, record: InputRecord): void {
    this.do('INSERT OR IGNORE INTO input (run, dataset, context) VALUES (?, ?, ?)', run.id, this.shared.dataset(record), record.context ?? '');
  }

  private file(run: RunEntry, { path, mode, size, mtimeMs, hash, hashKind }: FileRecord): void {
    const sql = 'REPLACE INTO file (run, path, mode, size, mtime_ms, hash, hash_kind) VALUES (?, ?, ?, ?, ?, ?, ?)';
    this.do(sql, run.id, path, mode, size, mtimeMs, hash, hashKind);
  }

  private end(journal: JournalEntry, run: RunEntry, { status, exitCode, error }: EndRecord): void {
    this.setState(journal, run, status);
    const sql = 'UPDATE run SET exit_code = ?, error_type = ?, error_message = ?, traceback = ? WHERE id = ?';
    this.do(sql, exitCode, error?.type ?? null, error?.message ?? null, error?.traceback ?? null, run.id);
  }

  private do(sql: string, ...values: unknown[]): number {
    return this.statement(sql).run(...values).changes;
  }

  private statement(sql: string): Statement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }
}

export const SKIPPED = {
  'bad-line': 'Lines of the journal that could not be read were skipped.',
  'newer-record': 'Records that a newer Trialbook wrote were skipped. Update Trialbook to read them.',
  'repeated-record': 'Records that were already read were skipped.',
};

/** The time of a journal's end is that of its end record, whatever else is still written. */
function isOver({ state }: JournalEntry): boolean {
  return state === 'FINISHED' || state === 'FAILED' || state === 'KILLED' || state === 'LEFT';
}

function brief(value: string): string {
  return value.length > 200 ? `${value.slice(0, 200)}…` : value;
}
