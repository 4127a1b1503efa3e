import Database from 'better-sqlite3';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { CommandLine } from '../builders/command_line';
import { JournalBuilder } from '../builders/journal';
import { openRuns, pageInTab } from './run_page_on_screen';
import { it } from './workbench_test';

/** What would show itself, in the window or in a page, if it were taken for HTML, Markdown, an icon or a command. */
const SLY = '<b class="taken-as-html" onclick="alert(1)">b</b><img class="taken-as-html" src="x" onerror="alert(2)"> [l](command:workbench.action.quit) $(flame) ${7*7} "\'`';

/** Words from everywhere at once: all that a run can bring along is sly. */
function writeSlyRun(storeDir: string): JournalBuilder {
  return new JournalBuilder(storeDir, { name: SLY, experiment: `${SLY} experiment` })
    .record('command', { argv: ['python', SLY, '; rm -rf /'], cwd: SLY, script: `/nowhere/${SLY}`, user: SLY, interpreter: SLY })
    .record('environment', { python: SLY, implementation: SLY, platform: SLY, hardware: { cpu: SLY, gpus: [{ name: SLY }] }, packages: { [SLY]: SLY }, variables: [SLY] })
    .record('git', { root: SLY, commit: '3f2c9a10b7d84e56f0123456789abcdef0123456', branch: SLY, remote: SLY, dirty: true, subject: SLY })
    .params({ [SLY]: SLY, ['__proto__']: 'p', constructor: 'c', prompt: 'x'.repeat(1_000_000) })
    .metrics({ [SLY]: 1, ['__proto__']: 2, '../../up': 3 }, 0)
    .metrics({ [SLY]: 2 }, 1)
    .tags({ [SLY]: SLY })
    .record('input', { name: SLY, digest: SLY, source: SLY, context: SLY })
    .record('file', { path: SLY, mode: 'read', size: 1, mtime_ms: 0 })
    .record('artifact', { path: `${SLY}.html`, size: 1, kind: 'html' })
    .record('artifact', { path: '../../../../etc/passwd', size: 1, kind: 'text' })
    .record('output', { stream: 'stdout', text: `${SLY}\u001b]0;title\u0007\u001b[31m red\n` })
    .end('FAILED', { type: SLY, message: SLY, traceback: SLY });
}

/** Everything that a page or the window says or does which no data may make it do. */
function watchFor(page: Page): string[] {
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && /script-src|script-src-attr|inline event handler/.test(message.text()) && seen.push(message.text()));
  return seen;
}

/** How much of it the window and the page in its tab took for HTML. */
async function takenAsHtml(page: Page): Promise<number> {
  return (await page.locator('.taken-as-html').count()) + (await pageInTab(page).locator('.taken-as-html').count());
}

describe('a folder full of what should not be', () => {
  it('says of each store what is wrong with it, and shows the runs of all that can be read', async ({ scratch, openFolder }) => {
    const store = (name: string) => join(scratch, name, '.trialbook');
    mkdirSync(store('future'), { recursive: true });
    const future = new Database(join(store('future'), 'trialbook.db'));
    future.exec('CREATE TABLE things (x); PRAGMA user_version = 9999');
    future.close();

    new JournalBuilder(store('damaged'), { name: 'rescued' }).metrics({ loss: 1 }).end();
    await using trialbook = await CommandLine.build();
    expect(await trialbook.run(['sync'], join(scratch, 'damaged'))).toMatchObject({ status: 0 });
    writeFileSync(join(store('damaged'), 'trialbook.db'), 'no database at all '.repeat(1000));

    const torn = new JournalBuilder(store('garbage'), { name: 'torn' }).metrics({ loss: 1 });
    writeFileSync(torn.path, '{"v":1,"type":\n\u0000\u0000\nnonsense\n{"v":1}\n[]\n', { flag: 'a' });
    torn.metrics({ loss: 2 }).end();
    writeFileSync(join(store('garbage'), 'journal', `${'c'.repeat(32)}.0.jsonl`), 'this was never a journal\n');

    const page = await openFolder(scratch);
    const seen = watchFor(page);
    await openRuns(page);
    await page.getByRole('treeitem', { name: /newer/ }).waitFor();
    await page.getByRole('treeitem', { name: /^rescued, finished/ }).waitFor();
    await page.getByText(/database was damaged/).first().waitFor();
    await page.getByText(/do not begin as a journal does/).first().waitFor();
    await page.getByRole('treeitem', { name: /^torn, finished/ }).click();
    await pageInTab(page).getByText('Lines of the journal that could not be read').waitFor();
    expect(seen).toEqual([]);
  });

  it('takes nothing that a run brings along for anything but text, and folds what is too long', async ({ scratch, openFolder }) => {
    writeSlyRun(join(scratch, '.trialbook'));
    const page = await openFolder(scratch);
    const seen = watchFor(page);
    await openRuns(page);
    const node = page.getByRole('treeitem', { name: /taken-as-html.*failed/ });
    const tooltip = page.locator('.monaco-hover:visible').filter({ hasText: 'taken-as-html' });
    // The pointer that rests where a row is drawn again has to come anew.
    for (let tries = 0; tries < 10 && !(await tooltip.isVisible()); tries++) {
      await page.mouse.move(800, 400);
      await node.hover();
      await tooltip.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    expect(await tooltip.count()).toBe(1);
    expect(await tooltip.locator('a[data-href], a[href], img').count()).toBe(0);
    await node.click();
    const run = pageInTab(page);
    await run.getByRole('heading', { level: 1, name: SLY }).waitFor();
    await run.getByText('1,000,000 characters').click();
    expect(await run.locator('.long-value').textContent()).toHaveLength(1_000_000);
    for (const tab of await run.getByRole('tab').all()) {
      await tab.click();
      await run.getByRole('tabpanel').first().waitFor();
      expect(await takenAsHtml(page)).toBe(0);
    }
    await node.getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Compare Runs' }).first().click();
    await pageInTab(page).getByText('taken-as-html').first().waitFor();
    expect(await takenAsHtml(page)).toBe(0);
    expect(seen).toEqual([]);
  });
});
