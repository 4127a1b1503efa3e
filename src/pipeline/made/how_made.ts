import { dirname, isAbsolute } from 'node:path';
import type { CellRow } from '../../core/cell';
import { TrialbookError } from '../../core/errors';
import type { RunDetail } from '../../core/run';
import type { StoreService } from '../../store/service';
import { importedModules, learnModules } from '../known_modules';
import { distributionOf } from '../targets/requirements_file';
import { executedCells } from './executed_cell';
import type { Execution, Slice } from './execution';
import type { Made, MadeRun } from './made';
import { missingCounts, noteText } from './note_text';
import { sliceCells } from './slice';
import { findTarget, type Wanted } from './target';

/** What is asked of the store; a `Store`, or one behind a message port. */
export type CellStore = { readonly [K in 'detail' | 'cells' | 'experiments']: (...args: Parameters<StoreService[K]>) => ReturnType<StoreService[K]> | Promise<ReturnType<StoreService[K]>> };

export interface HowMadeRequest extends Wanted {
  readonly runId: string;
  /** a Python to ask for the names behind `from module import *`; undefined: none is asked */
  readonly interpreter?: string | undefined;
  /** the folder that Trialbook is installed in */
  readonly root: string;
  readonly signal?: AbortSignal | undefined;
}

const PAGE = 2000;

/**
 * The executions that lead to a number of a run, with what is known of where they ran.
 * @throws TrialbookError `no-cells`, `cell-not-found`, `metric-not-found`, `run-not-found`; the signal's reason
 */
export async function howMade(store: CellStore, { runId, metric, count, interpreter, root, signal }: HowMadeRequest): Promise<Made> {
  const detail = await store.detail(runId);
  const own = await cellsOf(store, runId, signal);
  if (own.length === 0) throw noCells(detail);
  const headline = (await store.experiments()).find(({ name }) => name === detail.row.experiment)?.metric ?? null;
  const target = findTarget(detail, own, { metric, count }, headline);
  const last = target.cells.at(-1)!;
  // A run may have been taken up again in another session, whose variables are others.
  const targets = target.cells.filter((cell) => cell.runId === last.runId);
  const session = last.runId === runId ? detail : await store.detail(last.runId);
  const rows = last.runId === runId ? own : await cellsOf(store, last.runId, signal);
  const until = rows.slice(0, rows.findIndex(({ id }) => id === last.id) + 1);
  const language = languageOf(session, last);
  const slice = language === 'python' ? await sliced(until, targets, session, { interpreter, root, signal }) : whole(until, targets);
  return { ...describe(detail, session, last, until, slice), number: target.number, language };
}

/** All executions of a run, in the order in which they began. */
async function cellsOf(store: CellStore, runId: string, signal: AbortSignal | undefined): Promise<CellRow[]> {
  const rows: CellRow[] = [];
  for (;;) {
    signal?.throwIfAborted();
    const reply = await store.cells({ runId, offset: rows.length, limit: PAGE });
    rows.push(...reply.rows);
    if (reply.rows.length === 0 || rows.length >= reply.total) return rows;
  }
}

function noCells({ row }: RunDetail): TrialbookError {
  const why = row.kind === 'session' || row.kind === 'notebook' ? 'no cell of it was recorded' : 'it did not run in a notebook whose cells are recorded';
  return new TrialbookError('no-cells', `How ${row.name} was made is not known: ${why}. Track the notebook (Trialbook: Track Notebook, or %load_ext trialbook in its first cell), or run it with \`python -m trialbook run\`, and make the number again.`);
}

function languageOf({ session }: RunDetail, last: CellRow): string {
  const name = (session?.language ?? last.language ?? 'python').toLowerCase();
  return /^i?python\d*$/.test(name) ? 'python' : name;
}

async function sliced(rows: readonly Execution[], targets: readonly CellRow[], session: RunDetail, { interpreter, root, signal }: Pick<HowMadeRequest, 'interpreter' | 'root' | 'signal'>): Promise<Slice> {
  const cells = executedCells(rows);
  const folder = session.cwd ?? root;
  const imported = importedModules(cells.flatMap(({ parsed }) => parsed ?? []), folder);
  const stars = imported.stars.length === 0 ? new Map<string, readonly string[]>() : (await learnModules(imported, { folder, interpreter, root, signal })).stars;
  signal?.throwIfAborted();
  return sliceCells(cells, new Set(targets.map(({ id }) => id)), { stars, localModules: imported.local });
}

