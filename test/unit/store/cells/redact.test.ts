import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { pathsOf } from '../../../../src/store/paths';
import type { Store } from '../../../../src/store/store';
import { filesHolding } from '../../../builders/files_below';
import { SessionJournal } from '../../../builders/session_journal';
import { openStore } from '../../../builders/store';
import { temporaryStoreDir } from '../../../builders/store_dir';

const SECRET = 'sk-4f9a81c2d7e6b35088aa';
const never = () => false;

let dir: string;
let store: Store;

beforeEach(() => {
  dir = temporaryStoreDir();
  store = openStore(dir);
});

const cells = (of: Store = store) => of.cells({}).rows;
const holding = () => filesHolding(dir, SECRET).map((path) => path.slice(dir.length + 1));
const redact = (...sources: readonly string[]) =>
  store.edit({ op: 'redact-cells', ids: cells().filter(({ source }) => sources.some((part) => source.includes(part))).map(({ id }) => id) });

/** A session in which a secret was in a source, in outputs of all kinds, in an error, and in a file. */
function leak(options: ConstructorParameters<typeof SessionJournal>[2] = {}): SessionJournal {
  const session = new SessionJournal(dir, 'kernel', options).cell('import os', { prints: 'fine\n' });
  mkdirSync(join(dir, 'artifacts', session.runId, 'cells'), { recursive: true });
  writeFileSync(join(dir, 'artifacts', session.runId, 'cells', 'ab.html'), `<b>${SECRET}</b>`);
  session.begin(`login("${SECRET}")`, { count: 2 }).print(`key ${SECRET}\n`).print(`${`${SECRET} `.repeat(3000)}\n`).print(`accuracy: 0.5\n`).metrics({ loss: 0.5 }, 0);
  session.output({ kind: 'display', text: SECRET, display: 'd1', artifacts: [{ mime: 'text/html', path: 'cells/ab.html', size: 30 }] });
  session.finish({ status: 'error', error: { type: 'ValueError', message: `bad ${SECRET}`, traceback: `Traceback\n${SECRET}` }, defined: ['token'], read: ['os'], deleted: [] });
  return session.cell('train()', { prints: 'loss: 0.5\n' });
}

