import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, Statement } from 'better-sqlite3';
import { foundNumbers } from '../../core/cells/found_numbers';
import type { PointWriter } from '../point_writer';
import { CellOutputs } from './cell_outputs';
import type { FoundEntry } from './cell_rows';
import { FoundChoices } from './found_choices';
import { FOUND_PER_EXECUTION } from './found_place';

/** Larger documents are no tables of numbers. */
const LARGEST_HTML = 4_000_000;
/** While a cell runs, more text than this is not read again with each piece. */
const MOST_WHILE_RUNNING = 300_000;

interface Cell {
  readonly run: number;
  readonly runId: string;
  readonly baseMs: number;
  readonly isHeadless: number;
  readonly notebook: string | null;
  readonly found: string | null;
  readonly redactedMs: number | null;
  readonly execution: number;
  readonly journal: number;
  readonly source: string | null;
  readonly startMs: number;
  readonly hasEnded: number;
  readonly outputLength: number;
  readonly lastMs: number | null;
}

interface Point {
  readonly execution: number;
  readonly metric: string;
  readonly value: number | null;
}

/** When points were read from outputs, by what `placeOf` gives: not known any more once they are read again. */
export type FoundTimes = ReadonlyMap<string, number>;

/** Reads numbers from what cells gave: what there is stays with the cell, and what was chosen becomes points of its session. */
export class FoundPoints {
  private readonly outputs: CellOutputs;
  private readonly select: Statement;
  private readonly save: Statement;
  private readonly there: Statement;
  private readonly times: Statement;
  private choices: FoundChoices | null = null;

  constructor(
    private readonly db: Database,
    private readonly points: PointWriter,
    private readonly artifactsDir: string,
  ) {
    this.outputs = new CellOutputs(db);
    this.select = db.prepare(
      `SELECT c.run, r.run_id AS runId, r.base_ms AS baseMs, coalesce(r.kind, '') = 'notebook' AS isHeadless, n.text AS notebook, c.found, c.redacted_ms AS redactedMs,
         x.id AS execution, x.journal, t.content AS source, x.start_ms AS startMs, x.status IS NOT NULL AS hasEnded, x.output_length AS outputLength,
         (SELECT max(time_ms) FROM cell_output WHERE execution = x.id) AS lastMs
       FROM cell c JOIN run r ON r.id = c.run LEFT JOIN name n ON n.id = c.notebook JOIN execution x ON x.cell = c.id LEFT JOIN cell_text t ON t.id = x.source
       WHERE c.id = ? ORDER BY x.output_count > 0 DESC, x.said_by = 'kernel' DESC LIMIT 1`,
    );
    this.save = db.prepare('UPDATE cell SET found = ? WHERE id = ?');
    this.there = db.prepare(
      `SELECT x.id AS execution, n.text AS metric, p.value FROM execution x JOIN stream s ON s.run = x.run AND s.journal = x.journal AND s.source = 'printed'
       JOIN name n ON n.id = s.name JOIN point p ON p.stream = s.id AND p.seq BETWEEN x.id * ${FOUND_PER_EXECUTION} AND (x.id + 1) * ${FOUND_PER_EXECUTION} - 1
       WHERE x.cell = ? ORDER BY s.id, p.seq`,
    );
    this.times = db.prepare(
      `SELECT n.text AS metric, p.seq, p.dt FROM stream s JOIN name n ON n.id = s.name JOIN point p ON p.stream = s.id
       WHERE s.run = ? AND s.source = 'printed' AND p.seq >= ${FOUND_PER_EXECUTION}`,
    );
  }

  /** Times of the points that a run has from its cells. */
  timesOf(run: number): FoundTimes {
    const rows = this.times.all(run) as { metric: string; seq: number; dt: number }[];
    return new Map(rows.map(({ metric, seq, dt }) => [placeOf(metric, seq), dt]));
  }

  /**
   * Brings what was found in a cell's outputs to what they are now. Returns the run whose points have to be read again from
   * all of its cells, because those that are there are others; else null.
   */
  update(cell: number, times?: FoundTimes): number | null {
    const given = this.select.get(cell) as Cell | undefined;
    if (!given || given.redactedMs !== null || (given.lastMs === null && given.found === null)) return null;
    if (given.hasEnded === 0 && given.outputLength > MOST_WHILE_RUNNING) return null;
    const numbers = this.numbersOf(given);
    this.keep(cell, given.found, numbers);
    this.choices ??= FoundChoices.load(this.db);
    // Where nothing was ever chosen, nothing is there.
    if (this.choices.isEmpty && given.isHeadless === 0) return null;
    const wanted = wantedOf(given, numbers, this.choices);
    const there = Map.groupBy(this.there.all(cell) as Point[], ({ metric }) => metric);
    if (![...there].every(([metric, points]) => isBeginning(points, wanted.get(metric) ?? [], given.execution))) return given.run;
    for (const [metric, list] of wanted) {
      for (let at = there.get(metric)?.length ?? 0; at < list.length; at++) {
        const { step, value } = list[at] as Found;
        const seq = given.execution * FOUND_PER_EXECUTION + at;
        const dt = times?.get(placeOf(metric, seq)) ?? (given.lastMs ?? given.startMs) - given.baseMs;
        this.points.addPrinted(given.run, given.journal, metric, step, dt, Number.isNaN(value) ? null : value, seq);
      }
    }
    return null;
  }

  forget(): void {
    this.choices = null;
  }

  private numbersOf({ execution, hasEnded, runId, source }: Cell): Found[] {
    const outputs = this.outputs.of(execution);
    const last = outputs.at(-1);
    // The last line may still go on.
    if (last && hasEnded === 0 && last.text !== null) outputs[outputs.length - 1] = { ...last, text: last.text.slice(0, last.text.lastIndexOf('\n') + 1) };
    return foundNumbers(outputs, (path) => this.html(runId, path), source ?? '').slice(0, FOUND_PER_EXECUTION);
  }

  private html(runId: string, path: string): string | null {
    const file = join(this.artifactsDir, runId, path);
    try {
      return statSync(file).size > LARGEST_HTML ? null : readFileSync(file, 'utf8');
    } catch {
      return null;
    }
  }

  /** The last of each key; all of them can be read again. */
  private keep(cell: number, before: string | null, numbers: readonly Found[]): void {
    const last = new Map(numbers.map(({ key, value, step }) => [key, [key, Number.isFinite(value) ? value : String(value), step] as FoundEntry]));
    const found = last.size === 0 ? null : JSON.stringify([...last.values()]);
    if (found !== before) this.save.run(found, cell);
  }
}

type Found = ReturnType<typeof foundNumbers>[number];

/** The numbers that are metrics, by the metric. */
function wantedOf({ notebook, isHeadless }: Cell, numbers: readonly Found[], choices: FoundChoices): Map<string, Found[]> {
  const wanted = new Map<string, Found[]>();
  for (const number of numbers) {
    const metric = choices.of(notebook, number.key, isHeadless === 1);
    if (typeof metric !== 'string') continue;
    const list = wanted.get(metric) ?? [];
    wanted.set(metric, list);
    list.push(number);
  }
  return wanted;
}

/** Whether the points that are there are the first of those that are wanted, of the same execution. */
function isBeginning(there: readonly Point[], wanted: readonly Found[], execution: number): boolean {
  return there.length <= wanted.length && there.every((point, at) => point.execution === execution && Object.is(point.value ?? NaN, wanted[at]?.value));
}

function placeOf(metric: string, seq: number): string {
  return `${seq} ${metric}`;
}
