import type { Database } from 'better-sqlite3';
import { join } from 'node:path';
import type { CellDetail } from '../../core/cell';
import { TrialbookError } from '../../core/errors';
import { cursorOf } from '../cursor';
import type { CellsReply, CellsRequest } from '../service';
import { combine, sql, type Sql } from '../sql';
import { CellOutputs } from './cell_outputs';
import { CellRows } from './cell_rows';

const DEFAULT_LIMIT = 1000;

/** Lists of executions, and all of one. */
export class CellsQuery {
  private readonly rows: CellRows;
  private readonly outputs: CellOutputs;

  constructor(
    private readonly db: Database,
    private readonly artifactsDir: string,
  ) {
    this.rows = new CellRows(db);
    this.outputs = new CellOutputs(db);
  }

  list(request: CellsRequest): CellsReply {
    return this.db.transaction(() => {
      const where = this.filter(request);
      const { offset = 0, limit = DEFAULT_LIMIT, descending = false } = request;
      const order = descending ? 'DESC' : 'ASC';
      const ids = this.db
        .prepare(`SELECT c.id FROM cell c WHERE ${where.sql} ORDER BY c.start_ms ${order}, c.id ${order}`)
        .pluck()
        .all(...where.values) as number[];
      return { rows: this.rows.load(ids.slice(offset, offset + limit)), total: ids.length, cursor: cursorOf(this.db), removed: this.removed(request.changedSince) };
    })();
  }

  load(id: number): CellDetail {
    return this.db.transaction(() => {
      const [row] = this.rows.load([id]);
      if (!row) throw cellNotFound(id);
      const traceback = this.db
        .prepare(
          `SELECT t.content FROM cell c LEFT JOIN execution k ON k.id = c.kernel LEFT JOIN execution e ON e.id = c.editor
           JOIN cell_text t ON t.id = coalesce(k.traceback, e.traceback) WHERE c.id = ?`,
        )
        .pluck()
        .get(id) as string | undefined;
      return { row, outputs: this.outputs.ofCell(id), traceback: traceback ?? null, artifactDir: join(this.artifactsDir, row.runId) };
    })();
  }

  private filter({ runId, notebook, cellId, changedSince }: CellsRequest): Sql {
    const conditions: Sql[] = [];
    const add = (text: string, ...values: unknown[]) => conditions.push(sql(text, ...values));
    if (runId !== undefined) {
      add(
        `c.id IN (SELECT b.id FROM run r JOIN cell b ON b.run = r.id WHERE r.run_id = ?
           UNION ALL SELECT x.cell FROM run r JOIN cell_span s ON s.run = r.id JOIN execution x ON x.id = s.execution WHERE r.run_id = ?)`,
        runId, runId,
      );
    }
    if (notebook !== undefined) add('c.notebook = (SELECT id FROM name WHERE text = ?)', notebook);
    if (cellId !== undefined) add('c.cell_id = ?', cellId);
    if (changedSince !== undefined) add('c.version > ?', changedSince);
    return combine('AND', conditions);
  }

  private removed(changedSince: number | undefined): number[] {
    if (changedSince === undefined) return [];
    return this.db.prepare('SELECT id FROM gone_cell WHERE version > ?').pluck().all(changedSince) as number[];
  }
}

export function cellNotFound(id: number): TrialbookError {
  return new TrialbookError('cell-not-found', `There is no execution ${id} in this store.`, { id });
}
