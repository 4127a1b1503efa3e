import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { howMade } from '../../../../src/pipeline/made/how_made';
import type { Made } from '../../../../src/pipeline/made/made';
import { Store } from '../../../../src/store/store';
import { JournalBuilder } from '../../../builders/journal';
import { SessionJournal } from '../../../builders/session_journal';

const root = join(import.meta.dirname, '..', '..', '..', '..');
let dir = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'trialbook-how-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

interface Asked {
  readonly run?: string;
  readonly metric?: string;
  readonly count?: number;
}

/** @param run name of the run; the session if not given */
async function how({ run = 'session 09:00', metric, count }: Asked = {}): Promise<Made> {
  const store = Store.open(dir);
  try {
    store.sync();
    return await howMade(store, { runId: store.resolve(run), metric: metric ?? null, count: count ?? null, root });
  } finally {
    store.close();
  }
}

function counts({ kept }: Made): (number | null)[] {
  return kept.map(({ count }) => count);
}

/** A cell that logs this to the session's run. */
function logs(session: SessionJournal, source: string, count: number, values: Readonly<Record<string, number>>): SessionJournal {
  return session.begin(source, { count }).metrics(values).finish();
}

/** Two cells that make something, two that record numbers of it, and one that comes later. */
function trained(): SessionJournal {
  const session = new SessionJournal(dir).cell('a = 1', { count: 1 }).cell('b = 2', { count: 2 });
  logs(session, 'trialbook.log_metric("acc", a)', 3, { acc: 0.9, batches: 40 });
  logs(session, 'trialbook.log_metric("acc", b)', 4, { acc: 0.8 });
  return session.cell('b = 5', { count: 5 });
}

describe('how a number of a session was made', () => {
  it('is told of its headline, where no metric is named, as it was recorded last', async () => {
    trained();
    const made = await how();
    expect(made.number).toEqual({ key: 'acc', value: 0.8, step: 1 });
    expect(counts(made)).toEqual([2, 4]);
    expect(made.left.map(({ count }) => count)).toEqual([1, 3]);
  });

  it('is told of a metric', async () => {
    trained();
    expect(counts(await how({ metric: 'batches' }))).toEqual([1, 3]);
  });

  it('is told of a cell', async () => {
    trained();
    const made = await how({ count: 3 });
    expect([made.number?.value, counts(made)]).toEqual([0.9, [1, 3]]);
  });

  it('is told of a cell with a number in its output that is no metric', async () => {
    new SessionJournal(dir).cell('a = 1', { count: 1 }).cell('print("acc:", a)', { count: 2, prints: 'acc: 0.75\n' });
    const made = await how({ count: 2 });
    expect([made.number, counts(made)]).toEqual([{ key: 'acc', value: 0.75, step: null }, [1, 2]]);
  });

  it('is told of a cell that recorded nothing', async () => {
    trained();
    const made = await how({ count: 2 });
    expect([made.number, counts(made)]).toEqual([null, [2]]);
  });

  it('is never told of the machine’s own metrics unasked', async () => {
    logs(new SessionJournal(dir).cell('a = 1', { count: 1 }), 'a', 2, { 'system/cpu': 3 });
    expect((await how()).number).toBeNull();
  });
});

describe('how a number of a run that was opened in cells was made', () => {
  it('is told of all cells in which its points were recorded, with what led to them before it was opened', async () => {
    const session = new SessionJournal(dir).cell('x = 1', { count: 1 }).cell('y = 2', { count: 2 });
    session.cell('trialbook.start_run(name="child")', { count: 3 });
    session.cell('trialbook.log_metric("acc", x)', { count: 4 }).cell('z = 3', { count: 5 }).cell('trialbook.log_metric("acc", 1)', { count: 6 });
    const child = new JournalBuilder(dir, { name: 'child', parent: session.runId, journalId: 'c'.repeat(32) });
    child.record('in_cell', { session: session.runId, execution: 3 }).record('in_cell', { session: session.runId, execution: null });
    child.record('in_cell', { session: session.runId, execution: 4 }).metrics({ acc: 0.5 }).record('in_cell', { session: session.runId, execution: null });
    child.record('in_cell', { session: session.runId, execution: 6 }).metrics({ acc: 0.7 }).record('in_cell', { session: session.runId, execution: null });
    const made = await how({ run: 'child' });
    expect(made.number).toEqual({ key: 'acc', value: 0.7, step: 1 });
    expect(counts(made)).toEqual([1, 4, 6]);
    expect(made.session.name).toBe('session 09:00');
  });
});

