import type { Database, Statement } from 'better-sqlite3';
import type { CellArtifact, CellOutput } from '../../core/cell';
import type { CellOutputRecord } from '../../journal/record';
import type { JournalEntry, RunEntry } from '../journal_rows';
import type { Execution } from './execution_rows';

/** Characters of text that are kept of one execution. The client keeps to a million. */
const MOST_TEXT = 4_000_000;

interface Piece {
  readonly id: number;
  readonly execution: number;
  readonly cell: number;
  readonly place: number;
}

/** The rows of `cell_output`: each piece as it came. */
export class OutputRows {
  private readonly insert: Statement;
  private readonly count: Statement;
  private readonly lastKind: Statement;
  private readonly shown: Statement;
  private readonly remove: Statement;
  private readonly removeAll: Statement;
  private readonly uncount: Statement;
  private readonly insertArtifact: Statement;

  constructor(db: Database) {
    this.insert = db.prepare(
      `INSERT INTO cell_output (run, journal, execution, place, time_ms, kind, text, cut, mimes, artifacts, left_out, display)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.count = db.prepare('UPDATE execution SET output_count = output_count + ?, output_length = output_length + ? WHERE id = ?');
    this.lastKind = db.prepare('SELECT kind FROM cell_output WHERE execution = ? ORDER BY place DESC LIMIT 1').pluck();
    this.shown = db.prepare(
      `SELECT o.id, o.execution, o.place, x.cell FROM cell_output o JOIN execution x ON x.id = o.execution
       WHERE o.journal = ? AND o.display = ? ORDER BY o.id DESC LIMIT 1`,
    );
    this.remove = db.prepare('DELETE FROM cell_output WHERE id = ?');
    this.removeAll = db.prepare('DELETE FROM cell_output WHERE execution = ?');
    this.uncount = db.prepare('UPDATE execution SET output_count = 0, output_length = 0 WHERE id = ?');
    this.insertArtifact = db.prepare('INSERT OR IGNORE INTO artifact (run, path, size, kind, time_ms) VALUES (?, ?, ?, ?, ?)');
  }

  /** Returns the cell that it went to: an output that is rewritten may be another cell's. */
  add(journal: JournalEntry, run: RunEntry, execution: Execution, record: CellOutputRecord): { cell: number } {
    const { n, time, output, display } = record;
    if (record.cleared) {
      this.clear(execution.id);
      if (isEmpty(output)) return { cell: execution.cell };
    }
    const earlier = display === null ? undefined : (this.shown.get(journal.id, display) as Piece | undefined);
    const [id, place] = earlier ? [earlier.execution, earlier.place] : [execution.id, n];
    const kept = fitted(output, MOST_TEXT - (record.cleared ? 0 : execution.outputLength));
    const continues = !earlier && isStream(output) && this.lastKind.get(execution.id) === output.kind;
    if (earlier) this.remove.run(earlier.id);
    this.insert.run(
      run.id, journal.id, id, place, time, output.kind, kept.text, kept.cut,
      listOrNull(output.mimes), listOrNull(output.artifacts), listOrNull(output.leftOut), display,
    );
    for (const { path, size, mime } of output.artifacts) this.insertArtifact.run(run.id, path, size, kindOf(mime), time);
    this.count.run(earlier || continues ? 0 : 1, earlier ? 0 : (kept.text?.length ?? 0), id);
    return { cell: earlier?.cell ?? execution.cell };
  }

  private clear(execution: number): void {
    this.removeAll.run(execution);
    this.uncount.run(execution);
  }
}

/** As docs/journal.md names kinds of artifacts. */
function kindOf(mime: CellArtifact['mime']): string {
  if (mime.startsWith('image/')) return 'image';
  if (mime === 'text/html') return 'html';
  return mime.startsWith('text/') || mime.endsWith('json') ? 'text' : 'file';
}

export function isStream({ kind }: Pick<CellOutput, 'kind'>): boolean {
  return kind === 'stdout' || kind === 'stderr';
}

function isEmpty({ text, cut, artifacts, leftOut }: CellOutput): boolean {
  return !text && cut === 0 && artifacts.length === 0 && leftOut.length === 0;
}

function fitted({ text, cut }: CellOutput, room: number): Pick<CellOutput, 'text' | 'cut'> {
  return text === null || text.length <= room ? { text, cut } : { text: null, cut: cut + text.length };
}

function listOrNull(list: readonly unknown[]): string | null {
  return list.length > 0 ? JSON.stringify(list) : null;
}
