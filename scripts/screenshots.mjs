// Takes the pictures of the README, media/screenshots/*.png, in a real VS Code on a copy of the sample project: run
// `npm start -- --no-open` first, then `node scripts/screenshots.mjs`; with `pages` it takes those of the sample alone, with
// `notebooks` those of notebooks, which need no sample.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowserEditor } from './setup/editor.mjs';
import { root } from './setup/project.mjs';
import { continueUnderProjectNode } from './setup/project_node.mjs';
import { ensurePythonEnvironment } from './setup/python_environment.mjs';
import { isComplete } from './start/sample_project.mjs';

const THEMES = { dark: 'Default Dark Modern', light: 'Default Light Modern' };
const VIEWPORT = { width: 1360, height: 780 };

await continueUnderProjectNode();
const sample = join(root, '.scratch', 'digits');
const [, , only] = process.argv;
if (only !== 'notebooks' && !isComplete(sample)) throw new Error('There is no sample project yet: npm start -- --no-open makes it.');
const python = await ensurePythonEnvironment();
await ensureBrowserEditor();
const { buildOnce } = await import('./build.mjs');
await buildOnce({ tests: true });
const { closeWorkbench, openWorkbench, startEditorServer } = await import('../test/editor/workbench.mts');
const { takeNotebookPictures } = await import('./screenshots/notebook_pictures.mjs');

const scratch = join(root, '.scratch', 'screenshots');
const folder = join(scratch, 'digits');
const pictures = join(root, 'media', 'screenshots');
mkdirSync(pictures, { recursive: true });
// A path that is seen in a picture says nothing of who took it.
const notebooks = join(tmpdir(), 'trialbook-pictures');
for (const [name, theme] of Object.entries(THEMES)) {
  if (only !== 'notebooks') await take(name, theme);
  if (only !== 'pages') await takeNotebookPictures({ scratch: notebooks, pictures, name, theme });
}
rmSync(notebooks, { recursive: true, force: true });
rmSync(scratch, { recursive: true, force: true });

/** @param {string} name @param {string} theme */
async function take(name, theme) {
  rmSync(scratch, { recursive: true, force: true });
  cpSync(sample, folder, { recursive: true });
  const editor = await startEditorServer({ folder, extension: { development: root }, userSettings: { 'workbench.colorTheme': theme } });
  const training = train();
  const page = await openWorkbench(editor.url, { viewport: VIEWPORT });
  /** @param {string} picture */
  const shoot = async (picture) => {
    await page.mouse.move(VIEWPORT.width - 40, VIEWPORT.height - 60);
    await page.waitForTimeout(2500);
    await page.screenshot({ path: join(pictures, `${picture}-${name}.png`) });
  };
  try {
    await page.getByRole('tab', { name: 'Trialbook' }).click();
    const runs = page.locator('.monaco-list-row[aria-level="2"]');
    await runs.filter({ hasText: /epoch|step/ }).first().click();
    const frame = page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
    await frame.getByRole('tab', { name: /Metrics/ }).click();
    await page.waitForTimeout(4000);
    await shoot('run');
    training.kill('SIGKILL');
    const [shown = ''] = ((await runs.nth(1).getAttribute('aria-label')) ?? '').split(',');
    await runs.nth(1).click();
    // The page of the run before is in the same tab until this one is loaded.
    await frame.getByRole('heading', { name: shown, level: 1 }).waitFor();
    await frame.getByRole('tab', { name: 'Overview' }).click();
    await frame.getByRole('heading', { name: 'Code' }).scrollIntoViewIfNeeded();
    await shoot('code');
    for (const index of [2, 3, 4, 5]) await runs.nth(index).getByRole('checkbox').click();
    await page.keyboard.press('F1');
    await page.keyboard.type('Trialbook: Compare Runs');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(3000);
    await shoot('comparison');
    await page.keyboard.press('Control+Shift+E');
    await page.getByRole('treeitem', { name: 'explore.ipynb' }).dblclick();
    await page.locator('.notebookOverlay .code-cell-row').first().waitFor();
    await page.keyboard.press('F1');
    await page.keyboard.type('Trialbook: Notebook to Pipeline');
    await page.keyboard.press('Enter');
    const pipeline = page.frameLocator('iframe.webview:visible').last().frameLocator('#active-frame');
    await pipeline.locator('.graph-step').first().waitFor();
    await page.keyboard.press('Control+B');
    await pipeline.getByRole('button', { name: /^From split to train/ }).click();
    await shoot('pipeline');
  } finally {
    training.kill('SIGKILL');
    await closeWorkbench(page);
    await editor.stop();
  }
}

/** A run that goes on until it is killed. */
function train() {
  const env = { ...process.env, OMP_NUM_THREADS: '1', PYTHONPATH: join(root, 'python') };
  return spawn(python, ['-m', 'trialbook', 'run', 'train.py', '--epochs', '100000', '--lr', '0.0003'], { cwd: folder, env, stdio: 'ignore' });
}