describe('a redacted cell', () => {
  it('is gone from every file of the store, wherever it had come by then', async () => {
    leak().record('end', { status: 'FAILED', error: { type: 'ValueError', message: `bad ${SECRET}`, traceback: SECRET } }).record('seal');
    store.sync();
    await store.tidy(never);
    expect(new Set(holding().map((path) => path.split(/[/.]/)[0]))).toEqual(new Set(['artifacts', 'backup', 'journal', 'trialbook']));
    redact(SECRET);
    expect(holding()).toEqual([]);
    expect(readdirSync(join(dir, 'backup'))).toHaveLength(1);
    expect(readdirSync(join(dir, 'journal')).filter((name) => name.endsWith('.redacted'))).toEqual([]);
  });

  it('keeps what is not text: when it ran, its names, what it logged; and all others are as they were', () => {
    leak().end();
    store.sync();
    const before = cells();
    redact(SECRET);
    expect(cells()[1]).toMatchObject({
      source: '', error: null, status: 'error', found: [], outputCount: 0, count: 2, startMs: before[1]?.startMs, endMs: before[1]?.endMs,
      names: { defined: ['token'], read: ['os'] }, metrics: [{ key: 'loss', value: 0.5 }], redactedMs: expect.any(Number) as number,
    });
    expect(store.cell(before[1]?.id ?? 0)).toMatchObject({ outputs: [], traceback: null });
    expect([cells()[0], cells()[2]]).toEqual([before[0], before[2]]);
    expect(store.cell(before[2]?.id ?? 0).outputs).toMatchObject([{ text: 'loss: 0.5\n' }]);
  });

  it('leaves the journal such that the store can be made from it again, without the secret', () => {
    const session = leak().end();
    store.sync();
    redact(SECRET);
    const before = cells();
    store.close();
    rmSync(pathsOf(dir).database);
    const again = openStore(dir);
    again.sync();
    expect(cells(again).map(({ id: _id, redactedMs, ...row }) => [row, redactedMs !== null])).toEqual(before.map(({ id: _id, redactedMs, ...row }) => [row, redactedMs !== null]));
    expect(again.detail(session.runId).row).toMatchObject({ status: 'FINISHED', problemCount: 0 });
    expect(filesHolding(dir, SECRET)).toEqual([]);
  });

  it('of a journal that is still written is taken out of it once it is sealed, and nothing that comes later brings it back', () => {
    const session = leak();
    store.sync();
    const bytes = readFileSync(session.path);
    redact(SECRET);
    expect(readFileSync(session.path)).toEqual(bytes);
    expect(holding()).toEqual([`journal/${session.journalId}.0.jsonl`]);
    session.output({ kind: 'display', text: `again ${SECRET}`, display: 'd1' }, 2).print(`late ${SECRET}\n`, 2).end();
    store.sync();
    expect(holding()).toEqual([]);
    expect(cells()[1]).toMatchObject({ source: '', outputCount: 0 });
  });

  it('stays so where the database is lost while its journal is still written', () => {
    const session = leak();
    store.sync();
    redact(SECRET);
    store.close();
    rmSync(pathsOf(dir).database);
    const again = openStore(dir);
    again.sync();
    expect(cells(again).map(({ source, outputCount }) => [source, outputCount])).toEqual([['import os', 1], ['', 0], ['train()', 1]]);
    session.end();
    again.sync();
    expect(filesHolding(dir, SECRET)).toEqual([]);
  });

  it('is redacted to the end by whoever comes next, where that broke off', () => {
    const session = leak().end();
    store.sync();
    // As a process leaves it that is killed just after it has noted what it will do.
    writeFileSync(join(dir, 'journal', `${session.journalId}.redacted`), 'execution 2\n');
    store.close();
    const next = openStore(dir);
    next.sync();
    expect(filesHolding(dir, SECRET)).toEqual([]);
    expect(cells(next)[1]).toMatchObject({ source: '' });
  });

  it('is redacted in the journals of both who recorded it, and of one that comes later', () => {
    const inKernel = new SessionJournal(dir, 'kernel').cell(`login("${SECRET}")`, { count: 1, prints: SECRET });
    store.sync();
    redact(SECRET);
    const inEditor = new SessionJournal(dir, 'editor').cell(`login("${SECRET}")`, { count: 1, prints: SECRET });
    store.sync();
    expect(cells()).toMatchObject([{ by: 'both', source: '', outputCount: 0 }]);
    for (const journal of [inKernel, inEditor]) journal.end();
    store.sync();
    expect(holding()).toEqual([]);
  });

  it('does not take a file that another cell shows', () => {
    const session = new SessionJournal(dir);
    mkdirSync(join(dir, 'artifacts', session.runId, 'cells'), { recursive: true });
    const files = ['ours.png', 'mine.png'].map((name) => join(dir, 'artifacts', session.runId, 'cells', name));
    for (const file of files) writeFileSync(file, 'png');
    const show = (name: string) => ({ kind: 'display', artifacts: [{ mime: 'image/png', path: `cells/${name}`, size: 3 }] }) as const;
    session.begin('a').output(show('ours.png')).output(show('mine.png')).finish().begin('b').output(show('ours.png')).finish();
    store.sync();
    redact('a');
    expect(files.map((file) => existsSync(file))).toEqual([true, false]);
  });

  it('is empty in the executed notebook that its run kept, by its id or its source', () => {
    const session = new SessionJournal(dir, 'kernel', { kind: 'notebook' }).cell(`a = "${SECRET}"`, { cell: 'one' }).cell(`b = "${SECRET}"`).cell('c');
    const file = join(dir, 'artifacts', session.runId, 'notebook.ipynb');
    mkdirSync(join(dir, 'artifacts', session.runId), { recursive: true });
    const cell = (id: string, source: unknown) => ({ id, cell_type: 'code', metadata: {}, execution_count: 1, source, outputs: [{ output_type: 'stream', text: [SECRET] }] });
    const notebook = { cells: [cell('one', 'other'), cell('two', [`b = "${SECRET}"\n`]), { ...cell('three', 'c'), outputs: [] }], metadata: { kernelspec: {} }, nbformat: 4, nbformat_minor: 5 };
    writeFileSync(file, JSON.stringify(notebook));
    session.record('artifact', { path: 'notebook.ipynb', size: 5 }).end();
    store.sync();
    redact(SECRET);
    expect(holding()).toEqual([]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      ...notebook, cells: [{ ...notebook.cells[0], source: '', outputs: [] }, { ...notebook.cells[1], source: '', outputs: [] }, notebook.cells[2]],
    });
    expect(store.detail(session.runId).artifacts).toMatchObject([{ size: readFileSync(file).length }]);
  });

  it('takes the params with it that it set', () => {
    const session = new SessionJournal(dir).cell(`token = "${SECRET}"\nlr = 0.1`, { tags: ['parameters'] }).cell('lr = 0.5', { tags: ['parameters'] }).end();
    store.sync();
    redact('token');
    expect(store.detail(session.runId).params).toEqual([{ name: 'lr', value: '0.5', source: 'cell' }]);
    expect(holding()).toEqual([]);
  });

  it('that is not there changes nothing of those that are', () => {
    leak().end();
    store.sync();
    const before = cells();
    expect(() => store.edit({ op: 'redact-cells', ids: [before[0]?.id ?? 0, 4711] })).toThrow(expect.objectContaining({ code: 'cell-not-found' }));
    expect(cells()).toEqual(before);
  });

  it('is gone from lines that were torn, and it is still told that they were', () => {
    const session = leak({ boot: 'another boot', pid: 4711 });
    const torn = `{"v":1,"type":"cell_output","n":99,"text":"${SECRET}`;
    appendFileSync(session.path, `${torn}\n${torn}`);
    const longAgo = new Date(Date.now() - 600_000);
    utimesSync(session.path, longAgo, longAgo);
    store.sync();
    const { problems } = store.detail(session.runId);
    expect(problems).toMatchObject([{ code: 'bad-line' }]);
    redact(SECRET);
    expect(holding()).toEqual([]);
    store.close();
    rmSync(pathsOf(dir).database);
    const again = openStore(dir);
    again.sync();
    expect(again.detail(session.runId).problems.map(({ message }) => message)).toEqual(problems.map(({ message }) => message));
  });

  it('is gone from the journals as soon as the window has a look that tends them', async () => {
    leak().end();
    store.sync();
    await store.tidy(never);
    const other = openStore(dir);
    expect([store.mayRead(), other.mayRead()]).toEqual([true, false]);
    other.edit({ op: 'redact-cells', ids: cells().filter(({ source }) => source.includes(SECRET)).map(({ id }) => id) });
    expect(new Set(holding().map((path) => path.split('/')[0]))).toEqual(new Set(['journal']));
    store.finishRedactions();
    expect(holding()).toEqual([]);
  });

  it('is gone from a backup that was just being made', async () => {
    leak().end();
    store.sync();
    const tidying = store.tidy(never);
    redact(SECRET);
    await tidying;
    store.finishRedactions();
    expect(holding()).toEqual([]);
  });

  it('is gone as soon as nobody reads any more what was there before', () => {
    leak().end();
    store.sync();
    const reader = new Database(pathsOf(dir).database);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM cell').get();
    redact(SECRET);
    expect(cells()[1]).toMatchObject({ source: '' });
    reader.exec('COMMIT');
    reader.close();
    store.sync();
    expect(holding()).toEqual([]);
  });
});
