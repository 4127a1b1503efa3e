import type { Database } from 'better-sqlite3';
import type { CellMetric, CellNames, CellRow, CellStatus } from '../../core/cell';
import { CellMetrics } from './cell_metrics';
import { FoundChoices } from './found_choices';

type Row = readonly [
  id: number, runId: string, notebook: string | null, cellId: string | null, handle: string | null, place: number | null, tags: string | null,
  language: string | null, count: number | null, source: string | null, startMs: number, endMs: number | null, status: CellStatus, error: string | null,
  names: string | null, isKernel: number, isEditor: number, cpuMs: number | null, memory: number | null, found: string | null, outputCount: number,
  redactedMs: number | null, isHeadless: number,
];

/** What the kernel says wins; the editor knows better what its notebooks are called now, and how it names their cells. */
const COLUMNS = `c.id, r.run_id, n.text, c.cell_id, coalesce(e.handle, k.handle), coalesce(k.place, e.place), coalesce(k.tags, e.tags),
  coalesce(k.language, e.language, s.language), coalesce(k.count, e.count), t.content, c.start_ms, coalesce(k.end_ms, e.end_ms),
  coalesce(nullif(k.status, 'unknown'), nullif(e.status, 'unknown'),
    CASE WHEN r.status = 'RUNNING' AND ((k.id IS NOT NULL AND k.status IS NULL AND jk.state = 'OPEN') OR (e.id IS NOT NULL AND e.status IS NULL AND je.state = 'OPEN'))
      THEN 'running' ELSE 'unknown' END),
  f.content, coalesce(k.names, e.names), k.id IS NOT NULL, e.id IS NOT NULL, k.cpu_ms, k.memory, c.found,
  CASE WHEN k.output_count > 0 THEN k.output_count ELSE coalesce(e.output_count, 0) END, c.redacted_ms, r.kind = 'notebook'`;

/** Rows of executions, in the order of their numbers. */
export class CellRows {
  private readonly metrics: CellMetrics;

  constructor(private readonly db: Database) {
    this.metrics = new CellMetrics(db);
  }

  /** Numbers that are no cell's are passed over. */
  load(ids: readonly number[]): CellRow[] {
    const wanted = JSON.stringify(ids);
    const rows = this.db
      .prepare(
        `SELECT ${COLUMNS} FROM json_each(?) AS wanted CROSS JOIN cell c ON c.id = wanted.value JOIN run r ON r.id = c.run LEFT JOIN session s ON s.run = c.run
         LEFT JOIN execution k ON k.id = c.kernel LEFT JOIN journal jk ON jk.id = k.journal
         LEFT JOIN execution e ON e.id = c.editor LEFT JOIN journal je ON je.id = e.journal
         LEFT JOIN name n ON n.id = c.notebook LEFT JOIN cell_text t ON t.id = coalesce(k.source, e.source)
         LEFT JOIN cell_text f ON f.id = coalesce(k.error, e.error) ORDER BY wanted.key`,
      )
      .raw()
      .all(wanted) as Row[];
    const runs = this.openRuns(wanted);
    const metrics = this.metrics.load(ids);
    const choices = FoundChoices.load(this.db);
    return rows.map((row) => rowOf(row, runs.get(row[0]) ?? [], metrics.get(row[0]) ?? [], choices));
  }

  private openRuns(wanted: string): Map<number, string[]> {
    const rows = this.db
      .prepare(
        `SELECT DISTINCT x.cell, r.run_id AS runId FROM json_each(?) AS wanted CROSS JOIN execution x ON x.cell = wanted.value
         JOIN cell_span s ON s.execution = x.id JOIN run r ON r.id = s.run ORDER BY r.start_ms, r.id`,
      )
      .all(wanted) as { cell: number; runId: string }[];
    const runs = new Map<number, string[]>();
    for (const { cell, runId } of rows) runs.set(cell, [...(runs.get(cell) ?? []), runId]);
    return runs;
  }
}

/** Numbers as they are kept with a cell: key, value, step; JSON has no NaN and no infinities. */
export type FoundEntry = readonly [key: string, value: number | 'NaN' | 'Infinity' | '-Infinity', step: number | null];

function rowOf(row: Row, runs: readonly string[], metrics: readonly CellMetric[], choices: FoundChoices): CellRow {
  const [
    id, runId, notebook, cellId, handle, index, tags, language, count, source, startMs, endMs, status, error, names, isKernel, isEditor, cpuMs, memory,
    found, outputCount, redactedMs, isHeadless,
  ] = row;
  return {
    id, runId, runs, notebook, cellId, handle, index,
    tags: tags === null ? [] : (JSON.parse(tags) as string[]),
    language, count,
    source: source ?? '',
    startMs, endMs, status, error,
    names: names === null ? null : (JSON.parse(names) as CellNames),
    by: isKernel === 0 ? 'editor' : isEditor === 0 ? 'kernel' : 'both',
    cpuMs, memory, metrics,
    found: (found === null ? [] : (JSON.parse(found) as FoundEntry[])).map(([key, value, step]) => {
      return { key, value: Number(value), step, metric: choices.of(notebook, key, isHeadless === 1) };
    }),
    outputCount, redactedMs,
  };
}
