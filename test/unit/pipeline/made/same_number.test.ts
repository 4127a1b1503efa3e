import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { howMade } from '../../../../src/pipeline/made/how_made';
import type { Made } from '../../../../src/pipeline/made/made';
import { madeNotebook } from '../../../../src/pipeline/made/made_notebook';
import { Store } from '../../../../src/store/store';
import { runNotebooks, runSessions, type NotebookRan } from '../../../builders/kernel_sessions';
import { SESSIONS } from './sessions';

const root = join(import.meta.dirname, '..', '..', '..', '..');

interface Remade {
  /** as it was recorded */
  readonly value: number;
  readonly made: Made;
  readonly ran: NotebookRan;
}

const remade = new Map<string, Remade>();
let folder = '';

/** Each session runs in a kernel that records, its number is asked for, and the notebook that comes runs in another kernel. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trialbook-made-'));
  const at = Object.entries(SESSIONS).map(([name, cells], index) => ({ name, cells, folder: mkdtempSync(join(folder, `${index}-`)) }));
  await runSessions(at.map((one) => ({ folder: one.folder, cells: ['%load_ext trialbook', ...one.cells] })));
  const mades: Made[] = [];
  for (const one of at) {
    const store = Store.open(join(one.folder, '.trialbook'));
    store.sync();
    const [session] = store.runs({ query: 'kind = session' }).rows;
    mades.push(await howMade(store, { runId: session!.runId, metric: 'number', count: null, root }));
    store.close();
  }
  const notebooks = at.map((one, index) => {
    const path = join(one.folder, 'made.ipynb');
    writeFileSync(path, madeNotebook(mades[index]!));
    return { path, expressions: ['float(number)'] };
  });
  const ran = await runNotebooks(notebooks, join(folder, 'elsewhere'));
  for (const [index, { name }] of at.entries()) remade.set(name, { value: mades[index]!.number!.value, made: mades[index]!, ran: ran[index]! });
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a notebook of what led to a number gives that number, after', () => {
  it.each(Object.keys(SESSIONS))('%s', (name) => {
    const { value, ran } = remade.get(name)!;
    expect(ran).toEqual({ values: [expect.any(String) as string] });
    expect('values' in ran ? Number(ran.values[0]) : ran.error).toBe(value);
  });
});

describe('it leaves out what did not lead to it, after', () => {
  it.each(Object.entries(SESSIONS).flatMap(([name, cells]) => cells.filter((cell) => cell.includes('# left')).map((cell) => [name, cell] as const)))('%s: %s', (name, cell) => {
    expect(remade.get(name)!.made.kept.map(({ source }) => source)).not.toContain(cell);
  });
});
