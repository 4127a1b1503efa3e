import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { Store } from '../../src/store/store';
import { SessionJournal } from '../builders/session_journal';
import { openRuns, pageInTab, runInTree } from './run_page_on_screen';
import { it } from './workbench_test';

const storeOf = (folder: string) => join(folder, '.trialbook');

function sessionIn(folder: string): SessionJournal {
  return new SessionJournal(storeOf(folder), 'kernel', { notebook: join(folder, 'explore.ipynb') });
}

async function openCells(page: Page): Promise<FrameLocator> {
  await openRuns(page);
  await runInTree(page, 'session 09:00').click();
  const run = pageInTab(page);
  await run.getByRole('tab', { name: /^Cells/ }).click();
  return run;
}

const cells = (run: FrameLocator) => run.getByRole('grid', { name: 'Executions of cells' });

describe('the cells of a session on its page', () => {
  it('are gone through with the keyboard, each with its source and what it gave', async ({ scratch, openFolder }) => {
    sessionIn(scratch).cell('x = 1\nx', { count: 1, prints: 'one\n' }).cell('y = 2', { count: 2, prints: '\u001b[31mtwo\u001b[0m\n' });
    const run = await openCells(await openFolder(scratch));
    await run.getByText('two', { exact: true }).waitFor();
    await cells(run).press('Home');
    await run.getByText('one', { exact: true }).waitFor();
    expect(await run.getByLabel('Source as it ran').textContent()).toBe('x = 1\nx');
    expect(await run.getByText('two', { exact: true }).count()).toBe(0);
  });

  it('come while one looks at them', async ({ scratch, openFolder }) => {
    const session = sessionIn(scratch).cell('x = 1', { count: 1 });
    const run = await openCells(await openFolder(scratch));
    await cells(run).getByText('[1]').waitFor();
    session.begin('slow()', { count: 2 }).print('epoch 1\n');
    await run.getByText('epoch 1', { exact: true }).waitFor();
    session.print('epoch 2\n').finish();
    await run.getByText(/epoch 2/).waitFor();
    expect(await cells(run).getByRole('row').count()).toBe(3);
  });

  it('show HTML without running it', async ({ scratch, openFolder }) => {
    const session = sessionIn(scratch);
    const path = 'cells/0123456789abcdef0123456789abcdef.html';
    const html = '<table><tr><td>shown</td></tr></table><script>document.body.textContent = "ran"</script>';
    mkdirSync(join(storeOf(scratch), 'artifacts', session.runId, 'cells'), { recursive: true });
    writeFileSync(join(storeOf(scratch), 'artifacts', session.runId, path), html);
    session.begin('df', { count: 1 }).output({ kind: 'result', text: 'as text', mimes: ['text/html', 'text/plain'], artifacts: [{ mime: 'text/html', path, size: html.length }] }).finish();
    const run = await openCells(await openFolder(scratch));
    const frame = run.frameLocator('.cell-outputs iframe');
    await frame.getByText('shown').waitFor();
    expect(await frame.getByText('ran').count()).toBe(0);
    await run.getByRole('link', { name: 'Show as text' }).click();
    await run.getByText('as text', { exact: true }).waitFor();
  });

  it('that were redacted say so, and nothing else', async ({ scratch, openFolder }) => {
    const { runId } = sessionIn(scratch).cell('password = "hunter2"', { count: 1, prints: 'hunter2\n' }).end();
    const store = Store.open(storeOf(scratch));
    store.sync();
    store.edit({ op: 'redact-cells', ids: store.cells({ runId }).rows.map(({ id }) => id) });
    store.close();
    const run = await openCells(await openFolder(scratch));
    await run.getByText(/taken out of the store/).waitFor();
    expect(await run.getByText('hunter2').count()).toBe(0);
    await cells(run).getByText('redacted').waitFor();
  });
});