/** Of other languages nothing is known but the order. */
function whole(rows: readonly CellRow[], targets: readonly CellRow[]): Slice {
  const made = new Set(targets.map(({ id }) => id));
  const [last] = targets.slice(-1);
  const filled = rows.filter(({ source, redactedMs }) => source.trim() !== '' || redactedMs !== null);
  const redacted = filled.filter(({ redactedMs }) => redactedMs !== null);
  return {
    kept: filled.map(({ id, status }) => ({ id, raises: status !== 'ok', why: [made.has(id) ? { kind: 'target', subject: null, to: null } : { kind: 'before-unknown', subject: null, to: last?.id ?? null }] })),
    left: rows.filter((row) => !filled.includes(row)).map(({ id }) => id),
    notes: redacted.length === 0 ? [] : [{ kind: 'redacted', executions: redacted.map(({ id }) => id), names: [] }],
    modules: [],
    files: [],
  };
}

function describe(detail: RunDetail, session: RunDetail, last: CellRow, rows: readonly CellRow[], slice: Slice): Omit<Made, 'number' | 'language'> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const kept = slice.kept.map(({ id, why, raises }) => {
    const { cellId, handle, count, source, tags, status, startMs, redactedMs } = byId.get(id)!;
    return { id, cellId, handle, count, source, tags, status, startMs, raises, redacted: redactedMs !== null, why };
  });
  const missing = missingCounts(rows);
  const notebook = last.notebook ?? session.session?.notebook ?? null;
  const notes = missing.length === 0 ? slice.notes : [...slice.notes, { kind: 'unrecorded' as const, executions: [], names: missing }];
  return {
    run: runOf(detail),
    session: runOf(session),
    target: last,
    kept,
    left: slice.left.map((id) => ({ id, count: byId.get(id)!.count })),
    notes: [...notes.map((note) => noteText(note, note.executions.map((id) => byId.get(id)!))), ...raised(kept, byId), ...otherLanguage(session, last)],
    runnable: !notes.some(({ kind }) => kind === 'redacted' || kind === 'undefined'),
    kernel: session.session?.kernel ?? null,
    folder: session.cwd ?? (notebook !== null && isAbsolute(notebook) ? dirname(notebook) : null),
    notebook,
    python: session.environment?.python ?? null,
    packages: packagesOf(session, slice.modules),
    files: slice.files.map((path) => fileOf(path, session)),
    commit: session.git?.commit ?? null,
    snapshot: session.git?.snapshot ?? null,
  };
}

function runOf({ row: { runId, name, kind, experiment } }: RunDetail): MadeRun {
  return { runId, name, kind, experiment };
}

function raised(kept: Made['kept'], byId: ReadonlyMap<number, CellRow>): string[] {
  return kept.flatMap(({ id, status, count }) => {
    if (status !== 'error') return [];
    const [type] = (byId.get(id)?.error ?? '').split(/[:\n]/, 1);
    return [`[${count ?? ' '}] ended with ${type ? `\`${type}\`` : 'an error'}, and may have changed something before. It is kept, and what follows runs all the same.`];
  });
}

function otherLanguage(session: RunDetail, last: CellRow): string[] {
  const language = languageOf(session, last);
  return language === 'python' ? [] : [`The kernel's language is ${language}, in which it cannot be told what matters: all that ran before is here.`];
}

function packagesOf({ environment }: RunDetail, modules: readonly string[]): Made['packages'] {
  const versions = new Map(Object.entries(environment?.packages ?? {}).map(([name, version]) => [normal(name), { name, version }]));
  const found = modules.flatMap((module) => versions.get(normal(distributionOf(module))) ?? []);
  return [...new Map(found.map((one) => [one.name, one])).values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** A recorded file is the one that the code names where its path ends so. */
function fileOf(path: string, { files }: RunDetail): Made['files'][number] {
  const wanted = path.replaceAll('\\', '/').replace(/^(?:\.{1,2}\/)+/, '');
  const known = files.filter((file) => file.path === wanted || file.path.endsWith(`/${wanted}`));
  const [only] = known;
  const { hash = null, hashKind = null } = known.length === 1 && only ? only : {};
  return { path, hash, hashKind };
}