it('is told with the notebook’s folder, where that of the session is not known', async () => {
  trained();
  expect((await how()).folder).toBe('/project');
});

describe('it is said', () => {
  it('which executions are not recorded', async () => {
    new SessionJournal(dir).cell('a = 1', { count: 3 }).cell('print(a)', { count: 5 });
    expect((await how()).notes).toEqual([expect.stringContaining('[1]–[2], [4]') as string]);
  });

  it('that a variable comes from nowhere, so that this cannot run', async () => {
    new SessionJournal(dir).cell('print(df)', { count: 1 });
    const made = await how();
    expect(made.runnable).toBe(false);
    expect(made.notes).toEqual([expect.stringContaining('`df` is read in [1]') as string]);
  });

  it('that a cell failed', async () => {
    const session = new SessionJournal(dir).cell('a = [1]', { count: 1 }).begin('a.append(2)\n1 / 0', { count: 2 });
    session.finish({ status: 'error', error: { type: 'ZeroDivisionError', message: 'division by zero', traceback: '' } }).cell('print(a)', { count: 3 });
    expect((await how()).notes).toEqual([expect.stringContaining('[2] ended with `ZeroDivisionError`') as string]);
  });

  it('what was taken out', async () => {
    const session = new SessionJournal(dir).cell('a = 1', { count: 1 }).cell('secret = 2', { count: 2 }).cell('print(a)', { count: 3 });
    const store = Store.open(dir);
    store.sync();
    store.edit({ op: 'redact-cells', ids: [store.cells({ runId: session.runId }).rows[1]!.id] });
    store.close();
    const made = await how();
    expect([made.runnable, made.notes[0]]).toEqual([false, expect.stringContaining('[2] was taken out') as string]);
  });

  it('that in another language all is kept', async () => {
    const session = new JournalBuilder(dir, { name: 'session 09:00', kind: 'session' }).record('session', { kernel: 'ir', language: 'R' });
    for (const [at, source] of ['x <- 1', 'y <- 2', 'print(x)'].entries()) session.record('cell', { execution: at, source, by: 'editor', count: at + 1, language: 'r' }).record('cell_end', { execution: at, status: 'ok' });
    const made = await how();
    expect([made.language, made.kernel, counts(made)]).toEqual(['r', 'ir', [1, 2, 3]]);
    expect(made.notes).toEqual([expect.stringContaining('language is r') as string]);
  });
});

describe('there is an error that says what to do', () => {
  it('for a run without cells', async () => {
    new JournalBuilder(dir, { name: 'script' }).metrics({ acc: 1 }).end();
    await expect(how({ run: 'script' })).rejects.toThrow(/did not run in a notebook whose cells are recorded. Track the notebook/);
  });

  it('for a metric that no cell recorded', async () => {
    trained();
    await expect(how({ metric: 'nope' })).rejects.toThrow('No cell of session 09:00 recorded nope; recorded there: acc, batches');
  });

  it('for a metric that another cell recorded', async () => {
    trained();
    await expect(how({ metric: 'batches', count: 4 })).rejects.toThrow('Cell [4] of session 09:00 has not recorded batches; recorded there: acc');
  });

  it('for a cell that there is none of', async () => {
    trained();
    await expect(how({ count: 9 })).rejects.toThrow('There is no cell [9] in session 09:00; it has [1] to [5]');
  });
});

it('stops where that is asked', async () => {
  trained();
  const store = Store.open(dir);
  store.sync();
  const made = howMade(store, { runId: store.resolve('session 09:00'), metric: null, count: null, root, signal: AbortSignal.abort(new Error('enough')) });
  await expect(made).rejects.toThrow('enough');
  store.close();
});
