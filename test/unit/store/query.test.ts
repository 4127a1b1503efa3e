import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Store } from '../../../src/store/store';
import cases from '../../cases/query.json';
import { JournalBuilder } from '../../builders/journal';

type CaseRun = (typeof cases.runs)[number];

let dir: string;
let store: Store;

beforeAll(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'trialbook-')), '.trialbook');
  store = Store.open(dir);
  for (const run of cases.runs) write(run);
  store.sync();
  for (const run of cases.runs) annotate(run);
});

afterAll(() => {
  store.close();
  rmSync(join(dir, '..'), { recursive: true });
});

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(cases.now), toFake: ['Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** The journal that leaves a run in the store as the case has it. */
function write(run: CaseRun): void {
  const start = new Date(run.started).getTime();
  const journal = new JournalBuilder(dir, {
    name: run.name, experiment: run.experiment, kind: run.kind, startMs: start, ...(run.host === null ? { host: '' } : { host: run.host }),
  });
  const script = run.script === null ? undefined : join(dir, '..', run.script);
  journal.record('command', { argv: run.command === '' ? [] : run.command.split(' '), cwd: '/', script, user: run.user ?? undefined });
  for (const path of run.files) journal.record('file', { path, mode: 'read', size: 1, mtime_ms: start });
  if (run.commit !== null) journal.record('git', { root: '/w', commit: run.commit, branch: run.branch ?? undefined });
  journal.params(run.params).tags(run.tags);
  for (const [key, values] of Object.entries(run.metrics)) values.forEach((value, step) => journal.record('metrics', { values: { [key]: value }, step }));
  if (run.ended === null) return;
  const [type, message] = run.error?.split(': ') ?? [];
  journal.record('end', { time: new Date(run.ended).getTime(), status: run.status, ...(type === undefined ? {} : { error: { type, message } }) });
}

/** What only a person can give. */
function annotate(run: CaseRun): void {
  const runId = store.resolve(run.name);
  if (run.starred) store.edit({ op: 'star', runIds: [runId], starred: true });
  store.edit({ op: 'note', runId, note: run.note });
}

describe('a query', () => {
  it.each(cases.find.map((found) => [found.query, found.names] as const))('%j finds its runs', (query, names) => {
    const found = new Set(store.runs({ query }).rows.map(({ name }) => name));
    expect(cases.runs.map(({ name }) => name).filter((name) => found.has(name))).toEqual(names);
  });

  it.each(cases.errors)('$query is refused at its place', ({ query, offset, length }) => {
    expect(() => store.runs({ query })).toThrow(expect.objectContaining({ code: 'query-syntax', details: { offset, length } }));
  });

  it('may list thousands of values', () => {
    const values = Array.from({ length: 5000 }, (_, i) => `"m${i}"`).join(', ');
    expect(store.runs({ query: `params.model in (${values}, "svm")` }).total).toBe(2);
    const numbers = Array.from({ length: 5000 }, (_, i) => i + 7).join(', ');
    expect(store.runs({ query: `params.C in (${numbers}, 1e-3)` }).total).toBe(1);
  });

  it('finds a file by its absolute path too, and one from elsewhere by nothing else', () => {
    expect(store.runs({ query: `file = "${join(dir, '..', 'data', 'digits.csv')}"` }).total).toBe(2);
    expect(store.runs({ query: `file = "${join(dir, '..', '..', 'train.py')}"` }).total).toBe(0);
  });

  it('takes what looks like SQL for what it is', () => {
    expect(store.runs({ query: `name = "x' OR '1'='1"` }).total).toBe(0);
  });
});
