import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { JournalBuilder } from '../builders/journal';
import { openRuns, pageInTab, pointsInChart, runInTree } from './run_page_on_screen';
import { it } from './workbench_test';

const storeOf = (folder: string) => join(folder, '.trialbook');

async function openRun(page: Page, name: string, tab: string): Promise<FrameLocator> {
  await openRuns(page);
  await runInTree(page, name).click();
  const run = pageInTab(page);
  await run.getByRole('tab', { name: tab }).click();
  return run;
}

const chartOf = (run: FrameLocator, metric: string): Locator => run.getByRole('application', { name: new RegExp(`^${metric},`) });

/** Where a chart has drawn anything in a run's colour: as parts of the canvas's width and height, from the left and from the top. */
async function inkPlaces(chart: Locator): Promise<{ x: number; y: number }[]> {
  return chart.locator('canvas').first().evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const places: { x: number; y: number }[] = [];
    for (let at = 0; at < pixels.length; at += 4) {
      const [red = 0, green = 0, blue = 0, alpha = 0] = [pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]];
      // Axes and labels are grey; the colours of runs are not.
      const coloured = alpha > 128 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60;
      if (coloured) places.push({ x: ((at / 4) % canvas.width) / canvas.width, y: Math.floor(at / 4 / canvas.width) / canvas.height });
    }
    return places;
  });
}

/** Whether VS Code has put a text into what it remembers of the window; in a browser it does so now and then. */
async function windowStateHolds(page: Page, text: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    const done = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('IndexedDB'));
    });
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      const stores = [...database.objectStoreNames];
      const values = await Promise.all(stores.map((store) => done(database.transaction(store).objectStore(store).getAll())));
      database.close();
      // A state is JSON in JSON in JSON.
      if (JSON.stringify(values).replace(/[\\"]/g, '').includes(wanted)) return true;
    }
    return false;
  }, text);
}

