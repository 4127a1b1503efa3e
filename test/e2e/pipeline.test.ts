import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { environmentPython } from '../../scripts/setup/python_environment.mjs';
import { notebookText } from '../builders/notebook';
import { pageInTab } from './run_page_on_screen';
import { it } from './workbench_test';

const EXAMPLE = join(import.meta.dirname, '..', '..', 'examples', 'digits', 'explore.ipynb');

/** Makes a folder use the Python that has the packages notebooks need. */
function usePython(folder: string): void {
  mkdirSync(join(folder, '.vscode'));
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'trialbook.python.interpreter': environmentPython }));
}

/** Opens a notebook of the folder as a pipeline, by its menu in the explorer, which has our entry once VS Code has read our manifest. */
async function openPipeline(page: Page, notebook: string): Promise<FrameLocator> {
  const entry = page.getByRole('menuitem', { name: 'Notebook to Pipeline' });
  for (;;) {
    await page.getByRole('treeitem', { name: notebook }).click({ button: 'right' });
    if (await entry.waitFor({ timeout: 2000 }).then(() => true, () => false)) break;
    await page.keyboard.press('Escape');
  }
  await entry.click();
  const pipeline = pageInTab(page);
  await pipeline.locator('.pipeline-head').waitFor();
  return pipeline;
}

describe('the Pipeline page', () => {
  it('shows steps and the lines that tie them, finds the same results, and writes a pipeline that runs', async ({ scratch, openFolder }) => {
    cpSync(EXAMPLE, join(scratch, 'explore.ipynb'));
    usePython(scratch);
    const page = await openFolder(scratch);
    const pipeline = await openPipeline(page, 'explore.ipynb');
    expect(await pipeline.locator('.graph-step-title').allTextContents()).toEqual(['Load', 'Look', 'Split', 'Train', 'Evaluate']);

    await pipeline.getByRole('button', { name: /^From train to evaluate: model/ }).click();
    await pipeline.locator('.why').getByText('model = SVC(C=C, gamma=gamma).fit(train_x, train_y)').first().waitFor();

    await pipeline.getByRole('button', { name: 'Check' }).first().click();
    expect(await pipeline.locator('.check-verdict').textContent()).toContain('The pipeline gives what the notebook gives');

    await pipeline.getByRole('button', { name: 'Write' }).click();
    await page.getByRole('option', { name: /explore_pipeline/ }).click();
    await pipeline.getByText(/written to explore_pipeline/).waitFor();
    const printed = execFileSync(environmentPython, [join(scratch, 'explore_pipeline', 'pipeline.py')], { encoding: 'utf8' });
    expect(printed).toMatch(/val_acc: 0\.9\d+/);
  }, 240_000);

  it('says at the line why a notebook is refused, and goes on without the cell if the person wants that', async ({ scratch, openFolder }) => {
    writeFileSync(join(scratch, 'asks.ipynb'), notebookText(['rows = [3, 1, 2]', 'name = input("Who? ")', 'print(sorted(rows))']));
    usePython(scratch);
    const page = await openFolder(scratch);
    const pipeline = await openPipeline(page, 'asks.ipynb');
    await pipeline.locator('.problem-error').getByText('name = input("Who? ")').waitFor();
    await pipeline.getByRole('button', { name: 'Leave this cell out' }).click();
    await pipeline.getByRole('button', { name: 'Write' }).waitFor();
    expect(await pipeline.locator('.pipeline-refused').count()).toBe(0);
  });
});
