import { Names } from './names';
import { type Line, readLine } from './printed_line';
import { sift } from './sieve';
import { tableHeader, tableRow } from './table';

/** A number that was printed and is plainly a metric. */
export interface PrintedPoint {
  readonly key: string;
  /** null: one more than that of the series' last point */
  readonly step: number | null;
  /** may be NaN or infinite */
  readonly value: number;
}

/** What is remembered from line to line. */
interface Memory {
  /** the beginning of a line that has not ended yet */
  rest: string;
  /** the line that has not ended yet is too long to be read */
  skip: boolean;
  /** the epoch that a line of its own has announced */
  epoch: number | null;
  /** keys that came since, and those that come more than once in an epoch */
  seen: string[];
  often: string[];
  /** columns of the table whose rows may follow, and lines since its last row */
  table: string[];
  between: number;
  /** within a traceback, whose indented lines are code */
  traceback: boolean;
  /** LightGBM repeats its best iteration in the next line */
  repeat: boolean;
}

/** Longer lines are not read; no program prints its metrics so. */
const LONGEST_LINE = 4096;
const MOST_KEYS = 100;
/** Lines that may stand between two rows of a table. */
const MOST_BETWEEN = 3;

/**
 * Reads metrics from what one stream of one process prints, piece by piece in order. Pieces may be cut anywhere: the points
 * are the same. A line is read when it has ended.
 */
export class PrintedReader {
  private readonly memory: Memory;
  private readonly names = new Names();

  /** @param state of the reader that read up to here; absent, or not one: the output begins */
  constructor(state = '') {
    this.memory = remembered(state);
  }

  /** What to give to the reader that goes on from here; empty where there is nothing to remember. */
  get state(): string {
    const { rest, skip, epoch, often, table, traceback, repeat } = this.memory;
    const isFresh = rest === '' && !skip && epoch === null && often.length === 0 && table.length === 0 && !traceback && !repeat;
    return isFresh ? '' : JSON.stringify(this.memory);
  }

  /** The points of the lines that end in this piece. Never throws. */
  read(text: string): PrintedPoint[] {
    const points: PrintedPoint[] = [];
    const { memory } = this;
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      if (memory.rest !== '') this.line(memory.rest + text.slice(from, end), 0, memory.rest.length + end - from, points);
      else if (!memory.skip) this.line(text, from, end, points);
      memory.rest = '';
      memory.skip = false;
      from = end + 1;
    }
    if (memory.rest.length + text.length - from > LONGEST_LINE) {
      memory.rest = '';
      memory.skip = true;
    } else if (!memory.skip) {
      memory.rest += text.slice(from);
    }
    return points;
  }

  /** The line that stands in a text from one place up to another. */
  private line(text: string, from: number, to: number, points: PrintedPoint[]): void {
    const { memory } = this;
    if (to - from > LONGEST_LINE) return;
    if (memory.traceback) memory.traceback = text[from] === ' ';
    if (memory.traceback) return;
    if (memory.table.length > 0 && this.row(text.slice(from, to), points)) return;
    const sifted = sift(text, from, to);
    if (sifted === 'nothing') return;
    const line = text.slice(from, to);
    if (this.begins(line) || sifted === 'words') return;
    if (memory.repeat) memory.repeat = false;
    else this.take(readLine(line, memory.epoch !== null, this.names), points);
  }

  /** Whether the line begins something: a traceback, a table, a repetition. */
  private begins(line: string): boolean {
    const { memory } = this;
    const columns = tableHeader(line);
    if (columns) [memory.table, memory.between] = [columns, 0];
    else if (line.startsWith('Traceback (')) memory.traceback = true;
    else if (/est iteration is:\s*$/.test(line)) memory.repeat = true;
    else return false;
    return true;
  }

  private row(line: string, points: PrintedPoint[]): boolean {
    const { memory } = this;
    const told = tableRow(line, memory.table);
    if (told === null) {
      memory.between++;
      if (memory.between > MOST_BETWEEN) [memory.table, memory.between] = [[], 0];
      return false;
    }
    memory.between = 0;
    for (const [key, value] of told.values) points.push({ key, step: told.step, value });
    return true;
  }

  private take(line: Line, points: PrintedPoint[]): void {
    const { memory } = this;
    switch (line.type) {
      case 'epoch':
        memory.epoch = line.epoch;
        memory.seen = [];
        break;
      case 'metrics':
        this.metrics(line, points);
        break;
      case 'other':
        break;
    }
  }

  private metrics({ told, inEpoch, ofEpoch, keras }: Extract<Line, { type: 'metrics' }>, points: PrintedPoint[]): void {
    const { memory } = this;
    if (ofEpoch) memory.epoch = null;
    const again = keras && memory.epoch !== null && [...told.values.keys()].every((key) => memory.seen.includes(key));
    for (const [key, value] of told.values) {
      if (again) points.push({ key: `eval_${key}`, step: null, value });
      else points.push({ key, step: told.step ?? (inEpoch ? this.epochFor(key) : null), value });
    }
  }

  /** The announced epoch, for keys that come once in each. */
  private epochFor(key: string): number | null {
    const { memory } = this;
    if (memory.epoch === null || memory.often.includes(key)) return null;
    if (memory.seen.includes(key)) {
      if (memory.often.length < MOST_KEYS) memory.often.push(key);
      return null;
    }
    if (memory.seen.length < MOST_KEYS) memory.seen.push(key);
    return memory.epoch;
  }
}

function empty(): Memory {
  return { rest: '', skip: false, epoch: null, seen: [], often: [], table: [], between: 0, traceback: false, repeat: false };
}

/** What is not as it should be is as at the beginning. */
function remembered(state: string): Memory {
  const memory = empty();
  try {
    const { rest, skip, epoch, seen, often, table, between, traceback, repeat } = JSON.parse(state || '{}') as Partial<Record<keyof Memory, unknown>>;
    if (typeof rest === 'string') memory.rest = rest.slice(0, LONGEST_LINE);
    memory.skip = skip === true;
    if (Number.isSafeInteger(epoch)) memory.epoch = epoch as number;
    memory.seen = texts(seen);
    memory.often = texts(often);
    memory.table = texts(table);
    if (Number.isSafeInteger(between)) memory.between = between as number;
    memory.traceback = traceback === true;
    memory.repeat = repeat === true;
  } catch {
    return empty();
  }
  return memory;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string').slice(0, MOST_KEYS) : [];
}