/** Writes the file of an artifact beside the record of it. */
function artifact(folder: string, run: JournalBuilder, path: string, content: string, kind: string): void {
  const file = join(storeOf(folder), 'artifacts', run.runId, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  run.record('artifact', { path, size: content.length, kind });
}

describe('a chart', () => {
  it('shows one value among fifty thousand that stands out either way, and a NaN', async ({ scratch, openFolder }) => {
    const run = new JournalBuilder(storeOf(scratch), { name: 'spiky' });
    const values = Array.from({ length: 50_000 }, (_, step) => (step === 12_345 ? 100 : step === 30_001 ? -100 : step === 40_000 ? NaN : Math.sin(step)));
    run.series('loss', values).end();
    const page = await openFolder(scratch);
    const shown = await openRun(page, 'spiky', 'Metrics');
    await pointsInChart(shown, 'loss', 50_000);
    const chart = chartOf(shown, 'loss');
    expect(await chart.getAttribute('aria-label')).toContain('1 NaN');
    const places = await inkPlaces(chart);
    const near = (x: number) => places.filter((place) => Math.abs(place.x - x) < 0.06);
    // The axis with its labels takes about a twentieth of the width at the left, and of the height below.
    expect(Math.min(...near(0.05 + 0.95 * 0.247).map(({ y }) => y))).toBeLessThan(0.1);
    expect(Math.max(...near(0.05 + 0.95 * 0.6).map(({ y }) => y))).toBeGreaterThan(0.75);
    expect(near(0.05 + 0.95 * 0.8).some(({ y }) => y > 0.75)).toBe(true);
  });

  it('can be read without a mouse, and as a table', async ({ scratch, openFolder }) => {
    new JournalBuilder(storeOf(scratch), { name: 'short' }).series('acc', [0.25, 0.5, 0.75]).end();
    const page = await openFolder(scratch);
    const shown = await openRun(page, 'short', 'Metrics');
    await pointsInChart(shown, 'acc', 3);
    const chart = chartOf(shown, 'acc');
    await chart.press('ArrowRight');
    await chart.press('ArrowRight');
    await shown.getByText('step 1: 0.5', { exact: true }).waitFor();
    await chart.press('t');
    const cells = shown.getByRole('grid', { name: 'acc as a table' }).getByRole('gridcell');
    expect(await cells.allTextContents()).toEqual(['0', '0.25', '1', '0.5', '2', '0.75']);
  });

  it('takes its colours from the theme of the moment', async ({ scratch, openFolder }) => {
    new JournalBuilder(storeOf(scratch), { name: 'plain' }).series('acc', [0.1, 0.9]).end();
    const page = await openFolder(scratch, { userSettings: { 'workbench.colorTheme': 'Default Dark Modern' } });
    const shown = await openRun(page, 'plain', 'Metrics');
    await pointsInChart(shown, 'acc', 2);
    const canvas = chartOf(shown, 'acc').locator('canvas').first();
    const dark = await canvas.screenshot();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+t');
    await page.locator('.quick-input-widget input').fill('Light Modern');
    await page.keyboard.press('Enter');
    await shown.locator('body.vscode-light').waitFor();
    await expect.poll(async () => (await canvas.screenshot()).equals(dark)).toBe(false);
  });
});

describe('a Run page', () => {
  it('shows an artifact that is HTML without running it, and text as text', async ({ scratch, openFolder }) => {
    const run = new JournalBuilder(storeOf(scratch), { name: 'reporter' });
    artifact(scratch, run, 'report.html', '<style>h1 { color: rgb(1, 2, 3) }</style><h1 style="margin: 7px">Result</h1><script>document.body.textContent = "ran"; parent.document.title = "ran"</script>', 'html');
    artifact(scratch, run, 'note.txt', '<b>bold</b>', 'text');
    run.end();
    const page = await openFolder(scratch);
    const shown = await openRun(page, 'reporter', 'Artifacts');
    const report = shown.frameLocator('iframe[title="report.html"]');
    await report.getByRole('heading', { name: 'Result' }).waitFor();
    expect(await report.locator('body').innerText()).toBe('Result');
    expect(await report.getByRole('heading').evaluate((heading) => [getComputedStyle(heading).color, getComputedStyle(heading).marginTop])).toEqual(['rgb(1, 2, 3)', '7px']);
    expect(await shown.locator('iframe[title="report.html"]').getAttribute('sandbox')).toBe('');
    await shown.getByRole('gridcell', { name: 'note.txt' }).click();
    await shown.getByText('<b>bold</b>').waitFor();
  });

  it('is as it was left after the window is loaded again', async ({ scratch, openFolder }) => {
    new JournalBuilder(storeOf(scratch), { name: 'kept' }).series('acc', [0.1, 0.9]).end();
    const page = await openFolder(scratch);
    const shown = await openRun(page, 'kept', 'Metrics');
    await shown.getByRole('textbox', { name: 'Filter metrics' }).fill('acc');
    await pointsInChart(shown, 'acc', 2);
    await expect.poll(() => windowStateHolds(page, 'metricFilter:acc'), { timeout: 60_000 }).toBe(true);
    await page.reload();
    const again = pageInTab(page);
    await again.getByRole('heading', { name: 'kept' }).waitFor();
    expect(await again.getByRole('tab', { name: 'Metrics' }).getAttribute('aria-selected')).toBe('true');
    expect(await again.getByRole('textbox', { name: 'Filter metrics' }).inputValue()).toBe('acc');
  });

  it('keeps a note and a name that are written on it', async ({ scratch, openFolder }) => {
    new JournalBuilder(storeOf(scratch), { name: 'first-name' }).end();
    const page = await openFolder(scratch);
    const shown = await openRun(page, 'first-name', 'Notes');
    await shown.getByRole('textbox', { name: 'Notes on the run' }).fill('worth a second look');
    await shown.getByText('Saved', { exact: true }).waitFor();
    await shown.getByRole('button', { name: 'first-name' }).click();
    await shown.getByRole('textbox', { name: 'Name of the run' }).fill('second-name');
    await shown.getByRole('textbox', { name: 'Name of the run' }).press('Enter');
    await runInTree(page, 'second-name').waitFor();
    await runInTree(page, 'second-name').hover();
    await page.locator('.monaco-hover').getByText('worth a second look').waitFor();
  });
});

describe('the Comparison page', () => {
  it('shows the chosen runs, what differs, and loses a run that is not chosen any more from its curves alone', async ({ scratch, openFolder }) => {
    for (const [name, lr, acc] of [['low', '0.1', 0.5], ['high', '0.2', 0.9]] as const) {
      new JournalBuilder(storeOf(scratch), { name }).params({ lr, seed: '1' }).series('acc', [0.1, acc]).end();
    }
    const page = await openFolder(scratch);
    await openRuns(page);
    for (const name of ['low', 'high']) await runInTree(page, name).getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Compare Runs' }).first().click();
    const comparison = pageInTab(page);
    const heads = comparison.getByRole('columnheader');
    await heads.filter({ hasText: 'lr' }).waitFor();
    expect((await heads.allTextContents()).map((text) => text.trim())).toEqual(['name', 'acc', 'lr', 'duration', 'started']);
    await comparison.getByRole('gridcell', { name: /0\.9 \+0\.4/ }).waitFor();
    await comparison.getByRole('application', { name: /^acc, 2 runs/ }).waitFor();

    await comparison.getByRole('checkbox', { name: 'Draw high' }).click();
    await comparison.getByRole('application', { name: /^acc, 2 points/ }).waitFor();
    expect(await comparison.getByRole('checkbox', { name: 'Draw high' }).isChecked()).toBe(false);
    expect(await runInTree(page, 'high').getByRole('checkbox').isChecked()).toBe(false);
  });

  it('draws all of a hundred runs in each of several charts', async ({ scratch, openFolder }) => {
    for (let run = 0; run < 100; run++) {
      const journal = new JournalBuilder(storeOf(scratch), { name: `run-${run}` });
      for (const metric of ['acc', 'loss', 'f1']) journal.series(metric, [run, run]);
      journal.end();
    }
    const page = await openFolder(scratch);
    await openRuns(page);
    await runInTree(page, 'run-0').getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Compare Runs' }).first().click();
    const comparison = pageInTab(page);
    await comparison.getByRole('combobox', { name: 'Filter runs' }).fill('metrics.acc >= 0');
    await comparison.getByText('100 runs').waitFor();
    await comparison.getByRole('button', { name: 'Draw All' }).click();
    for (const metric of ['acc', 'loss', 'f1']) {
      const chart = comparison.getByRole('application', { name: new RegExp(`^${metric}, 100 runs`) });
      await chart.press('t');
      const points = comparison.getByRole('grid', { name: `${metric} as a table` });
      expect(await points.getAttribute('aria-rowcount')).toBe('201');
    }
  });

  it('has its runs, and what was arranged, after the window is loaded again', async ({ scratch, openFolder }) => {
    for (const [name, acc] of [['low', 0.5], ['high', 0.9]] as const) new JournalBuilder(storeOf(scratch), { name }).series('acc', [0, acc]).end();
    const page = await openFolder(scratch);
    await openRuns(page);
    for (const name of ['low', 'high']) await runInTree(page, name).getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Compare Runs' }).first().click();
    const comparison = pageInTab(page);
    await comparison.getByRole('application', { name: /^acc, 2 runs/ }).waitFor();
    await comparison.getByRole('columnheader', { name: 'acc' }).click();
    await expect.poll(() => windowStateHolds(page, 'sort:{by:metric'), { timeout: 60_000 }).toBe(true);
    await page.reload();
    const again = pageInTab(page);
    await again.getByRole('application', { name: /^acc, 2 runs/ }).waitFor();
    expect(await again.getByRole('columnheader', { name: 'acc' }).getAttribute('aria-sort')).toBe('descending');
  });

  it('lists the runs that a filter finds, and says what is wrong with one that cannot be read', async ({ scratch, openFolder }) => {
    for (const [name, acc] of [['low', 0.5], ['high', 0.9]] as const) new JournalBuilder(storeOf(scratch), { name }).metrics({ acc }).end();
    const page = await openFolder(scratch);
    await openRuns(page);
    await runInTree(page, 'low').getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Compare Runs' }).first().click();
    const comparison = pageInTab(page);
    const filter = comparison.getByRole('combobox', { name: 'Filter runs' });
    await filter.fill('metrics.acc > 0.8');
    await comparison.getByRole('link', { name: 'high' }).waitFor();
    expect(await comparison.getByRole('grid', { name: 'Runs' }).getByRole('link').allTextContents()).toEqual(['high']);
    await filter.fill('metrics.acc >');
    await comparison.getByRole('alert').filter({ hasText: /expected/i }).waitFor();
    expect(await comparison.getByRole('grid', { name: 'Runs' }).getByRole('link').allTextContents()).toEqual(['high']);
  });
});
