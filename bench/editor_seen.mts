import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { FrameLocator, Page } from 'playwright-core';
import { buildOnce } from '../scripts/build.mjs';
import { ensureServer } from '../scripts/setup/editor.mjs';
import { root } from '../scripts/setup/project.mjs';
import { closeWorkbench, openWorkbench, startEditorServer } from '../test/editor/workbench.mts';
import type { Row } from './row.mts';
import { withScratch } from './scratch.mts';

/** Logs a value at some moment within each second or so, and prints it with the time at which the call came back. */
const LOGGING = `
import random, sys, time, trialbook
random.seed(1)
trialbook.start_run(name="seen")
trialbook.log_metric("loss", 1000)
sys.stdin.readline()
for value in range(1001, 1001 + int(sys.argv[1])):
    time.sleep(0.7 + random.random())
    trialbook.log_metric("loss", value)
    print(value, time.time() * 1000, flush=True)
time.sleep(5)
`;

const VALUES = 20;

/** How long it is from the return of log_metric until the open Run page shows the value. */
export async function editorSeen(): Promise<Row[]> {
  await ensureServer();
  await buildOnce({ production: true });
  const values = await withScratch(async (folder) => {
    const env = { ...process.env, PYTHONPATH: join(root, 'python'), TRIALBOOK_DIR: join(folder, '.trialbook') };
    const python = spawn('python3', ['-c', LOGGING, String(VALUES)], { cwd: folder, env, stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(python, 'close');
    try {
      return await inEditor(folder, (page) => delays(page, python));
    } finally {
      python.kill();
      await ended;
    }
  });
  return [{ what: 'log_metric returned until its value is on the screen', unit: 'ms', budget: { most: 1000 }, values }];
}

async function delays(page: Page, python: ChildProcessByStdio<Writable, Readable, null>): Promise<number[]> {
  await page.getByRole('tab', { name: 'Trialbook' }).click();
  await page.getByRole('treeitem', { name: /^seen,/ }).click();
  const run = page.frameLocator('iframe.webview:visible').frameLocator('#active-frame');
  await noteWhatIsShown(run);
  python.stdin.write('\n');
  const logged = new Map<string, number>();
  for await (const line of createInterface({ input: python.stdout })) {
    const [value = '', ms] = line.split(' ');
    logged.set(value, Number(ms));
    if (logged.size === VALUES) break;
  }
  const [last = ''] = [...logged.keys()].slice(-1);
  await run.locator('.run-headline strong').getByText(last, { exact: true }).waitFor();
  const shown = await shownTimes(run);
  return [...logged].map(([value, ms]) => (shown[value] ?? NaN) - ms);
}

async function inEditor<T>(folder: string, use: (page: Page) => Promise<T>): Promise<T> {
  const editor = await startEditorServer({ folder, extension: { development: root } });
  try {
    const page = await openWorkbench(editor.url);
    return await use(page).finally(() => closeWorkbench(page));
  } finally {
    await editor.stop();
  }
}

/** From now on the page notes at what time its headline first shows what it shows. */
async function noteWhatIsShown(run: FrameLocator): Promise<void> {
  const headline = run.locator('.run-headline');
  await headline.waitFor();
  await headline.evaluate((element) => {
    const shown: Record<string, number> = {};
    Object.assign(window, { shownTimes: shown });
    const look = () => {
      const text = element.querySelector('strong')?.textContent;
      if (text) shown[text] ??= Date.now();
      requestAnimationFrame(look);
    };
    look();
  });
}

function shownTimes(run: FrameLocator): Promise<Record<string, number>> {
  return run.locator('.run-headline').evaluate(() => (window as unknown as { shownTimes: Record<string, number> }).shownTimes);
}
