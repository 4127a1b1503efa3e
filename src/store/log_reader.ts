import type { Database } from 'better-sqlite3';
import { runNotFound } from './run_detail';
import type { LogReply, LogRequest } from './service';

const DEFAULT_LIMIT = 1000;

type Row = [id: number, timeMs: number, stream: 'stdout' | 'stderr', text: string];

/** What a run printed, piece by piece in the order in which it was read. */
export class LogReader {
  constructor(private readonly db: Database) {}

  read({ runId, after = 0, tail, limit = DEFAULT_LIMIT }: LogRequest): LogReply {
    const run = this.db.prepare('SELECT id FROM run WHERE run_id = ?').pluck().get(runId) as number | undefined;
    if (run === undefined) throw runNotFound(runId);
    const rows = tail === undefined ? this.rows('ASC', run, after, limit) : this.rows('DESC', run, after, tail).reverse();
    const pieces = rows.map(([, timeMs, stream, text]) => ({ timeMs, stream, text }));
    return { pieces, next: rows.at(-1)?.[0] ?? after };
  }

  private rows(order: 'ASC' | 'DESC', run: number, after: number, limit: number): Row[] {
    const sql = `SELECT id, time_ms, stream, text FROM output WHERE run = ? AND id > ? ORDER BY id ${order} LIMIT ?`;
    return this.db.prepare(sql).raw().all(run, after, limit) as Row[];
  }
}
