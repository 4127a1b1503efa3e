import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { closeWorkbench, openWorkbench, startEditorServer } from '../../test/editor/workbench.mts';
import { root } from '../setup/project.mjs';
import { makeSampleProject } from '../start/sample_project.mjs';

const VIEWPORT = { width: 1360, height: 860 };
/** Where they are in examples/digits/explore.ipynb. */
const CELLS = { parameters: 2, fit: 11, score: 13 };
const SETTINGS = {
  'trialbook.notebooks.metrics': 'always',
  'notebook.output.scrolling': true,
};

/**
 * Works in the sample's notebook as people do, on a real kernel, tracked: all cells, another value, some cells again, an edit; and
 * takes pictures of what is seen of it then: the notebook with the Runs view, a cell's history, the Cells tab, how a number was made.
 * @param {{ scratch: string, pictures: string, name: string, theme: string }} options name: what the files end with
 */
export async function takeNotebookPictures({ scratch, pictures, name, theme }) {
  const folder = join(scratch, 'digits');
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  makeSampleProject(folder);
  const editor = await startEditorServer({
    folder,
    extension: { development: root },
    installed: [join(root, 'out', 'test', 'editor', 'test-kernel')],
    userSettings: { ...SETTINGS, 'workbench.colorTheme': theme },
  });
  const page = await openWorkbench(editor.url, { viewport: VIEWPORT });
  const notebook = new Notebook(page);
  /** @param {string} picture */
  const shoot = async (picture) => {
    await page.mouse.move(VIEWPORT.width - 20, VIEWPORT.height - 40);
    await page.waitForTimeout(2500);
    await page.screenshot({ path: join(pictures, `cells-${picture}-${name}.png`) });
  };
  try {
    // Before its extensions are there the editor would show the notebook as JSON.
    await page.getByRole('tab', { name: 'Trialbook' }).click();
    await page.getByRole('button', { name: 'Open the Example' }).waitFor();
    await page.keyboard.press('Control+Shift+E');
    await page.getByRole('treeitem', { name: 'explore.ipynb' }).dblclick();
    await page.locator('.notebookOverlay .code-cell-row').first().waitFor();
    await notebook.command('Trialbook: Track Notebook');
    await page.waitForTimeout(1000);
    await notebook.command('Notebook: Run All');
    await page.getByRole('button', { name: 'Record Them' }).click();
    await recorded(folder, 9);
    await notebook.rewrite(CELLS.parameters, 'C = 10.0\ngamma = 0.05');
    for (const cell of [CELLS.parameters, CELLS.fit, CELLS.score]) await notebook.run(cell);
    await recorded(folder, 12);
    await notebook.rewrite(CELLS.parameters, 'C = 10.0\ngamma = 0.5');
    await notebook.run(CELLS.parameters);
    await recorded(folder, 13);
    await page.getByRole('tab', { name: 'Trialbook' }).click();
    await widenSideBar(page);
    await page.locator('.monaco-list-row[aria-level="2"] .monaco-tl-twistie').first().click();
    await notebook.select(CELLS.score);
    await shoot('notebook');
    await notebook.select(CELLS.parameters);
    await notebook.command('Trialbook: Cell History');
    await shoot('history');
    await page.keyboard.press('Escape');
    await notebook.select(CELLS.score);
    await notebook.command('Trialbook: How Was This Number Made');
    await page.getByRole('tab', { name: /val_acc/ }).waitFor();
    await shoot('made');
    await page.locator('.monaco-list-row[aria-level="2"]').first().click();
    const run = page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
    await run.getByRole('tab', { name: /Cells/ }).click();
    await run.getByText('plane = PCA').first().click();
    await shoot('tab');
  } finally {
    await closeWorkbench(page);
    await editor.stop();
  }
}

/** Room for what stands beside cells. @param {import('playwright-core').Page} page */
async function widenSideBar(page) {
  await page.mouse.move(350, 600);
  await page.mouse.down();
  await page.mouse.move(440, 600, { steps: 5 });
  await page.mouse.up();
}

/** The notebook in front. */
class Notebook {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {string} title */
  async command(title) {
    await this.page.keyboard.press('F1');
    await this.page.keyboard.type(title);
    await this.page.waitForTimeout(300);
    await this.page.keyboard.press('Enter');
  }

  /** Cells that are out of sight are not on the page, but within reach of the keyboard. @param {number} index */
  async select(index) {
    await this.page.locator('.notebookOverlay .cell-list-container .monaco-list').first().focus();
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('Control+Home');
    for (let at = 0; at < index; at++) await this.page.keyboard.press('ArrowDown');
    await this.page.waitForTimeout(500);
  }

  /** @param {number} index @param {string} source */
  async rewrite(index, source) {
    await this.select(index);
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(source);
    await this.page.keyboard.press('Escape');
  }

  /** @param {number} index */
  async run(index) {
    await this.select(index);
    await this.page.keyboard.press('Shift+Enter');
    await this.page.waitForTimeout(1500);
  }
}

/** Waits until so many executions are in the store. @param {string} folder @param {number} count */
async function recorded(folder, count) {
  for (let look = 0; look < 60; look++) {
    // There is no store before the first cell.
    const { stdout } = spawnSync(process.execPath, [join(root, 'dist', 'cli.js'), 'ls', '--json'], { cwd: folder, encoding: 'utf8' });
    const runs = stdout === '' ? [] : JSON.parse(stdout);
    if (runs.some((/** @type {{ cellCount: number }} */ run) => run.cellCount >= count)) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`The store has not come to hold ${count} executions`);
}
