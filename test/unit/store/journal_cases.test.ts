import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Store } from '../../../src/store/store';

type Piece = string | { readonly raw: string } | { readonly base64: string } | { readonly repeat: string; readonly times: number };

interface ExpectedRun {
  readonly name: string | null;
  readonly experiment: string | null;
  readonly parent: string | null;
  readonly status: string;
  readonly params: Record<string, string>;
  readonly tags: Record<string, string>;
  readonly series: Record<string, [step: number, time: number, value: number | string][]>;
  readonly output: Record<string, string>;
  readonly artifacts: string[];
  readonly skipped: number;
  readonly problems?: number;
  readonly cells?: readonly ExpectedCell[];
}

interface ExpectedCell {
  readonly by: string;
  readonly count: number | null;
  readonly source: string;
  readonly status: string;
  readonly error: string | null;
  readonly metrics: Record<string, number>;
  readonly outputs: readonly [kind: string, text: string | null][];
}

interface Case {
  readonly about: string;
  readonly files: { readonly name: string; readonly bytes: readonly Piece[] }[];
  readonly expect: {
    readonly runs: Record<string, ExpectedRun>;
    readonly parts: { readonly journal: string; readonly part: number; readonly offset: number }[];
    readonly unread: string[];
  };
}

const folder = join(import.meta.dirname, '..', '..', 'cases', 'journal');
const cases = readdirSync(folder).filter((name) => name.endsWith('.json'));

let dir: string;
let store: Store;

beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'trialbook-')), '.trialbook');
  mkdirSync(join(dir, 'journal'), { recursive: true });
  store = Store.open(dir);
});

afterEach(() => {
  store.close();
  rmSync(join(dir, '..'), { recursive: true });
});

function readCase(name: string): Case {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as Case;
}

function write({ files }: Case): void {
  for (const { name, bytes } of files) {
    const content = Buffer.concat(bytes.map(bytesOf));
    writeFileSync(join(dir, 'journal', name), name.endsWith('.gz') ? gzipSync(content) : content);
  }
}

function bytesOf(piece: Piece): Buffer {
  if (typeof piece === 'string') return Buffer.from(`${piece}\n`);
  if ('raw' in piece) return Buffer.from(piece.raw);
  if ('base64' in piece) return Buffer.from(piece.base64, 'base64');
  return Buffer.from(piece.repeat.repeat(piece.times));
}

/** What the store knows, in the words of the cases. */
function known(runId: string, expected: ExpectedRun): ExpectedRun {
  const detail = store.detail(runId);
  const { row } = detail;
  const db = new Database(join(dir, 'trialbook.db'), { readonly: true });
  const problems = db
    .prepare("SELECT p.code IN ('bad-line', 'newer-record', 'repeated-record') AS skipped, p.count FROM problem p JOIN run r ON r.id = p.run WHERE r.run_id = ?")
    .all(runId) as { skipped: number; count: number }[];
  const given = db.prepare('SELECT name_from, experiment_given FROM run WHERE run_id = ?').get(runId) as { name_from: string; experiment_given: number };
  db.close();
  return {
    name: given.name_from === 'id' ? null : row.name,
    experiment: given.experiment_given ? row.experiment : null,
    parent: row.parentRunId,
    status: row.status,
    params: Object.fromEntries(detail.params.map(({ name, value }) => [name, value])),
    tags: Object.fromEntries(detail.tags.map(({ key, value }) => [key, value])),
    series: Object.fromEntries(detail.metrics.map(({ key }) => [key, inOrder(pointsOf(runId, key))])),
    output: outputOf(runId),
    artifacts: detail.artifacts.map(({ path }) => path),
    skipped: problems.filter(({ skipped }) => skipped).reduce((sum, { count }) => sum + count, 0),
    ...(expected.problems === undefined ? {} : { problems: problems.filter(({ skipped }) => !skipped).length }),
    ...(expected.cells === undefined ? {} : { cells: cellsOf(runId) }),
  };
}

function cellsOf(runId: string): ExpectedCell[] {
  return store.cells({ runId }).rows.map(({ id, by, count, source, status, error, metrics }) => ({
    by, count, source, status, error,
    metrics: Object.fromEntries(metrics.map(({ key, value }) => [key, value])),
    outputs: store.cell(id).outputs.map(({ kind, text }) => [kind, text] as const satisfies [string, string | null]),
  }));
}

function pointsOf(runId: string, key: string): [number, number, number | string][] {
  return store.points({ runId, key }).map(({ step, timeMs, value }) => [step, timeMs, value === null ? 'NaN' : Number.isFinite(value) ? value : String(value)]);
}

function inOrder(points: readonly [number, number, number | string][]): [number, number, number | string][] {
  return points.map((point) => [...point] as [number, number, number | string]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

function outputOf(runId: string): Record<string, string> {
  const text: Record<string, string> = {};
  for (const piece of store.log({ runId }).pieces) text[piece.stream] = (text[piece.stream] ?? '') + piece.text;
  return text;
}

function expectedRun(run: ExpectedRun): ExpectedRun {
  return {
    ...run,
    series: Object.fromEntries(Object.entries(run.series).map(([key, points]) => [key, inOrder(points)])),
    artifacts: [...run.artifacts].sort(),
  };
}

function partsRead(): { journal: string; part: number; offset: number }[] {
  const db = new Database(join(dir, 'trialbook.db'), { readonly: true });
  const parts = db.prepare('SELECT journal_id AS journal, part, "offset" FROM journal_parts').all() as { journal: string; part: number; offset: number }[];
  db.close();
  return parts;
}

describe('the store reads', () => {
  it.each(cases)('the journals of %s', (name) => {
    const given = readCase(name);
    write(given);
    store.sync();
    const runs = Object.entries(given.expect.runs);
    expect(store.runs({}).rows.map(({ runId }) => runId).sort()).toEqual(runs.map(([runId]) => runId).sort());
    for (const [runId, expected] of runs) expect(known(runId, expected)).toEqual(expectedRun(expected));
    expect(partsRead()).toEqual(expect.arrayContaining(given.expect.parts.map(({ journal, part, offset }) => ({ journal, part, offset }))));
    expect([...store.unreadableJournals].sort()).toEqual(given.expect.unread);
  });
});
