import type { Database, Statement } from 'better-sqlite3';
import type { CellMetric } from '../../core/cell';
import { FOUND_PER_EXECUTION } from './found_place';

/** Numbers of points, in a journal or in what was read from outputs, that belong to a cell. */
interface Span {
  readonly cell: number;
  readonly first: number;
  readonly last: number;
}

interface Stream {
  readonly id: number;
  readonly runId: string;
  readonly key: string;
  readonly source: 'log' | 'printed';
}

type PointRow = readonly [seq: number, step: number, value: number | null];

/**
 * What cells recorded. That a point was logged in a cell stands nowhere with the point: it follows from its place in its journal, so that
 * it costs nothing to log. The machine's own series happen to be written meanwhile: they are the session's, not the cell's.
 */
export class CellMetrics {
  private readonly executions: Statement;
  private readonly spans: Statement;
  private readonly streams: Statement;
  private readonly next: Statement;
  private readonly lastUpTo: Statement;

  constructor(db: Database) {
    this.executions = db.prepare(
      `SELECT x.cell, x.journal, x.id, x.first_n AS first, x.last_n AS last FROM json_each(?) AS wanted CROSS JOIN execution x ON x.cell = wanted.value`,
    );
    this.spans = db.prepare(
      `SELECT x.cell, s.journal, s.first_n AS first, s.last_n AS last
       FROM json_each(?) AS wanted CROSS JOIN execution x ON x.cell = wanted.value JOIN cell_span s ON s.execution = x.id`,
    );
    this.streams = db.prepare(
      `SELECT s.id, r.run_id AS runId, n.text AS key, s.source
       FROM journal j JOIN stream s ON s.run = j.run AND s.journal = j.id JOIN run r ON r.id = s.run JOIN name n ON n.id = s.name WHERE j.id = ? AND n.text NOT LIKE 'system/%'`,
    );
    this.next = db.prepare('SELECT seq FROM point WHERE stream = ? AND seq >= ? ORDER BY seq LIMIT 1').pluck();
    this.lastUpTo = db.prepare('SELECT seq, step, value FROM point WHERE stream = ? AND seq <= ? ORDER BY seq DESC LIMIT 1').raw();
  }

  /** The last value of each key, by the cell. */
  load(cells: readonly number[]): Map<number, CellMetric[]> {
    const wanted = JSON.stringify(cells);
    const executions = this.executions.all(wanted) as { cell: number; journal: number; id: number; first: number; last: number | null }[];
    const spans = this.spans.all(wanted) as { cell: number; journal: number; first: number; last: number | null }[];
    const logged = Map.groupBy([...executions, ...spans], ({ journal }) => journal);
    const printed = Map.groupBy(executions, ({ journal }) => journal);
    const metrics = new Map<number, CellMetric[]>();
    for (const [journal, found] of logged) {
      const streams = this.streams.all(journal) as Stream[];
      if (streams.length === 0) continue;
      const inOrder = { log: inOrderOf(found.map(asSpan)), printed: inOrderOf((printed.get(journal) ?? []).map(asFoundSpan)) };
      for (const stream of streams) this.collect(stream, inOrder[stream.source], metrics);
    }
    for (const list of metrics.values()) list.sort((a, b) => (a.source === b.source ? 0 : a.source === 'log' ? -1 : 1));
    return metrics;
  }

  /** Goes from one cell that wrote to the stream to the next one, however many there are in between that did not. */
  private collect({ id, runId, key, source }: Stream, spans: readonly Span[], metrics: Map<number, CellMetric[]>): void {
    for (let at = 0; at < spans.length; at++) {
      const seq = this.next.get(id, spans[at]?.first) as number | undefined;
      if (seq === undefined) return;
      while (at < spans.length && (spans[at]?.last ?? 0) < seq) at++;
      const span = spans[at];
      if (!span || span.first > seq) {
        at--;
        continue;
      }
      const [, step, value] = this.lastUpTo.get(id, span.last) as PointRow;
      const list = metrics.get(span.cell) ?? [];
      metrics.set(span.cell, list);
      const before = list.findIndex((metric) => metric.key === key && metric.runId === runId && metric.source === source);
      if (before >= 0) list.splice(before, 1);
      list.push({ key, value: value ?? NaN, step, runId, source });
    }
  }
}

function asSpan({ cell, first, last }: { cell: number; first: number; last: number | null }): Span {
  return { cell, first, last: last ?? Number.MAX_SAFE_INTEGER };
}

function asFoundSpan({ cell, id }: { cell: number; id: number }): Span {
  return { cell, first: id * FOUND_PER_EXECUTION, last: (id + 1) * FOUND_PER_EXECUTION - 1 };
}

function inOrderOf(spans: readonly Span[]): Span[] {
  return [...spans].sort((a, b) => a.first - b.first);
}
