import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OpenStore } from '../../../src/host/open_store';
import type { Store } from '../../../src/store/store';
import { formerNames } from '../../../src/views/notebook/former_names';
import { NotebookRows } from '../../../src/views/notebook/notebook_rows';
import { SessionJournal } from '../../builders/session_journal';
import { openStore } from '../../builders/store';
import { temporaryStoreDir } from '../../builders/store_dir';

const NOTEBOOK = '/project/explore.ipynb';
let dir: string;
let store: Store;

beforeEach(() => {
  dir = temporaryStoreDir();
  store = openStore(dir);
});

/** The store itself in the place of one behind a message port: what it gives can be awaited all the same. */
const opened = () => ({ dir, service: store as unknown as OpenStore['service'] });
const sources = ({ rows }: NotebookRows) => rows.map(({ source }) => source);

describe('what is recorded of a notebook', () => {
  it('is there as it began, with what came since', async () => {
    const session = new SessionJournal(dir).cell('a').cell('b');
    store.sync();
    const rows = new NotebookRows(opened(), [NOTEBOOK]);
    expect([await rows.update(), sources(rows)]).toEqual([true, ['a', 'b']]);
    session.cell('c');
    store.sync();
    expect([await rows.update(), sources(rows)]).toEqual([true, ['a', 'b', 'c']]);
  });

  it('is the very same where nothing of it changed', async () => {
    new SessionJournal(dir).cell('a');
    store.sync();
    const rows = new NotebookRows(opened(), [NOTEBOOK]);
    await rows.update();
    const before = rows.rows;
    new SessionJournal(dir, 'kernel', { notebook: '/project/other.ipynb' }).cell('x', { notebook: '/project/other.ipynb' });
    store.sync();
    expect(await rows.update()).toBe(false);
    expect(rows.rows).toBe(before);
  });

  it('is gone with its run', async () => {
    const { runId } = new SessionJournal(dir).cell('a');
    store.sync();
    const rows = new NotebookRows(opened(), [NOTEBOOK]);
    await rows.update();
    store.edit({ op: 'delete', runIds: [runId] });
    expect([await rows.update(), sources(rows)]).toEqual([true, []]);
  });

  it('is found where its folder has been moved to', async () => {
    new SessionJournal(dir, 'kernel', { experiment: 'explore.ipynb' }).cell('a');
    store.sync();
    const moved = join(dirname(dir), 'explore.ipynb');
    expect(await formerNames(opened(), moved)).toEqual([NOTEBOOK]);
    const rows = new NotebookRows(opened(), [moved, NOTEBOOK]);
    await rows.update();
    expect(sources(rows)).toEqual(['a']);
  });
});
